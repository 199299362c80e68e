//! Files that go into the app and come out of it.

use std::path::PathBuf;

use serde_json::json;

use crate::{browser::downloads, page::Page, query::Query};

/// Drops a file on the window as a person would: dragenter, dragover, drop.
const DROP: &str = r#"
const [name, text, target] = arguments;
const transfer = new DataTransfer();
transfer.items.add(new File([text], name, { type: "application/json" }));
const at = target ?? document.elementFromPoint(innerWidth / 2, innerHeight / 2) ?? document.body;
for (const kind of ["dragenter", "dragover", "drop"]) {
  at.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, composed: true, dataTransfer: transfer }));
}
"#;

impl Page {
    /// Drops a file on the window.
    pub async fn drop_file(&self, name: &str, text: &str) {
        self.step(format!("drop {name} on the window"));
        self.script::<()>(DROP, vec![json!(name), json!(text)]).await;
    }

    /// Drops a file on something.
    pub async fn drop_file_on(&self, target: &Query, name: &str, text: &str) {
        self.step(format!("drop {name} on {target}"));
        let target = self.element(target).await;
        let arguments = vec![json!(name), json!(text), target.to_json().unwrap_or_default()];
        self.script::<()>(DROP, arguments).await;
    }

    /// Gives a file to the field that asks for one.
    pub async fn choose_file(&self, name: &str, bytes: &[u8]) {
        self.step(format!("choose the file {name}, {} bytes", bytes.len()));
        let folder = self.home().join("uploads");
        let file = folder.join(name);
        let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&file, bytes));
        self.sure("write a file to upload", written).await;
        let asked = "return document.querySelector('[data-e2e-asked]')";
        let field = self
            .until("a field that asks for a file", async || {
                self.web().execute(asked, Vec::new()).await.ok()?.element().ok()
            })
            .await;
        let sent = field.send_keys(file.to_string_lossy().as_ref()).await;
        self.sure("choose a file", sent).await;
    }

    /// Waits for the next file that the browser saves: its name and its bytes. It is taken out of
    /// the folder, so that the next call waits for the next one.
    pub async fn downloaded(&self) -> (String, Vec<u8>) {
        self.step("wait for a download".into());
        let folder = downloads(self.home());
        let file = self.until("a downloaded file", async || whole_file(&folder)).await;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(&file);
        let bytes = self.sure("read the downloaded file", bytes).await;
        let removed = std::fs::remove_file(&file);
        self.sure("take the downloaded file", removed).await;
        (name, bytes)
    }

    /// Puts text on the clipboard's reading end: pastes into a field and reads it there.
    pub async fn paste_into(&self, field: &Query) -> String {
        self.click(field).await;
        self.press("Control+a").await;
        self.press("Control+v").await;
        self.see_that(field, "holds something", |seen| !seen.value.is_empty()).await;
        self.script(
            "return document.activeElement.value ?? document.activeElement.innerText",
            Vec::new(),
        )
        .await
    }
}

/// The first file of the folder that no browser is still writing.
fn whole_file(folder: &std::path::Path) -> Option<PathBuf> {
    let files: Vec<PathBuf> =
        std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let partial = |file: &PathBuf| {
        let name = file.to_string_lossy();
        name.ends_with(".part") || name.ends_with(".crdownload") || name.contains(".org.chromium.")
    };
    if files.iter().any(partial) {
        return None;
    }
    // Firefox reserves the name with an empty file before it writes beside it; no flow saves an
    // empty one.
    files.into_iter().filter(|file| file.metadata().is_ok_and(|facts| facts.len() > 0)).min()
}
