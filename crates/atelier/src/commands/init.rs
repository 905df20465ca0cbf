//! `atelier init`: a small project with comments, as a merchant would begin one.

use std::{fs, path::Path};

use crate::{
    failure::{Failure, Verdict},
    keys,
};

/// The files of the starting project.
pub(super) const TEMPLATE: [(&str, &str); 13] = [
    ("sillage.yaml", include_str!("../template/sillage.yaml")),
    ("attributes.yaml", include_str!("../template/attributes.yaml")),
    ("traits.yaml", include_str!("../template/traits.yaml")),
    ("segments.yaml", include_str!("../template/segments.yaml")),
    ("slots.yaml", include_str!("../template/slots.yaml")),
    ("strategies.yaml", include_str!("../template/strategies.yaml")),
    ("campaigns/home.yaml", include_str!("../template/campaigns/home.yaml")),
    ("copy/en.yaml", include_str!("../template/copy/en.yaml")),
    ("catalogue.jsonl", include_str!("../template/catalogue.jsonl")),
    ("events.jsonl", include_str!("../template/events.jsonl")),
    ("www/index.html", include_str!("../template/www/index.html")),
    ("www/shop.css", include_str!("../template/www/shop.css")),
    (".gitignore", include_str!("../template/gitignore")),
];

/// Writes the project; where one of its files exists already, none is written.
pub(super) fn run(dir: &Path) -> Result<Verdict, Failure> {
    if let Some((name, _)) = TEMPLATE.iter().find(|(name, _)| dir.join(name).exists()) {
        let message = format!("`{}` exists already", dir.join(name).display());
        return Err(Failure::new(message, "give a new folder; no file is ever overwritten"));
    }
    for (name, text) in TEMPLATE {
        let path = dir.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| Failure::file("write", folder, &error))?;
        }
        keys::write_new(&path, text.as_bytes(), 0o644)?;
    }
    println!("{} files written to `{}`", TEMPLATE.len(), dir.display());
    let next = "next: atelier check DIR, then atelier serve DIR --pkg FOLDER --watch, FOLDER being that of `sillage.js`";
    println!("{}", next.replace("DIR", &dir.display().to_string()));
    Ok(Verdict::Fine)
}
