//! How large a model may become: so many edges, or so many bytes of download.
//!
//! The bytes that count are those a browser fetches: the encoded section after Brotli at quality 11, window 2²². They are
//! measured, not estimated, and the number of edges is searched for; the search is the same for the same edges.

use std::io::Write as _;

use sillage_engine::{limits, model::ModelParts};

use super::error::TrainError;

/// What ends the pruning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// At most so many edges.
    Edges(usize),
    /// At most so many bytes of the compressed section.
    Bytes(usize),
}

/// 128 kB: above it, a shop of 12,000 items gains nothing (Amazon Beauty, held-out visitors).
pub const DEFAULT: Bound = Bound::Bytes(128_000);

/// Attempts at a budget; the search ends earlier once it is used up to [`ENOUGH`].
const ATTEMPTS: usize = 8;
/// Share of the budget that is as good as all of it.
const ENOUGH: f64 = 0.985;
/// What an attempt aims at, so that it rather fits than not.
const AIM: f64 = 0.995;
/// Compressed bytes of an edge that the first attempt reckons with.
const EDGE_BYTES: f64 = 1.25;

/// A model of the first few edges, encoded and measured.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fitted {
    /// How many edges it kept.
    pub edges: usize,
    /// The model.
    pub parts: ModelParts,
    /// Its section.
    pub bytes: Vec<u8>,
    /// Size of the section as it is downloaded.
    pub compressed: usize,
}

/// Reads a budget such as `128kB`, `1.5 MB`, `256KiB` or `90000`.
pub fn budget(text: &str) -> Result<Bound, TrainError> {
    let refused = || TrainError::Budget { text: text.to_owned() };
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match text.strip_prefix(digits).unwrap_or_default() {
        "" | "B" => 1.0,
        "kB" | "KB" => 1e3,
        "MB" => 1e6,
        "KiB" => 1024.0,
        "MiB" => 1024.0 * 1024.0,
        _ => return Err(refused()),
    };
    let number: f64 = digits.trim().parse().map_err(|_| refused())?;
    let bytes = number * unit;
    if (1.0..=limits::TOTAL_BYTES as f64).contains(&bytes) {
        Ok(Bound::Bytes(bytes as usize))
    } else {
        Err(refused())
    }
}

/// The size of bytes after Brotli at its best.
pub fn compressed_size(bytes: &[u8]) -> usize {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4_096, 11, 22);
    // Writing to memory cannot fail.
    let _ = writer.write_all(bytes);
    writer.into_inner().len()
}

/// The largest model within the bound. `model` makes the model of the first so many edges of `available`.
pub(super) fn fit(
    available: usize,
    bound: Bound,
    model: impl Fn(usize) -> ModelParts,
) -> Result<Fitted, TrainError> {
    let measured = |edges: usize| measured(edges, model(edges));
    let (budget, most) = match bound {
        Bound::Bytes(bytes) => (bytes, available),
        Bound::Edges(most) => (usize::MAX, most.min(available)),
    };
    if let Bound::Edges(_) = bound {
        let all = measured(most);
        if fits(&all, budget) {
            return Ok(all);
        }
    }
    let empty = measured(0);
    if !fits(&empty, budget) {
        return Err(TrainError::TooLarge { bytes: empty.compressed, raw: empty.bytes.len(), budget });
    }
    Ok(search(empty, most, budget.min(limits::MODEL_BYTES), &measured))
}

fn measured(edges: usize, parts: ModelParts) -> Fitted {
    let bytes = parts.to_bytes();
    let compressed = compressed_size(&bytes);
    Fitted { edges, parts, bytes, compressed }
}

fn fits(fitted: &Fitted, budget: usize) -> bool {
    fitted.compressed <= budget && fitted.bytes.len() <= limits::MODEL_BYTES
}

/// Closes in on the budget from both sides by straight lines; bytes grow almost evenly with edges.
fn search(empty: Fitted, available: usize, budget: usize, measured: &dyn Fn(usize) -> Fitted) -> Fitted {
    let room = AIM * budget as f64 - empty.compressed as f64;
    let mut next = ((room / EDGE_BYTES).max(0.0) as usize).min(available);
    let (mut low, mut high) = (empty, None);
    for _ in 0..ATTEMPTS {
        if next <= low.edges {
            break;
        }
        let tried = measured(next);
        let slope = (tried.compressed as f64 - low.compressed as f64) / (next - low.edges) as f64;
        if fits(&tried, budget) {
            low = tried;
        } else {
            high = Some(next);
        }
        if low.compressed as f64 >= ENOUGH * budget as f64 {
            break;
        }
        let more = (AIM * budget as f64 - low.compressed as f64) / slope.max(0.1);
        let most = high.map_or(available, |high: usize| high - 1);
        next = (low.edges + more.max(0.0) as usize).min(most);
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_have_units() {
        let cases = [
            ("128kB", Some(128_000)),
            ("128 KB", Some(128_000)),
            ("1.5MB", Some(1_500_000)),
            ("256KiB", Some(262_144)),
            ("2 MiB", Some(2_097_152)),
            ("900", Some(900)),
            ("900 B", Some(900)),
            ("", None),
            ("kB", None),
            ("0", None),
            ("-5kB", None),
            ("nan", None),
            ("1e99", None),
            ("9GB", None),
            ("99999MB", None),
        ];
        for (text, bytes) in cases {
            assert_eq!(budget(text).ok(), bytes.map(Bound::Bytes), "{text}");
        }
    }

    /// A model whose section grows by incompressible bytes.
    fn growing(edges: usize) -> ModelParts {
        let mut seed = crate::simulate::Seeded::new(7);
        let items = (0..edges).map(|_| format!("{:016x}", seed.next())).collect();
        ModelParts { items, ..ModelParts::default() }
    }

    #[test]
    fn the_largest_model_within_the_bound_is_kept() {
        for budget in [100, 1_000, 9_999] {
            let fitted = fit(5_000, Bound::Bytes(budget), growing).unwrap();
            assert!(fitted.compressed <= budget, "{budget}: {}", fitted.compressed);
            assert!(fitted.compressed * 10 > budget * 9, "{budget}: {}", fitted.compressed);
        }
        assert_eq!(fit(50, Bound::Bytes(1_000_000), growing).unwrap().edges, 50);
        assert_eq!(fit(50, Bound::Edges(20), growing).unwrap().edges, 20);
        assert_eq!(fit(0, Bound::Edges(20), growing).unwrap().edges, 0);
        assert!(matches!(fit(9, Bound::Bytes(2), growing), Err(TrainError::TooLarge { .. })));
    }
}
