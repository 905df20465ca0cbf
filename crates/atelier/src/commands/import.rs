//! `atelier import catalogue`.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use crate::{
    arguments::ImportCatalogue,
    failure::{Failure, Verdict},
    import::{
        self, Summary,
        format::{self, Format},
        item::Reading,
        mapping::Mapping,
        price::{self, Decimal},
        row::Mistake,
    },
};

/// Bytes of a feed. What a feed may hold in memory at once is bounded by this, however it is broken.
const FEED_BYTES: u64 = 256 * 1024 * 1024;

/// Mistakes printed in full; further ones are counted.
const SHOWN: usize = 200;

/// Writes the good rows, prints the bad ones, and says how many there were of each.
pub(super) fn run(options: &ImportCatalogue) -> Result<Verdict, Failure> {
    let feed = open(&options.file)?;
    let mut feed = BufReader::with_capacity(64 * 1024, feed);
    let beginning = feed.fill_buf().map_err(|error| Failure::file("read", &options.file, &error))?;
    let format = options.format.map_or_else(|| detected(&options.file, beginning), Ok)?;
    let Some(reading) = reading(options, format)? else { return Ok(Verdict::Mistakes) };
    let entries = match import::entries(feed, format, &reading) {
        Ok(entries) => entries,
        Err(mistake) => return Ok(refuse(&options.file, &[mistake])),
    };
    let fresh = beside(&options.out);
    let mut mistakes = Vec::new();
    let mut count = 0;
    let summary = write(&fresh, &options.out, |out| {
        import::catalogue(entries, reading, out, &mut |mistake| {
            count += 1;
            if mistakes.len() < SHOWN {
                mistakes.push(mistake);
            }
        })
    })?;
    print(&options.file, &mistakes, count);
    finish(options, &fresh, &summary)
}

fn open(path: &Path) -> Result<impl Read, Failure> {
    let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
    let size = file.metadata().map_err(|error| Failure::file("read", path, &error))?.len();
    if size > FEED_BYTES {
        let message = format!("`{}` has {size} bytes, which is too long", path.display());
        return Err(Failure::new(message, format!("at most {FEED_BYTES} bytes; import a part of the feed")));
    }
    Ok(file.take(FEED_BYTES))
}

fn detected(path: &Path, beginning: &[u8]) -> Result<Format, Failure> {
    format::detect(&path.to_string_lossy(), beginning).ok_or_else(|| {
        let message = format!("the format of `{}` cannot be told from its name", path.display());
        Failure::new(message, "say `--format merchant-xml`, `merchant-tsv`, `shopify-csv`, `jsonl` or `csv`")
    })
}

/// What the options say about the rows; none where the mapping file has mistakes, which are printed.
fn reading(options: &ImportCatalogue, format: Format) -> Result<Option<Reading>, Failure> {
    let decimal = options.locale.as_deref().map_or(Ok(Decimal::Unknown), |locale| {
        price::decimal_of(locale).ok_or_else(|| {
            let message = format!("how prices are written in `{locale}` is not known");
            Failure::new(message, "say `--locale en` for 1,299.00 or `--locale de` for 1.299,00")
        })
    })?;
    let mut mapping = Mapping::of(format);
    if let Some(path) = &options.mapping {
        let text = fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
        match mapping.overridden(&text) {
            Ok(overridden) => mapping = overridden,
            Err(mistakes) => {
                refuse(path, &mistakes);
                return Ok(None);
            }
        }
    }
    let origin = options.origin.as_deref().map(origin).transpose()?;
    let currency = options.currency.as_deref().map(currency).transpose()?;
    Ok(Some(Reading { mapping, decimal, origin, currency }))
}

fn origin(text: &str) -> Result<String, Failure> {
    let host = text.trim_end_matches('/').strip_prefix("https://").unwrap_or_default();
    if host.is_empty() || host.contains('/') {
        let message = format!("`{text}` is not an origin");
        return Err(Failure::new(message, "write `--origin https://shop.example`, without a path"));
    }
    Ok(text.to_owned())
}

fn currency(text: &str) -> Result<String, Failure> {
    if text.len() == 3 && text.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    Err(Failure::new(
        format!("`{text}` is not a currency"),
        "write its ISO 4217 code, such as `--currency EUR`",
    ))
}

fn refuse(file: &Path, mistakes: &[Mistake]) -> Verdict {
    print(file, mistakes, mistakes.len());
    Verdict::Mistakes
}

fn print(file: &Path, mistakes: &[Mistake], count: usize) {
    let file = file.to_string_lossy();
    for mistake in mistakes {
        eprintln!("{}", mistake.shown(&file));
    }
    if count > mistakes.len() {
        eprintln!("and {} more mistakes", count - mistakes.len());
    }
}

/// Writes to a file beside the catalogue, which takes its place only when it is whole.
fn write(
    fresh: &Path,
    out: &Path,
    content: impl FnOnce(&mut BufWriter<File>) -> std::io::Result<Summary>,
) -> Result<Summary, Failure> {
    let written = File::create(fresh).and_then(|file| {
        let mut lines = BufWriter::new(file);
        let summary = content(&mut lines)?;
        lines.flush()?;
        Ok(summary)
    });
    written.map_err(|error| {
        // The write failed already; that its remains cannot be removed would only hide why.
        let _ = fs::remove_file(fresh);
        Failure::file("write", out, &error)
    })
}

fn finish(options: &ImportCatalogue, fresh: &Path, summary: &Summary) -> Result<Verdict, Failure> {
    let out = options.out.display();
    let Summary { products, written, left_out, refused } = summary;
    if *written == 0 {
        fs::remove_file(fresh).map_err(|error| Failure::file("remove", fresh, &error))?;
        println!("{products} products read, {left_out} left out, {refused} refused; `{out}` is as it was");
        return Ok(Verdict::Mistakes);
    }
    fs::rename(fresh, &options.out).map_err(|error| Failure::file("write", &options.out, &error))?;
    println!(
        "{products} products read, {written} written to `{out}`, {left_out} left out, {refused} refused"
    );
    Ok(if *refused == 0 { Verdict::Fine } else { Verdict::Mistakes })
}

fn beside(out: &Path) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(format!(".new-{}", std::process::id()));
    out.with_file_name(name)
}
