//! Collection files in Pororoca's format, to start a flow from.

use serde_json::{Value, json};

/// A collection of Pororoca's format being written.
#[derive(Clone, Debug)]
pub struct CollectionFile {
    name: String,
    folders: Vec<Value>,
    requests: Vec<Value>,
}

impl CollectionFile {
    /// An empty collection.
    pub fn new(name: &str) -> Self {
        Self { name: name.into(), folders: Vec::new(), requests: Vec::new() }
    }

    /// With one more request, made by [`socket`].
    #[must_use]
    pub fn with(mut self, request: Value) -> Self {
        self.requests.push(request);
        self
    }

    /// With one more folder, made by [`folder`].
    #[must_use]
    pub fn with_folder(mut self, folder: Value) -> Self {
        self.folders.push(folder);
        self
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty() && self.folders.is_empty()
    }

    /// Its GUID: the same for the same name.
    fn guid(&self) -> String {
        let sum = self
            .name
            .bytes()
            .fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
        format!("{sum:08x}-4b5a-4697-8879-6a5b4c3d2e1f")
    }

    /// The text of the file, as Pororoca writes it.
    pub fn text(&self) -> String {
        let file = json!({
            "schema": "Pororoca/1",
            "id": self.guid(),
            "name": self.name,
            "createdAt": "2026-11-22T09:30:00-03:00",
            "variables": [],
            "environments": [],
            "folders": self.folders,
            "requests": self.requests,
        });
        format!("{file:#}")
    }
}

/// A folder with these requests.
pub fn folder(name: &str, requests: &[Value]) -> Value {
    json!({ "name": name, "folders": [], "requests": requests })
}

/// A WebSocket with text messages, each a name and its content.
pub fn socket(name: &str, url: &str, messages: &[(&str, &str)]) -> Value {
    let messages: Vec<Value> = messages
        .iter()
        .map(|(name, content)| {
            json!({
                "name": name,
                "contentMode": "raw",
                "rawContent": content,
                "rawContentSyntax": "json",
                "disableCompressionForThis": false,
                "direction": "fromClient",
                "messageType": "text",
            })
        })
        .collect();
    json!({ "requestType": "websocket", "name": name, "httpVersion": 1.1, "url": url, "clientMessages": messages })
}
