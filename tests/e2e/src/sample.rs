//! Collection files in Pororoca's format, to start a flow from.

use serde_json::{Value, json};

/// A collection of Pororoca's format being written.
#[derive(Clone, Debug)]
pub struct CollectionFile {
    name: String,
    variables: Vec<Value>,
    environments: Vec<Value>,
    requests: Vec<Value>,
}

impl CollectionFile {
    /// An empty collection.
    pub fn new(name: &str) -> Self {
        let (variables, environments, requests) = (Vec::new(), Vec::new(), Vec::new());
        Self { name: name.into(), variables, environments, requests }
    }

    /// With these variables; a name that begins with `secret` is one.
    #[must_use]
    pub fn with_variables(mut self, variables: &[(&str, &str)]) -> Self {
        self.variables.extend(rows(variables));
        self
    }

    /// With one more environment.
    #[must_use]
    pub fn with_environment(
        mut self,
        name: &str,
        current: bool,
        variables: &[(&str, &str)],
    ) -> Self {
        self.environments.push(json!({
            "schema": "Pororoca/1",
            "id": format!("0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e{:02}", self.environments.len()),
            "createdAt": "2026-11-22T09:30:00-03:00",
            "name": name,
            "isCurrent": current,
            "variables": rows(variables),
        }));
        self
    }

    /// With one more request, made by [`socket`].
    #[must_use]
    pub fn with(mut self, request: Value) -> Self {
        self.requests.push(request);
        self
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }

    /// The text of the file, as Pororoca writes it.
    pub fn text(&self) -> String {
        let file = json!({
            "schema": "Pororoca/1",
            "id": "0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f",
            "name": self.name,
            "createdAt": "2026-11-22T09:30:00-03:00",
            "variables": self.variables,
            "environments": self.environments,
            "folders": [],
            "requests": self.requests,
        });
        format!("{file:#}")
    }
}

fn rows(variables: &[(&str, &str)]) -> Vec<Value> {
    let row = |(key, value): &(&str, &str)| json!({ "enabled": true, "key": key, "value": value, "isSecret": key.starts_with("secret") });
    variables.iter().map(row).collect()
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
