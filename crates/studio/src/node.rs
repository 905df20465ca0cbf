//! What a view shows, as plain data: elements with attributes and children. Views make it, [`crate::dom`] puts it into the page.

/// Something in the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Child {
    /// An element.
    Element(Node),
    /// A text.
    Text(String),
}

/// An element.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its tag.
    pub tag: &'static str,
    /// Attributes by name; a name is given once.
    pub attributes: Vec<(&'static str, String)>,
    /// What is in it.
    pub children: Vec<Child>,
}

/// An element of that tag.
pub fn node(tag: &'static str) -> Node {
    Node { tag, attributes: Vec::new(), children: Vec::new() }
}

/// An element of that tag and class.
pub fn classed(tag: &'static str, class: &str) -> Node {
    node(tag).with("class", class)
}

/// A text in an element of that tag and class.
pub fn words(tag: &'static str, class: &str, text: &str) -> Node {
    classed(tag, class).text(text)
}

/// A button that does something: `action` is what [`crate::actions`] knows, `of` what it is done to.
pub fn button(class: &str, action: &str, of: &str) -> Node {
    classed("button", class).with("type", "button").with("data-do", action).with("data-of", of)
}

impl Node {
    /// With one attribute more.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Node {
        self.attributes.push((name, value.into()));
        self
    }

    /// With an attribute without value, where a condition holds.
    pub fn with_if(self, condition: bool, name: &'static str) -> Node {
        if condition { self.with(name, "") } else { self }
    }

    /// With a text behind what is in it.
    pub fn text(mut self, text: impl Into<String>) -> Node {
        self.children.push(Child::Text(text.into()));
        self
    }

    /// With an element behind what is in it.
    pub fn child(mut self, child: Node) -> Node {
        self.children.push(Child::Element(child));
        self
    }

    /// With elements behind what is in it.
    pub fn children(mut self, children: impl IntoIterator<Item = Node>) -> Node {
        self.children.extend(children.into_iter().map(Child::Element));
        self
    }
}
