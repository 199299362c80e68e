//! Versions of the app as a host would have them one after the other, made of the one build that is
//! there: other names for all files, another build, the same program.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::{
    page::Page,
    site::{PRELUDE, PRELUDE_NAME, with_prelude},
};

const WORKER: &str = "service_worker.js";
const LIST: &str = "const FILES = ";
/// How many digits the build puts into the names of files.
const DIGITS: usize = 16;

/// A version on the host, whole or not. Its number is a digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// As built.
    Whole(u8),
    /// A file is not there.
    WithoutFile(u8),
    /// A file is cut short.
    Truncated(u8),
    /// The page is that of another version.
    OtherPage(u8),
    /// There is no service worker.
    WithoutWorker(u8),
}

impl Edition {
    /// What *About* calls its build.
    pub fn build(self) -> String {
        let (Self::Whole(number)
        | Self::WithoutFile(number)
        | Self::Truncated(number)
        | Self::OtherPage(number)
        | Self::WithoutWorker(number)) = self;
        format!("edition-{number}")
    }

    /// Writes its files into a new folder.
    fn write(self, dist: &Path, folder: &Path) -> io::Result<()> {
        let name = self.build();
        let digit = name.chars().last().unwrap_or('0');
        let names = files(dist)?;
        let mut changes: Vec<(String, String)> = names
            .iter()
            .filter_map(|name| digits(name))
            .map(|old| (old.to_owned(), format!("{}{digit}", old.get(1..).unwrap_or_default())))
            .collect();
        let worker = fs::read_to_string(dist.join(WORKER))?;
        let old_build = worker.split('"').nth(1).unwrap_or_default();
        changes.push((old_build.to_owned(), name));
        let renamed = |text: &str| {
            changes.iter().fold(text.to_owned(), |text, (old, new)| text.replace(old, new))
        };
        let mut list = Map::new();
        let mut put = |name: &str, bytes: &[u8]| -> io::Result<()> {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write(file, bytes)?;
            if name != WORKER && !name.starts_with("screenshots/") {
                let hash = BASE64_STANDARD.encode(Sha256::digest(bytes));
                list.insert(name.to_owned(), Value::String(format!("sha256-{hash}")));
            }
            Ok(())
        };
        put(PRELUDE_NAME, PRELUDE.as_bytes())?;
        for name in names.iter().filter(|name| *name != WORKER) {
            let mut bytes = fs::read(dist.join(name))?;
            let is_text = has_extension(name, &["js", "html", "webmanifest"]);
            if is_text {
                bytes = renamed(&String::from_utf8_lossy(&bytes)).into_bytes();
            }
            if name == "index.html" {
                bytes = with_prelude(&String::from_utf8_lossy(&bytes)).into_bytes();
            }
            put(&renamed(name), &bytes)?;
        }
        let start = worker.find(LIST).unwrap_or(0) + LIST.len();
        let end =
            worker.get(start..).and_then(|it| it.find("};")).map_or(start, |at| start + at + 1);
        let (before, after) = (worker.get(..start), worker.get(end..));
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        let worker = renamed(&format!("{before}{}{after}", Value::Object(list)));
        fs::write(folder.join(WORKER), worker)?;

        let style = files(folder)?.into_iter().find(|file| has_extension(file, &["css"]));
        let style = folder.join(style.unwrap_or_default());
        match self {
            Self::Whole(_) => Ok(()),
            Self::WithoutFile(_) => fs::remove_file(style),
            Self::Truncated(_) => {
                let bytes = fs::read(&style)?;
                fs::write(style, bytes.get(..bytes.len() / 2).unwrap_or_default())
            }
            Self::OtherPage(_) => {
                let page = folder.join("index.html");
                let html = fs::read_to_string(&page)?;
                fs::write(page, html.replace("edition-", "other-"))
            }
            Self::WithoutWorker(_) => fs::remove_file(folder.join(WORKER)),
        }
    }
}

impl Page {
    /// The app's site has this version from now on, its service worker included.
    pub async fn publish(&self, edition: Edition) {
        self.step(format!("the site has {edition:?}"));
        let folder = self.home().join(format!("{edition:?}"));
        let written = edition.write(&self.site.built(), &folder);
        self.sure("write a version", written).await;
        self.site.serve(folder);
    }

    /// From now on the app's site does not answer.
    pub fn stop_site(&self) {
        self.step("the site stops".to_owned());
        self.site.stop();
    }
}

/// Every file under a folder, by its path in it.
fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inside))? {
            let entry = entry?;
            let path = inside.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                found.push(path.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The digits by which a file is named after its content.
fn digits(name: &str) -> Option<&str> {
    name.split(['-', '.', '_'])
        .find(|part| part.len() == DIGITS && part.bytes().all(|it| it.is_ascii_hexdigit()))
}

fn has_extension(name: &str, wanted: &[&str]) -> bool {
    let extension = Path::new(name).extension().and_then(|it| it.to_str());
    extension.is_some_and(|it| wanted.contains(&it))
}
