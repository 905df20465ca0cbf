//! Every code a diagnostic can carry. A code never changes its meaning and is never used again for another one.

use crate::diagnostic::Severity;

/// A stable code with the sentence that explains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// `E…` for an error, `W…` for a warning.
    pub id: &'static str,
    /// What it means, in one line.
    pub doc: &'static str,
}

impl Code {
    /// Whether it forbids a bundle, told by its first letter.
    pub fn severity(self) -> Severity {
        if self.id.starts_with('W') { Severity::Warning } else { Severity::Error }
    }
}

/// Declares the constants and the table of them all, so that no code can be missing from the table.
macro_rules! codes {
    ($($name:ident $id:literal $doc:literal)*) => {
        $(#[doc = $doc] pub(crate) const $name: Code = Code { id: $id, doc: $doc };)*
        /// All codes, in order.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    FILE_TOO_LARGE "E0001" "A source file is larger than 4 MiB."
    SYNTAX "E0002" "A file is not YAML."
    ANCHOR "E0003" "A file uses an anchor or an alias."
    TAG "E0004" "A file uses a tag."
    SECOND_DOCUMENT "E0005" "A file holds more than one document."
    REPEATED_KEY "E0006" "A key stands twice in one mapping."
    NESTED_TOO_DEEP "E0007" "Lists and mappings nest deeper than 64."
    KEY "E0008" "A key of a mapping is not a text."
    NUMBER "E0009" "A number is infinite or not a number."
    MISSING_FILE "E0010" "A file that must be there is missing."
    AMBIGUOUS_FILE "E0011" "The same source is there in two formats."
    NOT_UTF8 "E0012" "A file is not UTF-8."

    UNKNOWN_FIELD "E0101" "A field is not known here."
    MISSING_FIELD "E0102" "A required field is missing."
    WRONG_TYPE "E0103" "A value has the wrong type."
    CHOICE "E0104" "A value is not among those that are possible."
    RANGE "E0105" "A number is too small, too large or not whole."
    FORM "E0106" "A text does not have the form it must have."
    TOO_FEW "E0107" "A list or a mapping has fewer elements than it must have."
    REPEATED_VALUE "E0108" "A list holds the same value twice."

    NAMESPACE "E0201" "An attribute's path does not start with a known namespace."
    NOT_DECLARED_HERE "E0202" "An attribute of this namespace is not declared in attributes.yaml."
    ALREADY_DECLARED "E0203" "An attribute is declared that is always there."
    VALUES_OF_TYPE "E0204" "Possible values are declared for an attribute that has none."
    DURATION "E0205" "A duration does not have the form `7d`."
    AGGREGATE "E0206" "A computed trait names not exactly one aggregate."
    TRAIT_OF "E0207" "A computed trait reads something its aggregate cannot use."
    EVENT_NAME "E0208" "An event has a name that GA4 does not allow."
    FIELD_OF_AGGREGATE "E0209" "A computed trait has a field that its aggregate does not take, or lacks one that it needs."
    WINDOWS "E0210" "A computed trait has more than one window."
    EVENT_FIELD "E0211" "A condition on an event reads something that is no field of it."
    SEQUENCE "E0212" "The steps of a sequence do not make one."
    UNKNOWN_TRAIT "E0213" "A computed trait follows from one that is not declared."
    TRAIT_CYCLE "E0214" "Computed traits follow from each other in a circle."
    CUTS "E0215" "Cut points do not ascend, or do not fit the number of classes."
    TABLE_ROW "E0216" "A row of a table does not have a value for every trait."
    ZONE "E0217" "A time zone does not exist."

    UNKNOWN_ATTRIBUTE "E0301" "A condition or a text reads an attribute that is not declared."
    UNKNOWN_OPERATOR "E0302" "A condition uses an operator that does not exist."
    OPERAND_TYPE "E0303" "A value can never match because the attribute has another type."
    OUTSIDE_VALUES "E0304" "A value is never met because it is not among those the attribute can have."
    CONDITION_DEPTH "E0305" "A condition nests too deep, segments included."
    UNKNOWN_SEGMENT "E0306" "A condition names a segment that is not declared."
    SEGMENT_CYCLE "E0307" "Segments refer to each other in a circle."
    OPERAND_FORM "E0309" "An operator's value has the wrong form."
    NESTED_OBJECT "E0310" "An attribute is compared with a mapping that is not made of operators."
    PATTERN "E0311" "A regular expression cannot be read, or not by every engine alike."
    PATTERN_WORK "E0312" "A regular expression is not proven to be fast on every text."
    UNKNOWN_GROUP "E0313" "A condition names a saved group that is not declared."
    GROUP_CYCLE "E0314" "Saved groups refer to each other in a circle."
    NOT_IN_FLOWS "E0315" "A flow's condition uses an operator that flows do not evaluate."

    UNKNOWN_SLOT "E0401" "A campaign names a slot that is not declared."
    UNKNOWN_STRATEGY "E0402" "A campaign or slot names a strategy that is not declared."
    UNKNOWN_SLOT_FIELD "E0403" "A campaign shows a field that its slot does not have."
    DATE "E0404" "A date or an instant cannot be read."
    ENDS_BEFORE_START "E0405" "A campaign ends before it starts."
    ADDRESS "E0406" "An address is neither a path of the shop nor https."
    UNKNOWN_COPY_KEY "E0407" "A campaign, a flow or a label names a text that the copy does not have."
    SHOW "E0408" "What a campaign shows has none of the possible forms."
    RESERVED_FIELD "E0409" "A slot's field has a name that means something else in `show`."
    REPEATED_CAMPAIGN "E0410" "Two files declare a campaign of the same name."
    MINIMUM_OVER_LIMIT "E0411" "A strategy wants at least more items than at most."
    ADDRESS_WITH_ATTRIBUTE "E0412" "An address from the copy contains an attribute."
    MATCHING "E0413" "A strategy's `attributes` do not fit its source, or are never tags."
    SAME_VARIANT "E0414" "Two campaigns get the same id in measurements by chance."
    ARMS "E0415" "The arms of an experiment are too few, too many, or of no possible form."
    WEIGHTS "E0416" "Weights of arms are missing or do not add up to one."
    UNKNOWN_ARM "E0417" "An arm, a factor, a level or an experiment is named that is not there."
    PREREQUISITE_CYCLE "E0418" "Experiments require each other in a circle, or one itself."
    NAMESPACE_PART "E0419" "The part of a namespace is empty."
    SIGN_IN "E0420" "It is not said, or said in vain, what happens to arms when the shopper signs in."
    VERSION "E0421" "An experiment keeps out versions of arms that have not been."
    UNIT "E0422" "The unit of an experiment is neither the device nor an attribute of the host."
    HOURS "E0423" "A time of day does not have the form `18:00`."
    INSTANT_OF_VISITOR "E0424" "A campaign by the visitor's clock starts or ends at an instant."
    UNKNOWN_SHARED_FREQUENCY "E0425" "A campaign names a group that limits.yaml does not have."
    TRIGGER "E0426" "A trigger names none or more than one of the things that can happen."

    MISSING_TEXT "E0501" "A text of the default locale is missing in another locale."
    EXTRA_TEXT "E0502" "A text is there in another locale only."
    TEMPLATE "E0503" "A text has a brace that is not closed, not opened or empty."
    NO_FALLBACK "E0504" "A text reads an attribute without a fallback."
    UNDECLARED_LOCALE "E0505" "There is copy of a locale that the shop does not declare."
    MISSING_COPY "E0506" "A declared locale has no copy."

    CATALOGUE_ROW "E0601" "A line of the catalogue is not a JSON object."
    REPEATED_ITEM "E0602" "Two lines of the catalogue have the same id."
    MORE_ROWS "E0603" "The catalogue has more mistakes than are listed."

    OVER_LIMIT "E0701" "There is more of something than a bundle may hold."
    REFUSED "E0702" "The engine refuses what was compiled; a defect of the compiler."
    START_TOO_LARGE "E0703" "Rules are too large for the start file of a bundle."
    MODEL_TOO_LARGE "E0704" "A model is too large for a bundle."
    BUNDLE_TOO_LARGE "E0705" "All sections together are too large for a bundle."
    TOO_MANY_SECTIONS "E0706" "A bundle would have too many sections."
    NOT_A_START "E0707" "Bytes to be signed are not a start file."

    REPEATED_FLOW "E0801" "Two files declare a flow of the same name."
    FIELD_OF_STEP "E0802" "A step has a field that its kind of question does not take."
    RESERVED_STEP "E0803" "A step has the id that means the end."
    FEW_OPTIONS "E0804" "A choice has fewer than two options."
    LEAST_OVER_MOST "E0805" "A question's least value is not below its greatest."
    SLIDER_STEP "E0806" "A slider's range is not a whole number of its steps."
    NOT_OF_FLOWS "E0807" "A flow writes an attribute that is no answer and no score."
    TYPE_OF_ANSWER "E0808" "What a flow writes does not have the attribute's type."
    UNKNOWN_STEP "E0809" "A route or `next` names a step that is not there."
    BACKWARD "E0810" "A route or `next` leads to the same or an earlier step."
    FOREIGN_CONDITION "E0811" "A flow's condition reads something other than answers and scores."
    NOT_KNOWN_YET "E0812" "A flow's condition reads an answer or a score that nothing sets before."
    NO_FALLBACK_OUTCOME "E0813" "The last outcome of a flow has a condition."
    BEHIND_FALLBACK "E0814" "An outcome stands behind one without a condition."
    WORDS_WITH_ATTRIBUTE "E0815" "A text that is the same for every visitor contains an attribute."
    PLACEHOLDER "E0816" "A text that replaces a built-in one has a placeholder that this one does not have."

    UNUSED_FILE "W0801" "A file is not read."
    UNUSED_TRAIT "W0802" "Nobody reads a computed trait."
    UNUSED_SEGMENT "W0803" "Nobody uses a segment."
    UNUSED_TEXT "W0804" "Nobody uses a text."
    EMPTY_SLOT "W0805" "Nobody fills a slot."
    UNUSED_STRATEGY "W0806" "Nobody uses a strategy."
    NO_ITEM "W0807" "A strategy or a flow asks for a category or tag that no item of the catalogue has."
    MORE_MISTAKES "W0808" "A project has more mistakes than are listed."
    UNREACHABLE_STEP "W0809" "No path or no answers lead to a step of a flow."
    NO_EFFECT "W0810" "The answer to a question changes nothing."
    NEVER_SET "W0811" "No flow writes an answer or a score that is declared."
    UNREACHABLE_OUTCOME "W0812" "No answers lead to an outcome of a flow."
    STALE_REVIEW "W0820" "The day on which a campaign should be reviewed is over."
    UNUSED_GROUP "W0821" "No campaign is in a group of limits.yaml."

    NEVER_HOLDS "W0830" "A condition never holds, or clauses of it never hold together."
    ALWAYS_HOLDS "W0831" "A condition, or a clause of one, always holds."
    IMPLIED_CLAUSE "W0832" "A clause of a condition follows from the others."
    USELESS_BRANCH "W0833" "A branch of `$or` matches nobody, or only visitors whom other branches match too."
    SHADOWED "W0834" "Nobody ever sees a campaign, because others of its slot take every visitor it is for."
    EQUAL_PRIORITY "W0835" "Two campaigns of one slot are for the same visitor and have the same priority."
    WINDOW_OVER_MEMORY "W0836" "A computed trait looks further back than a device remembers."
    OLDER_GROWTHBOOK "W0837" "A condition matches other visitors in GrowthBook before version 0.12 of its specification."
    NOT_DONE "W0838" "A condition takes a visitor of whom nothing is remembered for one who did nothing."
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_are_unique_and_in_order() {
        assert!(ALL.is_sorted_by(|a, b| a.id < b.id));
        for code in ALL {
            assert!(code.doc.ends_with('.') && code.id.len() == 5, "{}", code.id);
        }
    }
}
