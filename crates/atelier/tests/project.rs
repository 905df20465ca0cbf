//! `init`, `check`, `build`, `sign`, `keys`, `schema`: good and bad input, word for word where the words are ours.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod folder;

use folder::Folder;
use sillage_engine::manifest::{SIGNATURE_CONTEXT, Start};

const FIXED: [&str; 4] = ["--revision", "7", "--issued", "2026-03-01T00:00:00Z"];

/// The name of the start file in a pointer.
fn start_name(pointer: &str) -> &str {
    pointer.trim().strip_prefix("{\"manifest\":\"").unwrap().strip_suffix("\"}").unwrap()
}

#[test]
fn a_started_project_compiles_without_a_remark() {
    let folder = Folder::new("project-init");
    folder.run(&["init", "shop"]).is(
        0,
        "13 files written to `shop`\nnext: atelier check shop, then atelier serve shop --pkg FOLDER --watch, FOLDER being that of `sillage.js`\n",
        "",
    );
    folder.run(&["check", "shop"]).is(0, "", "0 errors, 0 warnings\n");
    let ran = folder.run(&["init", "shop"]);
    ran.is(
        2,
        "",
        "error: `shop/sillage.yaml` exists already\n  = help: give a new folder; no file is ever overwritten\n",
    );
}

#[test]
fn init_overwrites_nothing_and_then_writes_nothing() {
    let folder = Folder::new("project-init-kept");
    folder.write("shop/copy/en.yaml", "mine");
    assert_eq!(folder.run(&["init", "shop"]).code, 2);
    assert_eq!(folder.names("shop"), ["copy"]);
    assert_eq!(folder.read("shop/copy/en.yaml"), "mine");
}

#[test]
fn check_points_at_mistakes_and_counts_them() {
    let folder = Folder::with_project("project-check");
    folder.edit("shop/segments.yaml", "{trait.views_7d:", "{trait.views_7:");
    folder.run(&["check", "shop"]).is(
        1,
        "",
        "error[E0301]: there is no attribute `trait.views_7`\n \
         --> segments.yaml:4:13\n  |\n\
         4 |   curious: {trait.views_7: {$gte: 2}}\n  \
           |             ^^^^^^^^^^^^^\n  |\n  \
           = help: did you mean `trait.views_7d`?\n\n\
         warning[W0802]: nobody reads `trait.views_7d`\n \
         --> traits.yaml:4:3\n  |\n\
         4 |   views_7d: {count: view_item, within: 7d}\n  \
           |   ^^^^^^^^\n  |\n  \
           = help: read it in a condition or a text; until then it is left out of the bundle\n\n\
         1 error, 1 warning\n",
    );
    let ran = folder.run(&["check", "shop", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((json["errors"].as_u64(), json["warnings"].as_u64()), (Some(1), Some(1)));
    let first = &json["diagnostics"][0];
    assert_eq!(
        (first["code"].as_str(), first["file"].as_str(), first["line"].as_u64(), first["column"].as_u64()),
        (Some("E0301"), Some("segments.yaml"), Some(4), Some(13))
    );
}

#[test]
fn what_is_proven_names_a_visitor() {
    let folder = Folder::new("project-check-proven");
    folder.run(&["init", "shop"]);
    let end = "curious_newcomers}\n    end";
    folder.edit("shop/campaigns/home.yaml", end, "curious_newcomers}\n    priority: 10\n    end");
    folder.run(&["check", "shop"]).is(
        0,
        "",
        "warning[W0835]: `newcomers_hero` and `friends_hero` are for the same visitor, and both have priority 10\n  \
         --> campaigns/home.yaml:14:3\n   |\n\
         14 |   newcomers_hero:\n   \
            |   ^^^^^^^^^^^^^^\n   |\n   \
            = help: give one of them a greater `priority`; now `friends_hero` wins because it stands first\n   \
            = note: for example a visitor with `trait.spend_90d` 100, `trait.views_7d` 2, without `host.loyalty_tier`\n\n\
         0 errors, 1 warning\n",
    );
    let ran = folder.run(&["check", "shop", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let expected = serde_json::json!({
        "attributes": {"host.loyalty_tier": null, "trait.spend_90d": 100, "trait.views_7d": 2},
    });
    assert_eq!(json["diagnostics"][0]["witness"], expected);
}

#[test]
fn what_is_no_project_is_told() {
    let folder = Folder::new("project-none");
    folder.write("empty/readme.txt", "");
    let help = "  = help: give the project's folder, or start one with `atelier init DIR`\n";
    folder.run(&["check", "empty"]).is(
        2,
        "",
        &format!("error: `empty` is not a project: it has no `sillage.yaml`\n{help}"),
    );
    let ran = folder.run(&["check", "missing"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: cannot read `missing`: it does not exist\n  = help: "), "{ran:?}");
    let ran = folder.run(&["build", "empty", "--out", "out"]);
    assert_eq!((ran.code, folder.names("")), (2, vec!["empty".to_owned()]));
    assert_eq!(folder.run(&["no-such-command"]).code, 2);
}

#[test]
fn equal_inputs_give_equal_bytes() {
    let folder = Folder::with_project("project-equal");
    folder.run(&["keys", "new", "my.key"]);
    let build = |out| {
        let ran = folder.run(&[&["build", "shop", "--key", "my.key", "--out", out], &FIXED[..]].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        let names = folder.names(out);
        names.iter().map(|name| (name.clone(), folder.bytes(&format!("{out}/{name}")))).collect::<Vec<_>>()
    };
    let first = build("one");
    assert_eq!(first, build("two"));
    assert!(first.iter().any(|(name, _)| name == "bundle.json"));
    let ran = folder.run(&[&["build", "shop", "--out", "one"], &FIXED[..]].concat());
    let (sections, last) = ran.out.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(sections.lines().count(), 4, "{sections}");
    assert!(sections.ends_with(" bytes  words en                          loaded where a page needs it"));
    let (files, bytes) = last.split_once(" files, ").unwrap();
    assert_eq!((files, bytes.split_once(", ").unwrap().1), ("one: 4", "revision 7, unsigned"));
}

#[test]
fn a_signed_bundle_carries_a_signature_that_verifies() {
    let folder = Folder::with_project("project-sign");
    folder.run(&["keys", "new", "my.key"]);
    folder.run(&[&["build", "shop", "--out", "out"], &FIXED[..]].concat());
    let unsigned = start_name(&folder.read("out/bundle.json")).to_owned();
    assert_eq!(Start::read(&folder.bytes(&format!("out/{unsigned}"))).unwrap().signature, [0; 64]);

    let ran = folder.run(&["sign", "out", "--key", "my.key"]);
    let signed = start_name(&folder.read("out/bundle.json")).to_owned();
    ran.is(0, &format!("out: signed, the start file is `{signed}`\n"), "");
    assert!(signed != unsigned && !folder.names("out").contains(&unsigned));
    assert_eq!(folder.names("out").len(), 4);

    let bytes = folder.bytes(&format!("out/{signed}"));
    let start = Start::read(&bytes).unwrap();
    let key =
        base64::Engine::decode(&base64::engine::general_purpose::STANDARD, folder.read("my.key.pub").trim());
    let key = ed25519_compact::PublicKey::from_slice(&key.unwrap()).unwrap();
    let message = [SIGNATURE_CONTEXT, start.signed].concat();
    key.verify(&message, &ed25519_compact::Signature::from_slice(&start.signature).unwrap()).unwrap();

    let ran = folder.run(&[&["build", "shop", "--out", "both", "--key", "my.key"], &FIXED[..]].concat());
    assert_eq!(ran.code, 0);
    assert_eq!(folder.bytes(&format!("both/{signed}")), bytes, "signing at once or later is the same");
}

#[test]
fn what_cannot_be_signed_is_told() {
    let folder = Folder::with_project("project-sign-bad");
    folder.run(&["keys", "new", "my.key"]);
    folder.write("out/bundle.json", "{\"manifest\":\"../../../etc/passwd\"}");
    folder.run(&["sign", "out", "--key", "my.key"]).is(
        2,
        "",
        "error: `out` is not a bundle: its `bundle.json` names no start file\n  = help: give the folder that `atelier build` wrote\n",
    );
    let name = format!("{}.bin", "0".repeat(32));
    folder.write("out/bundle.json", format!("{{\"manifest\":\"{name}\"}}"));
    folder.write(&format!("out/{name}"), "SILBnonsense");
    folder.run(&["sign", "out", "--key", "my.key"]).is(
        2,
        "",
        "error: these bytes are not a start file\n  = help: give the start file that bundle.json names, as `atelier build` wrote it\n",
    );
    folder.run(&["sign", "out", "--key", "my.key.pub"]).is(
        2,
        "",
        "error: `my.key.pub` is not a secret key file\n  = help: give the file that `atelier keys new FILE` wrote, not its `.pub`\n",
    );
}

#[test]
fn a_mistake_never_touches_a_bundle() {
    let folder = Folder::with_project("project-untouched");
    assert_eq!(folder.run(&["build", "shop"]).code, 0);
    let before = (folder.names("shop/dist"), folder.read("shop/dist/bundle.json"));
    folder.edit("shop/slots.yaml", "home.hero:", "home.heroes:");
    let ran = folder.run(&["build", "shop"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert_eq!((folder.names("shop/dist"), folder.read("shop/dist/bundle.json")), before);
    let ran = folder.run(&["build", "shop", "--out", "fresh"]);
    assert_eq!((ran.code, folder.0.join("fresh").exists()), (1, false));
}

#[test]
fn a_folder_that_is_no_bundle_is_not_emptied() {
    let folder = Folder::with_project("project-foreign");
    folder.run(&["build", "shop", "--out", "shop"]).is(
        2,
        "",
        &folder.run(&["check", "shop"]).err.replace(
            "0 errors, 0 warnings\n",
            "0 errors, 0 warnings\nerror: `shop` holds `NAME`, which is no part of a bundle\n  = help: give an empty or a new folder with `--out`\n",
        )
        .replace("NAME", &first_foreign(&folder)),
    );
    assert!(folder.0.join("shop/sillage.yaml").exists());
}

/// The foreign file that is told is the first one the system lists.
fn first_foreign(folder: &Folder) -> String {
    std::fs::read_dir(folder.0.join("shop"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .file_name()
        .into_string()
        .unwrap()
}

#[test]
fn an_old_bundle_is_replaced_as_a_whole() {
    let folder = Folder::with_project("project-replaced");
    folder.run(&["build", "shop"]);
    folder.edit("shop/copy/en.yaml", "Still looking?", "Looking for more?");
    folder.run(&["build", "shop"]);
    let names = folder.names("shop/dist");
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(names.contains(&start_name(&folder.read("shop/dist/bundle.json")).to_owned()));
    assert!(folder.names("shop").iter().all(|name| !name.contains("dist.")), "{:?}", folder.names("shop"));
}

#[test]
fn keys_are_private_and_never_printed() {
    let folder = Folder::new("project-keys");
    let ran = folder.run(&["keys", "new", "my.key"]);
    let (secret, public) = (folder.read("my.key"), folder.read("my.key.pub"));
    let lines: Vec<&str> = secret.lines().collect();
    assert_eq!(
        lines[0],
        "sillage secret key (Ed25519): whoever has it can sign for the shop; keep it out of git"
    );
    assert_eq!((lines.len(), lines[1].len(), public.trim().len()), (2, 44, 44));
    ran.is(
        0,
        &format!(
            "secret key: my.key (keep it out of git)\npublic key: my.key.pub (for `data-bundle-key`: {})\n",
            public.trim()
        ),
        "",
    );
    assert!(!ran.out.contains(lines[1]));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.0.join("my.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let ran = folder.run(&["keys", "new", "my.key"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("error: cannot write `my.key`: it exists already\n"), "{ran:?}");
    assert_eq!(folder.read("my.key"), secret);
    assert!(!format!("{ran:?}").contains(lines[1]));
    folder.write("half.key.pub", "theirs");
    let ran = folder.run(&["keys", "new", "half.key"]);
    assert!(ran.err.starts_with("error: cannot write `half.key.pub`: it exists already\n"), "{ran:?}");
    assert!(!folder.0.join("half.key").exists());
    let other = Folder::new("project-keys-other");
    other.run(&["keys", "new", "my.key"]);
    assert_ne!(other.read("my.key"), secret);
}

#[test]
fn wrong_options_are_told() {
    let folder = Folder::with_project("project-options");
    folder.run(&["build", "shop", "--issued", "yesterday"]).is(
        2,
        "",
        "error: `yesterday` is not an instant\n  = help: write `--issued 2026-03-01T12:00:00Z` (RFC 3339, with the zone)\n",
    );
    for (issued, edge) in [
        ("9999-12-31T23:59:59Z", "latest is 9999-12-30T22:00:00Z"),
        ("-009999-01-01T00:00:00Z", "earliest is -009999-01-02T01:59:59Z"),
    ] {
        folder.run(&["build", "shop", &format!("--issued={issued}")]).is(
            2,
            "",
            &format!("error: `{issued}` is beyond the instants that can be counted\n  = help: the {edge}\n"),
        );
    }
    folder.run(&["build", "shop", "--key", "shop/sillage.yaml"]).is(
        2,
        "",
        "error: `shop/sillage.yaml` is not a secret key file\n  = help: give the file that `atelier keys new FILE` wrote, not its `.pub`\n",
    );
    assert!(!folder.0.join("shop/dist").exists());
}

#[test]
fn every_source_file_has_a_schema() {
    let folder = Folder::new("project-schema");
    let ran = folder.run(&["schema", "--out", "schemas"]);
    let names = folder.names("schemas");
    ran.is(0, &format!("{} schemas written to `schemas`\n", names.len()), "");
    assert!(names.len() >= 8, "{names:?}");
    for name in names {
        let schema: serde_json::Value =
            serde_json::from_str(&folder.read(&format!("schemas/{name}"))).unwrap();
        assert!(schema.is_object(), "{name}");
    }
}

#[test]
fn json_is_accepted_wherever_yaml_is() {
    let folder = Folder::with_project("project-json");
    let text =
        r#"{"name": "my-shop", "locales": ["en"], "currency": "EUR", "catalogue": "data/items.jsonl"}"#;
    std::fs::remove_file(folder.0.join("shop/sillage.yaml")).unwrap();
    folder.write("shop/sillage.json", text);
    folder.write("shop/data/items.jsonl", folder.read("shop/catalogue.jsonl"));
    folder.run(&["check", "shop"]).is(0, "", "0 errors, 0 warnings\n");
}

#[test]
fn hostile_sources_end_in_diagnostics() {
    let bomb = (1..40).fold("a0: &a0 [x,x]\n".to_owned(), |text, level| {
        let inner = format!("*a{},", level - 1).repeat(9);
        format!("{text}a{level}: &a{level} [{inner}]\n")
    });
    let deep = format!("segments: {}", "[".repeat(100_000));
    for (name, text) in
        [("bomb", bomb), ("deep", deep), ("nul", "segments:\n  a: \"\0\u{1b}[31m\"\n".to_owned())]
    {
        let folder = Folder::with_project(&format!("project-hostile-{name}"));
        folder.write("shop/segments.yaml", text);
        let ran = folder.run(&["check", "shop"]);
        assert_eq!(ran.code, 1, "{name}: {ran:?}");
        assert!(ran.err.contains("segments.yaml") && !ran.err.contains('\u{1b}'), "{name}: {ran:?}");
    }
    let folder = Folder::with_project("project-hostile-bytes");
    folder.write("shop/segments.yaml", b"segments:\n  a: \xff\xfe\n");
    folder.edit("shop/slots.yaml", "home.hero:", "home.heroes:");
    let ran = folder.run(&["check", "shop"]);
    assert_eq!(ran.code, 1);
    let place = " --> segments.yaml:2:6\n  |\n2 |   a: \n  |      ^\n  |\n  = help: save it with the encoding UTF-8\n";
    assert!(ran.err.contains("error[E0012]: the file is not UTF-8 from here on\n"), "{}", ran.err);
    assert!(ran.err.contains(place) && ran.err.contains("campaigns/home.yaml"), "{}", ran.err);
}

#[test]
#[cfg(unix)]
fn links_are_refused() {
    let check = |name: &str, file: &str| {
        let folder = Folder::with_project(name);
        let (inner, outer) = (folder.0.join("shop").join(file), folder.0.join("outer"));
        std::fs::rename(&inner, &outer).unwrap();
        std::os::unix::fs::symlink(&outer, &inner).unwrap();
        folder.run(&["check", "shop"]).is(
            2,
            "",
            &format!(
                "error: `shop/{file}` is a symbolic link, which a project cannot hold\n  = help: copy the file into the project\n"
            ),
        );
    };
    check("project-link-root", "segments.yaml");
    check("project-link-copy", "copy/en.yaml");
    check("project-link-catalogue", "catalogue.jsonl");
}

#[test]
#[cfg(unix)]
fn all_links_are_named() {
    let folder = Folder::with_project("project-links");
    for file in ["segments.yaml", "copy/en.yaml"] {
        let (inner, outer) = (folder.0.join("shop").join(file), folder.0.join(file.replace('/', "-")));
        std::fs::rename(&inner, &outer).unwrap();
        std::os::unix::fs::symlink(&outer, &inner).unwrap();
    }
    folder.run(&["check", "shop"]).is(
        2,
        "",
        "error: `shop/copy/en.yaml`, `shop/segments.yaml` are symbolic links, which a project cannot hold\n  = help: copy the files into the project\n",
    );
}

#[test]
fn train_says_when_no_bundle_would_hold_its_model() {
    let folder = Folder::with_project("project-unnamed-model");
    let note = "note: no bundle holds the model yet\n  = help: write `model: model.bin` in `sillage.yaml`\n";
    let train = ["train", "shop", "--events", "shop/events.jsonl"];
    assert_eq!(folder.run(&train).err, note);
    folder.edit("shop/sillage.yaml", "# model: model.bin", "model: model.bin");
    assert_eq!(folder.run(&train).err, "");
}
