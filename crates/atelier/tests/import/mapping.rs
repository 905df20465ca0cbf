//! Mapping files: which columns a field is read from.

use crate::folder::Folder;

#[test]
fn a_mapping_file_overrides_columns() {
    let folder = Folder::new("import-mapping");
    folder.write("feed.csv", "SKU,Title,Maker,path,cost,was,vegan,refillable,labels,slug\n1,Serum,M,A/B/C,,12.50,1,0,\"new, clean\",serum-1\n");
    folder.write(
        "mapping.yaml",
        "id: {from: [Maker, SKU], join: \"-\"}\nname: Title\nbrand: Maker\ncategory: {from: path, separator: /, take: first}\n\
         price: [cost, was]\ntags: [vegan, refillable, labels]\nurl: {prefix: /p/, from: slug}\n",
    );
    let ran = folder.run(&["import", "catalogue", "feed.csv", "--mapping", "mapping.yaml"]);
    ran.is(0, "1 products read, 1 written to `catalogue.jsonl`, 0 left out, 0 refused\n", "");
    assert_eq!(
        folder.read("catalogue.jsonl"),
        "{\"id\":\"M-1\",\"name\":\"Serum\",\"brand\":\"M\",\"category\":\"A\",\"price\":12.5,\"url\":\"/p/serum-1\",\"tags\":[\"clean\",\"new\",\"vegan\"]}\n"
    );
}

#[test]
fn mistakes_of_a_mapping_file_are_told() {
    let check = |mapping: &str, err: &str| {
        let folder = Folder::new("import-mapping-mistakes");
        folder.write("feed.csv", "id,name\n1,A\n");
        folder.write("m.yaml", mapping);
        folder.run(&["import", "catalogue", "feed.csv", "--mapping", "m.yaml"]).is(1, "", err);
    };
    check(
        "title: Name\n",
        "error: an item has no field `title`\n --> m.yaml:1, field `title`\n  = help: the fields are `id`, `name`, `brand`, `category`, `price`, `url`, `image`, `availability`, `tags`, `popularity`\n\n",
    );
    check(
        "name: Name\ncategory: {take: first}\nbrand: {from: x, take: middle}\nurl: {from: x, split: y}\nid: 7\n",
        "error: expected the columns to read here\n --> m.yaml:2, field `category`\n  = help: add `from: COLUMN`\n\n\
         error: expected `first` or `last` here\n --> m.yaml:3, field `brand`\n  = help: write `take: last`\n\n\
         error: a rule of a field has no `split`\n --> m.yaml:4, field `url`\n  = help: it has `from`, `separator`, `take`, `join` and `prefix`\n\n\
         error: expected a text here\n --> m.yaml:5, field `id`\n  = help: put it in quotes\n\n",
    );
    check(
        "- id\n",
        "error: expected a mapping of fields to columns here\n --> m.yaml:1\n  = help: write `name: Title`\n\n",
    );
}
