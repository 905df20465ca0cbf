//! Conditions of GrowthBook with the attributes' paths of a source.

use sillage_conformance::json::Json;

use super::attributes::Attributes;

/// The same condition over a source's attributes; an error says what no source can say.
pub(super) fn condition(json: &Json, attributes: &Attributes) -> Result<Json, String> {
    let Json::Map(fields) = json else { return Err("what is no condition".to_owned()) };
    fields.iter().map(|(key, value)| field(key, value, attributes)).collect::<Result<_, _>>().map(Json::Map)
}

fn field(key: &str, value: &Json, attributes: &Attributes) -> Result<(String, Json), String> {
    Ok(match key {
        "$and" | "$or" | "$nor" => {
            let Json::List(items) = value else { return Err(format!("`{key}` without a list")) };
            let items = items.iter().map(|item| condition(item, attributes)).collect::<Result<_, _>>()?;
            (key.to_owned(), Json::List(items))
        }
        "$not" => (key.to_owned(), condition(value, attributes)?),
        "$savedGroup" => (key.to_owned(), reference(value, attributes)?),
        path => {
            if names_a_group_inside(value) {
                return Err("a saved group as a condition on the elements of a list".to_owned());
            }
            (attributes.path(path)?, value.clone())
        }
    })
}

fn reference(value: &Json, attributes: &Attributes) -> Result<Json, String> {
    let mut own = value.clone();
    if let Some(key) = value.get("attributeKey").text() {
        own.set("attributeKey", Json::Text(attributes.path(key)?));
    }
    Ok(own)
}

/// Groups are about the shop's attributes; an element of a list has fields of its own.
fn names_a_group_inside(value: &Json) -> bool {
    value.fields().iter().any(|(key, value)| key == "$savedGroup" || names_a_group_inside(value))
        || value.items().iter().any(names_a_group_inside)
}
