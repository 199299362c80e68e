//! What the browser itself tells assistive technology. Chromium only.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::page::Page;

/// One element as the browser tells it.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its role, in the browser's spelling.
    pub role: String,
    /// Its computed name.
    pub name: String,
    /// Whether it can take the focus.
    pub focusable: bool,
}

#[derive(Deserialize)]
struct Tree {
    nodes: Vec<RawNode>,
}

#[derive(Deserialize)]
struct RawNode {
    ignored: bool,
    role: Option<RawValue>,
    name: Option<RawValue>,
    #[serde(default)]
    properties: Vec<Property>,
}

#[derive(Deserialize)]
struct RawValue {
    #[serde(default)]
    value: Value,
}

#[derive(Deserialize)]
struct Property {
    name: String,
    value: RawValue,
}

impl Page {
    /// Every element that assistive technology is told of.
    pub async fn accessibility_tree(&self) -> Vec<Node> {
        let answer = self.web().cdp().send_raw("Accessibility.getFullAXTree", json!({})).await;
        let answer = self.sure("ask for the accessibility tree", answer).await;
        let tree =
            self.sure("read the accessibility tree", serde_json::from_value::<Tree>(answer)).await;
        tree.nodes.into_iter().filter(|node| !node.ignored).map(Node::from).collect()
    }
}

impl From<RawNode> for Node {
    fn from(raw: RawNode) -> Self {
        let text = |value: Option<RawValue>| {
            value.and_then(|it| it.value.as_str().map(str::to_owned)).unwrap_or_default()
        };
        let focusable =
            raw.properties.iter().any(|it| it.name == "focusable" && it.value.value == json!(true));
        Self { role: text(raw.role), name: text(raw.name), focusable }
    }
}
