//! The formats a catalogue can come in, and how one is told from another.

use clap::ValueEnum;

use super::shopify;

/// A format of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Google Merchant feed, RSS 2.0 or Atom
    MerchantXml,
    /// Google Merchant feed, tab-separated
    MerchantTsv,
    /// Shopify's product export
    ShopifyCsv,
    /// One JSON object a line
    #[value(name = "jsonl")]
    JsonLines,
    /// Any comma-separated file with a header line, read through a mapping file
    Csv,
}

/// Tells the format from the name of a file and its first bytes.
pub fn detect(path: &str, beginning: &[u8]) -> Option<Format> {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("xml" | "rss" | "atom") => Some(Format::MerchantXml),
        Some("jsonl" | "ndjson") => Some(Format::JsonLines),
        Some("tsv") => Some(Format::MerchantTsv),
        Some("csv") => Some(if is_shopify(beginning) { Format::ShopifyCsv } else { Format::Csv }),
        // Google's own word for tab-separated files is "text".
        Some("txt") if header(beginning).contains('\t') => Some(Format::MerchantTsv),
        _ => None,
    }
}

fn is_shopify(beginning: &[u8]) -> bool {
    let header = header(beginning);
    let columns: Vec<&str> = header.split(',').map(|name| name.trim().trim_matches('"')).collect();
    shopify::is_header(&columns)
}

fn header(beginning: &[u8]) -> String {
    let line = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(line).trim_start_matches('\u{feff}').to_owned()
}
