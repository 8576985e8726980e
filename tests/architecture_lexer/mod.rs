//! Rust source as words, string literals and marks: as much of a lexer as the
//! architecture tests need. Comments and character literals are left out.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Identifier, keyword or number.
    Word,
    /// Content of a string literal, without its quotes.
    Literal,
    /// Any other character.
    Mark,
}

/// A token and the line it begins on, from 1.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    pub kind: TokenKind,
    pub text: &'a str,
    pub line: usize,
}

/// All tokens of a source file.
pub fn lex(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let (mut tokens, mut i, mut line) = (Vec::new(), 0, 1);
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80;
    while i < bytes.len() {
        let start = i;
        let begins = line;
        let rest = &text[i..];
        if rest.starts_with("//") {
            i += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        if rest.starts_with("/*") {
            let mut depth = 0;
            while i < bytes.len() {
                match &bytes[i..(i + 2).min(bytes.len())] {
                    b"/*" => (depth, i) = (depth + 1, i + 2),
                    b"*/" => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
                if depth == 0 {
                    break;
                }
            }
            line += text[start..i].matches('\n').count();
            continue;
        }
        let raw = rest.trim_start_matches(['b', 'c']);
        let skip = rest.len() - raw.len();
        let hashes = raw.strip_prefix('r').map_or(0, |r| r.len() - r.trim_start_matches('#').len());
        if skip <= 1 && raw.starts_with('r') && raw[1 + hashes..].starts_with('"') {
            let open = i + skip + 2 + hashes;
            let close = format!("\"{}", "#".repeat(hashes));
            let end = text[open..].find(&close).map_or(text.len(), |n| open + n);
            tokens.push(Token { kind: TokenKind::Literal, text: &text[open..end], line: begins });
            i = (end + close.len()).min(text.len());
        } else if skip <= 1 && raw.starts_with('"') {
            let open = i + skip + 1;
            let mut end = open;
            while end < bytes.len() && bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            let end = end.min(bytes.len());
            tokens.push(Token { kind: TokenKind::Literal, text: &text[open..end], line: begins });
            i = (end + 1).min(bytes.len());
        } else if rest.starts_with('\'') {
            i += quote(rest);
        } else if word(bytes[i]) {
            while i < bytes.len() && word(bytes[i]) {
                i += 1;
            }
            tokens.push(Token { kind: TokenKind::Word, text: &text[start..i], line: begins });
        } else {
            i += 1;
            if !bytes[start].is_ascii_whitespace() {
                tokens.push(Token { kind: TokenKind::Mark, text: &text[start..i], line: begins });
            }
        }
        line += text[start..i].matches('\n').count();
    }
    tokens
}

/// Bytes of a character literal or a lifetime that `rest` begins with.
fn quote(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => rest[3..].find('\'').map_or(rest.len(), |n| n + 4),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// The tokens outside items marked `#[cfg(test)]`.
pub fn without_tests<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut kept = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let marked = tokens[i..].iter().map(|t| t.text).take(7).eq(["#", "[", "cfg", "(", "test", ")", "]"]);
        if !marked {
            kept.push(tokens[i]);
            i += 1;
            continue;
        }
        // The item ends with its `;`, or with the brace that closes its first one.
        let mut depth = 0;
        i += 7;
        while i < tokens.len() {
            let (kind, text) = (tokens[i].kind, tokens[i].text);
            i += 1;
            match text {
                _ if kind != TokenKind::Mark => {}
                "{" => depth += 1,
                "}" if depth == 1 => break,
                "}" => depth -= 1,
                ";" if depth == 0 => break,
                _ => {}
            }
        }
    }
    kept
}
