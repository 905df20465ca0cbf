//! `atelier import growthbook`.

use std::{fs, path::Path};

use sillage_conformance::json;

use crate::{
    arguments::ImportGrowthbook,
    failure::{Failure, Verdict},
    growthbook::{Carried, carry},
    keys,
};

/// Bytes of a payload; GrowthBook's own service sends less.
const PAYLOAD_BYTES: u64 = 64 * 1024 * 1024;

/// Writes the sources, and tells everything that is not in them.
pub(super) fn run(options: &ImportGrowthbook) -> Result<Verdict, Failure> {
    let payload = read(&options.file)?;
    let Carried { files, counts: [attributes, groups, segments, campaigns], left } = carry(&payload);
    for left in &left {
        println!("not carried over: {}: {}", left.place, left.what);
    }
    let out = options.out.display();
    println!(
        "{attributes} attributes, {groups} groups, {segments} segments and {campaigns} campaigns carried over, {} things not",
        left.len()
    );
    if groups + segments + campaigns == 0 {
        println!("nothing written");
        return Ok(Verdict::Mistakes);
    }
    fs::create_dir_all(&options.out).map_err(|error| Failure::file("write", &options.out, &error))?;
    // A project that is there already keeps its own `sillage.yaml`.
    let is_project = options.out.join("sillage.yaml").exists();
    let files =
        files.into_iter().filter(|(name, _)| !(is_project && *name == "sillage.yaml")).collect::<Vec<_>>();
    if let Some((name, _)) = files.iter().find(|(name, _)| options.out.join(name).exists()) {
        let message = format!("`{}` exists already", options.out.join(name).display());
        return Err(Failure::new(message, "give a new folder with `--out`; no file is ever overwritten"));
    }
    for (name, text) in &files {
        keys::write_new(&options.out.join(name), text.as_bytes(), 0o644)?;
    }
    println!("{} files written to `{out}`; next: atelier check {out}", files.len());
    Ok(Verdict::Fine)
}

fn read(file: &Path) -> Result<json::Json, Failure> {
    let size = fs::metadata(file).map_err(|error| Failure::file("read", file, &error))?.len();
    if size > PAYLOAD_BYTES {
        let message = format!("`{}` has {size} bytes, which is too long", file.display());
        return Err(Failure::new(
            message,
            format!("at most {PAYLOAD_BYTES} bytes; import a part of the payload"),
        ));
    }
    let text = fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
    let refused = |why: String| {
        Failure::new(
            format!("`{}` is no payload of GrowthBook: {why}", file.display()),
            "save what its SDK endpoint answers: an object with `features`, not encrypted",
        )
    };
    let payload = json::read(&text).map_err(|error| refused(error.to_string()))?;
    match payload.get("features") {
        json::Json::Map(_) => Ok(payload),
        _ if payload.find("encryptedFeatures").is_some() => Err(refused("it is encrypted".to_owned())),
        _ => Err(refused("it has no `features`".to_owned())),
    }
}
