//! Web pages: main text and what the page says about itself.
//!
//! Takes a decoded page. Gives the text (headline, then paragraphs on lines of
//! their own) and [`Meta`]. Never fetches, never runs scripts; total and linear
//! on any input: pages too deep for the main-text library are read plainly.
//! Tested by unit tests here and `tests/ingest.rs`.

mod metadata;
mod scan;

use crate::text::Meta;
use dom_smoothie::{Config, Readability, TextMode};

/// Elements nested deeper than this are no article; the library's time grows
/// with the square of the depth.
const MAX_DEPTH: usize = 400;

/// A page's main text, its metadata, and what had to be said about the reading.
pub(super) fn read(html: &str) -> (String, Meta, Option<String>) {
    let mut meta = metadata::find(html);
    let deep = scan::depth(html) > MAX_DEPTH;
    let main = if deep { None } else { main_text(html) };
    let notice = match (&main, deep) {
        (Some(_), _) => None,
        (None, true) => {
            Some("the page's elements are nested too deep to find its main text; all its text is read".to_owned())
        }
        (None, false) => Some("no main text found in the page; all its text is read".to_owned()),
    };
    let body = main.unwrap_or_else(|| scan::plain_text(html));
    if let (Some(title), Some(site)) = (&meta.title, &meta.source) {
        meta.title = Some(without_site(title, site));
    }
    let body = body.trim_matches(|c: char| c.is_whitespace());
    let text = match &meta.title {
        Some(title) if !body.is_empty() && first_line(body) != title => format!("{title}\n\n{body}\n"),
        _ => format!("{body}\n"),
    };
    (text, meta, notice)
}

/// The library's main text, line by line; `None` if it finds none.
fn main_text(html: &str) -> Option<String> {
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    // The library is total by its tests, not by its types; a page must not end the run.
    let found = std::panic::catch_unwind(|| {
        let mut page = Readability::new(html, None, Some(config)).ok()?;
        page.parse().ok().map(|article| article.text_content.to_string())
    });
    let text = found.ok().flatten()?;
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
            continue;
        }
        push_squeezed(&mut out, line);
        out.push('\n');
    }
    (!out.trim().is_empty()).then_some(out)
}

/// Appends a line with every run of whitespace as one space.
fn push_squeezed(out: &mut String, line: &str) {
    let mut gap = false;
    for c in line.chars() {
        if c.is_whitespace() {
            gap = true;
        } else {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c);
        }
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("").trim()
}

/// `Talks held in Doha | Example News` without the site's name.
fn without_site(title: &str, site: &str) -> String {
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", ": "] {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && !head.trim().is_empty()
            && tail.trim().eq_ignore_ascii_case(site.trim())
        {
            return head.trim().to_owned();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Talks held in Doha &amp; Muscat | Example News</title>
<link rel="canonical" href="https://example.org/a/1?x=1&amp;y=2"><meta property="og:site_name" content="Example News">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2024-03-05T10:00:00Z"}]}</script></head>
<body><nav><a href="/">Home</a><a href="/w">World</a></nav><article><h1>Talks held in Doha &amp; Muscat</h1>
<p>Delegations of both governments met in Doha on Monday, the foreign ministry said in a statement, for the third time in a year.</p>
<p>The two sides agreed to meet again in Muscat next month, and to exchange lists of prisoners before that, officials said.</p>
<p>A spokesman for the ministry, who asked not to be named, said that the talks had been “frank and useful” and would go on.</p>
</article><footer>Copyright 2024</footer></body></html>"#;

    #[test]
    fn main_text_and_metadata() {
        let (text, meta, notice) = read(PAGE);
        assert_eq!(notice, None);
        assert!(text.starts_with("Talks held in Doha & Muscat\n\nDelegations of both"), "{text}");
        assert!(!text.contains("Home") && !text.contains("Copyright"), "{text}");
        assert_eq!(text.matches("Talks held").count(), 1);
        assert_eq!(meta.title.as_deref(), Some("Talks held in Doha & Muscat"));
        assert_eq!(meta.url.as_deref(), Some("https://example.org/a/1?x=1&y=2"));
        assert_eq!(meta.published.as_deref(), Some("2024-03-05"));
        assert_eq!(meta.source.as_deref(), Some("Example News"));
    }

    #[test]
    fn broken_and_hostile_pages() {
        let (text, ..) = read("<p>The minister said on Monday that the <b>talks would go on");
        assert!(text.contains("talks would go on"));
        for page in [
            "", "<", "<a href=", "<!--", "<script>", "</", "<p", "&#xFFFFFFFF;", "<title>", "\u{0}<x y='",
            "<time datetime>",
        ] {
            read(page);
        }
        let deep = format!("{}The talks went on.{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let (text, _, notice) = read(&deep);
        assert!(text.contains("The talks went on.") && notice.is_some());
        read(&"<a href=".repeat(200_000));
        read(&"<!--".repeat(200_000));
        read(&"<b><p>x".repeat(50_000));
        read(&"<table><tr><td>".repeat(20_000));
    }
}
