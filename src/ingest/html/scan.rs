//! A linear walk over a page's tags, for metadata and for pages the main-text
//! library cannot take.

/// A piece of a page, in order.
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// An opening tag: lower-case name, and what stands after the name.
    Open(&'a str, &'a str),
    Close(&'a str),
    /// `script`, `style` and `title` with their attributes and raw content.
    Raw(&'a str, &'a str, &'a str),
}

const RAW: [&str; 8] = ["script", "style", "title", "textarea", "noscript", "template", "iframe", "svg"];
const BLOCK: [&str; 36] = [
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol",
    "option", "p", "pre", "section", "table", "td", "tr", "ul",
];
/// Elements that contain nothing, or end by themselves when the next begins.
const UNCOUNTED: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "td", "th", "tr", "dd", "dt", "option", "tbody", "thead", "tfoot", "a", "html", "body",
];

/// Hands each piece to `f`. Names keep the page's case.
pub(super) fn pieces<'a>(html: &'a str, mut f: impl FnMut(Piece<'a>)) {
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        let Some(open) = rest.find('<') else {
            f(Piece::Text(rest));
            return;
        };
        if open > 0 {
            f(Piece::Text(&rest[..open]));
        }
        at += open;
        let rest = &html[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            // Without an end the rest of the page is a comment.
            at = comment.find("-->").map_or(html.len(), |end| at + 4 + end + 3);
        } else if rest.starts_with("</") || rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let Some(end) = tag_end(rest) else { return };
            let closing = rest.starts_with("</");
            let inside = &rest[1 + usize::from(closing)..end];
            let name_end =
                inside.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':'))).unwrap_or(inside.len());
            let (name, attributes) = inside.split_at(name_end);
            at += end + 1;
            if closing {
                f(Piece::Close(name));
            } else if RAW.iter().any(|r| r.eq_ignore_ascii_case(name)) && !attributes.ends_with('/') {
                let body = &html[at..];
                let end = find_close(body, name).unwrap_or(body.len());
                f(Piece::Raw(name, attributes, &body[..end]));
                at += end;
            } else {
                f(Piece::Open(name, attributes));
            }
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            at = rest.find('>').map_or(html.len(), |end| at + end + 1);
        } else {
            f(Piece::Text("<"));
            at += 1;
        }
    }
}

/// Where a tag's `>` stands, quoted attribute values passed over.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = 0u8;
    let mut value = false;
    for (i, b) in tag.bytes().enumerate() {
        match b {
            b'>' if quote == 0 => return Some(i),
            b'"' | b'\'' if quote == b => quote = 0,
            // A quote counts only where a value begins.
            b'"' | b'\'' if quote == 0 && value => quote = b,
            _ => {}
        }
        value = b == b'=' || value && b.is_ascii_whitespace();
    }
    None
}

fn find_close(body: &str, name: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(i) = body[at..].find("</") {
        let start = at + i;
        let tail = body.as_bytes().get(start + 2..start + 2 + name.len());
        if tail.is_some_and(|t| t.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(start);
        }
        at = start + 2;
    }
    None
}

/// The value of an attribute, entities resolved.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        let (key, after) = rest.split_at(end.max(usize::from(rest.starts_with('='))));
        let after = after.trim_start();
        let value = if let Some(value) = after.strip_prefix('=') {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            match quote {
                Some(q) => {
                    let inner = &value[1..];
                    let end = inner.find(q).unwrap_or(inner.len());
                    rest = inner.get(end + 1..).unwrap_or("");
                    &inner[..end]
                }
                None => {
                    let end = value.find(char::is_whitespace).unwrap_or(value.len());
                    rest = &value[end..];
                    &value[..end]
                }
            }
        } else {
            rest = after;
            ""
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(html_escape::decode_html_entities(value).trim().to_owned());
        }
    }
}

/// How deep the page's elements are nested, roughly.
pub(super) fn depth(html: &str) -> usize {
    let (mut now, mut most) = (0usize, 0usize);
    let counted = |name: &str| !UNCOUNTED.iter().any(|u| u.eq_ignore_ascii_case(name));
    pieces(html, |piece| match piece {
        Piece::Open(name, attributes) if counted(name) && !attributes.ends_with('/') => {
            now += 1;
            most = most.max(now);
        }
        Piece::Close(name) if counted(name) => now = now.saturating_sub(1),
        _ => {}
    });
    most
}

/// All text a reader would see, block elements on lines of their own.
pub(super) fn plain_text(html: &str) -> String {
    let mut out = String::new();
    let mut line = String::new();
    let mut flush = |line: &mut String| {
        if !line.trim().is_empty() {
            super::push_squeezed(&mut out, html_escape::decode_html_entities(line.trim()).trim());
            out.push('\n');
        }
        line.clear();
    };
    pieces(html, |piece| match piece {
        Piece::Text(text) => line.push_str(text),
        Piece::Open(name, _) | Piece::Close(name) => {
            if BLOCK.iter().any(|b| b.eq_ignore_ascii_case(name)) {
                flush(&mut line);
            }
        }
        Piece::Raw(..) => {}
    });
    flush(&mut line);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes() {
        let tag = r#" property=og:title content="A &quot;b&quot; > c" data-x='1' checked"#;
        assert_eq!(attribute(tag, "content").as_deref(), Some("A \"b\" > c"));
        assert_eq!(attribute(tag, "PROPERTY").as_deref(), Some("og:title"));
        assert_eq!(attribute(tag, "data-x").as_deref(), Some("1"));
        assert_eq!(attribute(tag, "checked").as_deref(), Some(""));
        assert_eq!(attribute(tag, "none"), None);
        assert_eq!(attribute("= = \"", "x"), None);
    }

    #[test]
    fn plain_text_of_blocks() {
        let page = "<div>One <b>two</b>&nbsp;three<p>four<script>if (a < b) x()</script> five<!-- six --><br>1 < 2 &amp; 3</div>";
        assert_eq!(plain_text(page), "One two three\nfour five\n1 < 2 & 3\n");
        assert_eq!(depth("<div><p>a<p>b<p>c<div></div></div>"), 2);
    }
}
