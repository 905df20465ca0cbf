//! What a slot shows, and why.

use alloc::{string::String, vec::Vec};

use crate::{catalogue::Card, json::Json};

/// What one slot shows, with its reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision<'a> {
    /// The slot that was asked for.
    pub slot: &'a str,
    /// What it shows.
    pub value: Shown<'a>,
    /// A neutral id of what was chosen, for measurement; `default` where nothing was.
    pub variant: &'a str,
    /// Why.
    pub reason: Reason,
    /// What went wrong, where [`Reason::Error`].
    pub error: Option<ErrorCode>,
    /// The campaign that was chosen.
    pub campaign: Option<&'a str>,
    /// What could not be used on the way.
    pub notes: Vec<Note<'a>>,
    /// Triggers of campaigns that would be shown instead once they happen. For the host alone, and not a part of the text form.
    pub waits: Vec<&'a str>,
}

/// What a slot shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown<'a> {
    /// The page's own default content.
    Default,
    /// Named fields, filled into the page's own mark-up.
    Fields(Vec<(&'a str, String)>),
    /// A template of the page, by name.
    Template(&'a str),
    /// Items in order, and fields beside them.
    Items(Vec<Pick<'a>>, Vec<(&'a str, String)>),
}

/// An item that was picked.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick<'a> {
    /// It.
    pub card: &'a Card,
    /// Why it was picked.
    pub because: Because<'a>,
}

/// Why an item was picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because<'a> {
    /// The model says that it follows this item, which weighed most.
    Follows(&'a str),
    /// It is popular.
    Popular,
    /// The visitor viewed it.
    Viewed,
    /// It carries this tag, which is a value of an attribute that the strategy matches.
    Fits(&'a str),
}

/// Why a decision came out as it did; OpenFeature's resolution reasons and our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A campaign whose audience the visitor belongs to.
    TargetingMatch,
    /// A campaign for everybody.
    Static,
    /// An arm of a campaign's experiment that the visitor takes part in.
    Split,
    /// No campaign matched: the slot's own strategy, or the page's default content.
    Default,
    /// There was not enough to show.
    NoContent,
    /// Something went wrong; see the error code.
    Error,
}

/// What went wrong; OpenFeature's error codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// The bundle has no slot of that name.
    FlagNotFound,
}

/// Something a decision could not use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note<'a> {
    /// The audience of this campaign cannot be evaluated, and counts as not matching.
    Unevaluable(&'a str),
    /// This campaign or strategy had fewer items than it needs.
    TooFewItems(&'a str),
    /// The words of this campaign are not loaded.
    NoCopy(&'a str),
    /// This campaign's experiment does not run, as nothing may be stored to tell the visitor apart by; its control is shown.
    NoSeed(&'a str),
}

impl Reason {
    /// The name used in JavaScript, JSON and files.
    pub fn name(self) -> &'static str {
        match self {
            Reason::TargetingMatch => "TARGETING_MATCH",
            Reason::Static => "STATIC",
            Reason::Split => "SPLIT",
            Reason::Default => "DEFAULT",
            Reason::NoContent => "NO_CONTENT",
            Reason::Error => "ERROR",
        }
    }
}

impl ErrorCode {
    /// The name used in JavaScript, JSON and files.
    pub fn name(self) -> &'static str {
        match self {
            ErrorCode::FlagNotFound => "FLAG_NOT_FOUND",
        }
    }
}

impl<'a> Decision<'a> {
    /// The default content.
    pub(crate) fn default(slot: &'a str) -> Decision<'a> {
        Decision {
            slot,
            value: Shown::Default,
            variant: "default",
            reason: Reason::Default,
            error: None,
            campaign: None,
            notes: Vec::new(),
            waits: Vec::new(),
        }
    }

    /// The one text form; equal decisions give equal bytes.
    pub fn to_json(&self) -> String {
        let mut json = Json::default();
        self.write(&mut json);
        json.finish()
    }

    /// Writes that form as a part of a greater one.
    pub fn write(&self, json: &mut Json) {
        json.begin_object();
        json.member("slot", self.slot);
        json.key("value");
        self.value.write(json);
        json.member("variant", self.variant);
        json.member("reason", self.reason.name());
        if let Some(error) = self.error {
            json.member("errorCode", error.name());
        }
        if let Some(campaign) = self.campaign {
            json.member("campaign", campaign);
        }
        json.key("notes").begin_array();
        self.notes.iter().for_each(|note| note.write(json));
        json.end_array();
        json.end_object();
    }
}

impl Shown<'_> {
    fn write(&self, json: &mut Json) {
        json.begin_object();
        match self {
            Shown::Default => json.member("kind", "default"),
            Shown::Fields(fields) => {
                json.member("kind", "fields");
                write_fields(fields, json);
            }
            Shown::Template(template) => {
                json.member("kind", "template");
                json.member("template", template);
            }
            Shown::Items(items, fields) => {
                json.member("kind", "items");
                json.key("items").begin_array();
                items.iter().for_each(|pick| pick.write(json));
                json.end_array();
                write_fields(fields, json);
            }
        }
        json.end_object();
    }
}

impl Pick<'_> {
    fn write(&self, json: &mut Json) {
        json.begin_object();
        json.member("item_id", &self.card.id);
        json.key("because").begin_object();
        match &self.because {
            Because::Follows(id) => {
                json.member("kind", "follows");
                json.member("item_id", id);
            }
            Because::Popular => json.member("kind", "popular"),
            Because::Viewed => json.member("kind", "viewed"),
            Because::Fits(tag) => {
                json.member("kind", "fits");
                json.member("fits", tag);
            }
        }
        json.end_object();
        json.end_object();
    }
}

impl Note<'_> {
    fn write(&self, json: &mut Json) {
        let (note, name) = match self {
            Note::Unevaluable(name) => ("unevaluable", name),
            Note::TooFewItems(name) => ("too-few-items", name),
            Note::NoCopy(name) => ("no-copy", name),
            Note::NoSeed(name) => ("no-seed", name),
        };
        json.begin_object();
        json.member("note", note);
        json.member("of", name);
        json.end_object();
    }
}

fn write_fields(fields: &[(&str, String)], json: &mut Json) {
    json.key("fields").begin_object();
    fields.iter().for_each(|(name, text)| json.member(name, text));
    json.end_object();
}
