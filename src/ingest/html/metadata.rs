//! Headline, address, day and outlet, as pages state them for machines.

use super::super::published;
use super::scan::{Piece, attribute, pieces};
use crate::text::Meta;
use serde_json::Value;

/// Names of `<meta>` elements that give the day of publication, best first.
const DATES: [&str; 17] = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "dcterms.created",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "date",
];

#[derive(Default)]
struct Found {
    og_title: Option<String>,
    headline: Option<String>,
    title: Option<String>,
    canonical: Option<String>,
    og_url: Option<String>,
    site: Option<String>,
    /// Rank in [`DATES`] (lower is better) and day.
    date: Option<(usize, String)>,
    ld_date: Option<String>,
    ld_site: Option<String>,
    time: Option<String>,
}

/// Reads the page's metadata.
pub(super) fn find(html: &str) -> Meta {
    let mut found = Found::default();
    let mut headline: Option<String> = None;
    pieces(html, |piece| match piece {
        Piece::Open(name, attributes) => {
            if name.eq_ignore_ascii_case("meta") {
                found.meta(attributes);
            } else if name.eq_ignore_ascii_case("link") {
                found.link(attributes);
            } else if name.eq_ignore_ascii_case("h1") {
                headline = Some(String::new());
            } else if name.eq_ignore_ascii_case("time") && found.time.is_none() {
                found.time = attribute(attributes, "datetime").as_deref().and_then(published::parse);
            }
        }
        Piece::Text(text) => {
            if let Some(headline) = &mut headline
                && headline.len() < 500
            {
                headline.push_str(text);
            }
        }
        Piece::Close(name) if name.eq_ignore_ascii_case("h1") => {
            let text = headline.take().and_then(|h| tidy(&h));
            found.headline = found.headline.take().or(text);
        }
        Piece::Raw(name, attributes, body) => {
            if name.eq_ignore_ascii_case("title") && found.title.is_none() {
                found.title = tidy(body);
            } else if name.eq_ignore_ascii_case("script")
                && attribute(attributes, "type").is_some_and(|t| t.contains("ld+json"))
            {
                found.linked_data(body);
            }
        }
        Piece::Close(_) => {}
    });
    Meta {
        title: found.og_title.or(found.headline).or(found.title),
        url: found.canonical.or(found.og_url),
        published: found.date.map(|d| d.1).or(found.ld_date).or(found.time),
        source: found.site.or(found.ld_site),
    }
}

/// Entities resolved, whitespace squeezed; `None` if nothing is left.
fn tidy(text: &str) -> Option<String> {
    let mut out = String::new();
    super::push_squeezed(&mut out, html_escape::decode_html_entities(text).trim());
    (!out.is_empty()).then_some(out)
}

impl Found {
    fn meta(&mut self, attributes: &str) {
        let Some(content) = attribute(attributes, "content").as_deref().and_then(tidy) else { return };
        let names = ["property", "name", "itemprop"].iter().filter_map(|a| attribute(attributes, a));
        for name in names {
            let name = name.to_ascii_lowercase();
            let slot = match name.as_str() {
                "og:title" => &mut self.og_title,
                "og:url" => &mut self.og_url,
                "og:site_name" => &mut self.site,
                _ => {
                    if let Some(rank) = DATES.iter().position(|d| *d == name)
                        && self.date.as_ref().is_none_or(|d| rank < d.0)
                        && let Some(day) = published::parse(&content)
                    {
                        self.date = Some((rank, day));
                    }
                    continue;
                }
            };
            slot.get_or_insert_with(|| content.clone());
        }
    }

    fn link(&mut self, attributes: &str) {
        let canonical = attribute(attributes, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical"));
        if canonical && self.canonical.is_none() {
            self.canonical = attribute(attributes, "href").filter(|h| h.starts_with("http"));
        }
    }

    fn linked_data(&mut self, body: &str) {
        let Ok(value) = serde_json::from_str::<Value>(body.trim()) else { return };
        // serde_json bounds the nesting, so the walk does too.
        let mut pending = vec![&value];
        while let Some(value) = pending.pop() {
            match value {
                Value::Array(all) => pending.extend(all.iter().rev()),
                Value::Object(object) => {
                    let text = |key: &str| object.get(key).and_then(Value::as_str);
                    if self.ld_date.is_none() {
                        self.ld_date = text("datePublished").and_then(published::parse);
                    }
                    if self.ld_site.is_none() {
                        self.ld_site =
                            object.get("publisher").and_then(|p| p.get("name")).and_then(Value::as_str).and_then(tidy);
                    }
                    pending.extend(object.values().filter(|v| v.is_array() || v.is_object()));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_of_the_day_by_rank() {
        let day = |html: &str| find(html).published;
        let time = r#"<time datetime="2020-01-01">"#;
        let ld = r#"<script type="application/ld+json">[{"datePublished":"2020-02-02"}]</script>"#;
        let meta = r#"<meta content="2020-03-03T00:00:00Z" name="date"><META PROPERTY="article:published_time" CONTENT="2020-04-04">"#;
        assert_eq!(day(time).as_deref(), Some("2020-01-01"));
        assert_eq!(day(&format!("{time}{ld}")).as_deref(), Some("2020-02-02"));
        assert_eq!(day(&format!("{time}{ld}{meta}")).as_deref(), Some("2020-04-04"));
        assert_eq!(day("<script type='application/ld+json'>{broken</script>"), None);
    }
}
