//! JSON Schema (draft 2020-12) of every source file, written from the same shapes that check them.

use serde_json::{Map, Value, json};

use crate::{
    attributes, campaigns, catalogue,
    condition::{COMPARISONS, LOGICAL},
    copy, flows, frequency, groups, project, segments,
    shape::{Field, FileShape, Form, Shape},
    slots, strategies, traits,
};

/// Every kind of source file and the name of its schema.
const FILES: [(&str, &FileShape); 12] = [
    ("sillage.schema.json", &project::SHAPE),
    ("attributes.schema.json", &attributes::SHAPE),
    ("traits.schema.json", &traits::SHAPE),
    ("segments.schema.json", &segments::SHAPE),
    ("groups.schema.json", &groups::SHAPE),
    ("slots.schema.json", &slots::SHAPE),
    ("strategies.schema.json", &strategies::SHAPE),
    ("campaigns.schema.json", &campaigns::SHAPE),
    ("limits.schema.json", &frequency::SHAPE),
    ("flows.schema.json", &flows::SHAPE),
    ("copy.schema.json", &copy::SHAPE),
    ("catalogue.schema.json", &catalogue::SHAPE),
];

/// The schema of every source file, by file name. That of the catalogue is for one line of it.
pub fn schemas() -> Vec<(&'static str, Value)> {
    FILES.iter().map(|(name, file)| (*name, of_file(file))).collect()
}

fn of_file(file: &FileShape) -> Value {
    let mut schema = of_shape(&file.shape);
    if let Value::Object(fields) = &mut schema {
        fields.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
        fields.insert("title".to_owned(), file.stem.into());
        fields.insert("description".to_owned(), file.doc.into());
        if has_condition(&file.shape) {
            fields.insert("$defs".to_owned(), json!({"condition": condition(), "comparison": comparison()}));
        }
    }
    schema
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text(form) => json!({"type": "string", "pattern": anchored(form)}),
        Shape::Number { least, most, whole } => {
            json!({"type": if *whole { "integer" } else { "number" }, "minimum": least, "maximum": most})
        }
        Shape::Boolean => json!({"type": "boolean"}),
        Shape::Choice(words) => json!({"type": "string", "enum": words}),
        Shape::List { of, least } => {
            json!({"type": "array", "items": of_shape(of), "minItems": least, "uniqueItems": true})
        }
        Shape::Sequence { of, least } => json!({"type": "array", "items": of_shape(of), "minItems": least}),
        Shape::Record(fields) => of_record(fields),
        Shape::Named { key, of } => json!({
            "type": "object",
            "propertyNames": {"pattern": anchored(key)},
            "additionalProperties": of_shape(of),
        }),
        Shape::Either(shapes) => json!({"anyOf": shapes.iter().map(of_shape).collect::<Vec<_>>()}),
        Shape::Condition => json!({"$ref": "#/$defs/condition"}),
    }
}

fn anchored(form: &Form) -> String {
    format!("^(?:{})$", form.pattern)
}

fn of_record(fields: &[Field]) -> Value {
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.to_owned(), of_field(field))).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn of_field(field: &Field) -> Value {
    let mut schema = of_shape(&field.shape);
    if let Value::Object(fields) = &mut schema {
        fields.insert("description".to_owned(), field.doc.into());
        fields.insert("examples".to_owned(), json!([field.example]));
    }
    schema
}

fn has_condition(shape: &Shape) -> bool {
    match shape {
        Shape::Condition => true,
        Shape::Record(fields) => fields.iter().any(|field| has_condition(&field.shape)),
        Shape::Named { of, .. } | Shape::List { of, .. } | Shape::Sequence { of, .. } => has_condition(of),
        Shape::Either(shapes) => shapes.iter().any(has_condition),
        _ => false,
    }
}

/// A condition: logical operators, segments, and attributes by path.
fn condition() -> Value {
    let this = json!({"$ref": "#/$defs/condition"});
    let mut properties = Map::new();
    for operator in LOGICAL {
        let operand =
            if *operator == "$not" { this.clone() } else { json!({"type": "array", "items": this}) };
        properties.insert((*operator).to_owned(), operand);
    }
    properties.insert("$segment".to_owned(), json!({"type": "string", "description": "A segment by name."}));
    let text = json!({"type": "string"});
    let group = json!({
        "description": "A saved group by its id, over its own attribute or another.",
        "type": "object",
        "properties": {"id": text, "attributeKey": text},
        "required": ["id"],
    });
    properties.insert("$savedGroup".to_owned(), group);
    json!({
        "description": "A condition of GrowthBook; every entry must hold.",
        "type": "object",
        "properties": properties,
        "patternProperties": {"^[^$]": {"$ref": "#/$defs/comparison"}},
        "additionalProperties": false,
    })
}

/// What an attribute is compared with: a value, or operators.
fn comparison() -> Value {
    let mut properties = Map::new();
    for operator in COMPARISONS {
        properties.insert((*operator).to_owned(), operand(operator));
    }
    let operators = json!({"type": "object", "properties": properties, "minProperties": 1, "additionalProperties": false});
    json!({"anyOf": [scalar(), {"type": "array", "items": scalar()}, operators]})
}

fn scalar() -> Value {
    json!({"type": ["string", "number", "boolean", "null"]})
}

fn operand(operator: &str) -> Value {
    match operator {
        "$not" => json!({"$ref": "#/$defs/comparison"}),
        "$exists" => json!({"type": "boolean"}),
        "$size" => json!({"anyOf": [{"type": "integer", "minimum": 0}, {"$ref": "#/$defs/comparison"}]}),
        "$in" | "$nin" | "$ini" | "$nini" => json!({"type": "array", "items": scalar()}),
        "$all" | "$alli" => json!({"type": "array", "items": {"$ref": "#/$defs/comparison"}}),
        "$elemMatch" => {
            json!({"anyOf": [{"$ref": "#/$defs/comparison"}, {"$ref": "#/$defs/condition"}]})
        }
        "$regex" | "$regexi" | "$notRegex" | "$notRegexi" | "$inGroup" | "$notInGroup" | "$type" => {
            json!({"type": "string"})
        }
        "$eq" | "$ne" => scalar(),
        _ => json!({"type": ["number", "string"]}),
    }
}
