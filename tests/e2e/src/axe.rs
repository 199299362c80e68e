//! Asks axe-core, an accessibility checker that runs in the page, what is wrong with the screen.

use std::fmt;

use serde::Deserialize;
use serde_json::json;

use crate::page::Page;

/// The checker: defines `axe` in the page.
const AXE: &str = include_str!("../vendor/axe-core/axe.min.js");

/// What is broken once nothing on the screen moves any more: colours on their way are no one's.
const RUN: &str = r#"
const [tags] = arguments;
const ends = (animation) => animation.effect?.getComputedTiming().endTime !== Infinity;
const settled = document.getAnimations().filter(ends).map((it) => it.finished.catch(() => {}));
return Promise.all(settled)
  .then(() => axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
    preload: false,
  }))
  .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => ({
    rule: id,
    element: `${node.target.join(" ")} ${node.html}`,
    summary: node.failureSummary.replace(/\s+/g, " "),
  }))));
"#;

/// WCAG 2.2 at the levels A and AA, and what axe calls best practice.
const TAGS: &[&str] =
    &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/// A rule that an element breaks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Violation {
    /// The rule, by axe's name.
    pub rule: String,
    /// The element: a selector and how it begins.
    pub element: String,
    /// What to do.
    pub summary: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n    {}", self.rule, self.element, self.summary)
    }
}

impl Page {
    /// What the checker finds wrong with the screen as it is.
    pub async fn violations(&self) -> Vec<Violation> {
        let is_there: bool = self.script("return 'axe' in window", Vec::new()).await;
        if !is_there {
            self.script::<()>(AXE, Vec::new()).await;
        }
        self.script(RUN, vec![json!(TAGS)]).await
    }

    /// Chromium only: the system's theme, which the app follows unless a person chose one.
    pub async fn system_theme(&self, theme: &str) {
        self.step(format!("make the system {theme}"));
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        let done = self.web().cdp().send_raw("Emulation.setEmulatedMedia", features).await;
        self.sure("change the system's theme", done).await;
    }
}
