//! `atelier build`.

use sillage_compiler::Size;
use sillage_engine::manifest::Kind;

use crate::{
    arguments::Build,
    bundle::{self, Issue},
    diagnostics::{self, Form},
    failure::{Failure, Verdict},
    folder, instant,
    keys::Key,
};

/// Compiles a project into a bundle's folder; a mistake leaves the folder as it was.
pub(super) fn run(options: &Build) -> Result<Verdict, Failure> {
    let issued = instant::or_now("--issued", options.issued.as_deref())?;
    let revision =
        options.revision.unwrap_or_else(|| u64::try_from(instant::now() / 1_000).unwrap_or_default());
    let key = options.key.as_deref().map(Key::read).transpose()?;
    let outcome = bundle::build(&options.dir, Issue { revision, issued }, key.as_ref())?;
    diagnostics::print(options.format, &outcome.sources, &outcome.diagnostics);
    let Some(built) = outcome.built else { return Ok(Verdict::Mistakes) };
    let out = options.out.clone().unwrap_or_else(|| options.dir.join("dist"));
    folder::replace(&out, &built.files)?;
    if options.format == Form::Text {
        built.sizes.iter().for_each(|size| println!("{}", line(size)));
        let bytes: usize = built.files.iter().map(|(_, bytes)| bytes.len()).sum();
        let signed = if key.is_some() { "signed" } else { "unsigned" };
        println!(
            "{}: {} files, {bytes} bytes, revision {revision}, {signed}",
            out.display(),
            built.files.len()
        );
    }
    Ok(Verdict::Fine)
}

/// One section: what it holds, its bytes, and whether it travels in the start file.
fn line(size: &Size) -> String {
    let kind = match size.kind {
        Kind::Rules => "rules",
        Kind::Copy => "copy",
        Kind::Model => "model",
        Kind::Catalogue => "catalogue",
        Kind::Flow => "flow",
        Kind::Words => "words",
    };
    let name = format!("{kind} {}", size.key);
    let place = if size.inline { "in the start file" } else { "loaded where a page needs it" };
    format!("{:>9} bytes  {:<32}  {place}", size.bytes, name.trim_end())
}
