//! Every parser of the app, each as a function that takes any bytes. None may panic, hang or take more
//! memory than a fixed number of times its input, which is that of the worst input there is; what can
//! be written is read back the same. A new parser gets a function here and a file in `fuzz_targets`.

mod memory;

use std::collections::BTreeMap;
use std::sync::Arc;

use macareu::core::{
    format::{
        clipboard, link,
        pororoca::{self, ExportChoices},
    },
    import,
    model::{BinaryEncoding, ItemId, ItemRef, Settings},
    opened,
    payload::{
        binary, hex_dump, image,
        json::{self, tree::Tree},
        layout::{Form, Laid, Layout},
        lines::Lines,
        preview, typed_json, visible, xml,
    },
    query_parameters,
    storage::{self, Entries, Fresh, SETTINGS_KEY, SetError, Shelf},
    variables::{self, Definition, Origin, Sample, Scopes},
    web_address,
};

use memory::bounded;

/// What most may take, in sizes of their input.
const TIMES: usize = 10;

/// What settings and the order may take, which are JSON to the letter: in `[0,0,` two bytes are a value
/// of 32, and a list that grows is there twice for a moment. (In WASM all of these are half.)
const OF_JSON: usize = 36;

/// What collections may take: `{},` is an item with all its fields. `MAX_ITEMS` ends that.
const OF_ITEMS: usize = 200;

/// What marks of variables may take: `{{a}}` is one.
const OF_MARKS: usize = 20;

/// What indented text may take: a bracket in 32 others has a line of 64 spaces. `MOST_GROWTH` ends that.
const OF_INDENTED: usize = 200;

/// What a tree may take: a bracket is a branch.
const OF_BRANCHES: usize = 30;

/// What lines may take: a line end is one.
const OF_LINES: usize = 36;

fn ids() -> impl FnMut() -> ItemId {
    let mut last = 0;
    move || {
        last += 1;
        ItemId(last)
    }
}

/// A collection's file, or one of other tools.
pub fn collection(data: &[u8]) {
    let Ok(collection) = bounded(data.len(), OF_ITEMS, || pororoca::read(data, &mut ids())) else {
        return;
    };
    let text = pororoca::write(&collection);
    let again = pororoca::read(text.as_bytes(), &mut ids()).expect("what was written is read");
    assert_eq!(again, collection);
    assert_eq!(pororoca::write(&again), text);
    pororoca::for_export(&collection, &ExportChoices::default());
}

/// An environment's file.
pub fn environment(data: &[u8]) {
    drop(bounded(data.len(), OF_ITEMS, || import::read(data, &mut ids())));
    let Ok(environment) = pororoca::read_environment(data, ItemId(1)) else { return };
    let text = pororoca::write_environment(&environment);
    let again = pororoca::read_environment(text.as_bytes(), ItemId(1));
    let again = again.expect("what was written is read");
    // None that comes in is the current one.
    assert_eq!(pororoca::write_environment(&again), text);
}

/// Items on the clipboard.
pub fn clipboard(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(found) = bounded(data.len(), OF_ITEMS, || clipboard::read(text, &mut ids())) else {
        return;
    };
    let items: Vec<ItemRef<'_>> = found.items.iter().map(|it| it.as_ref()).collect();
    let text = clipboard::write(&items, found.were_cut);
    if text.len() > 16_000_000 {
        // So much is not pasted.
        return;
    }
    let again = clipboard::read(&text, &mut ids()).expect("what was copied can be pasted");
    assert_eq!(again.items.len(), found.items.len());
}

/// A store with one entry of a collection, one of the order and one of the settings.
#[derive(Default)]
struct Store(BTreeMap<String, String>);

impl Entries for Store {
    fn get(&self, key: &str) -> Option<String> {
        self.0.get(key).cloned()
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), SetError> {
        self.0.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), SetError> {
        self.0.remove(key);
        Ok(())
    }

    fn keys(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

/// Ids and names that no entry has.
struct Counter(u64);

impl Fresh for Counter {
    fn item_id(&mut self) -> ItemId {
        self.0 += 1;
        ItemId((1 << 52) + self.0)
    }

    fn guid(&mut self) -> String {
        format!("{:032}", self.0)
    }

    fn copy_name(&mut self, name: &str) -> String {
        format!("{name} (2)")
    }
}

/// Entries of `localStorage`, as another version, an extension or a person may have left them.
pub fn stored_entry(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let mut store = Store::default();
    for key in ["macareu/collection/7", "macareu/index"] {
        store.0.insert(key.to_owned(), text.to_owned());
    }
    // Read as an entry and as the order, and kept beside what was read of it.
    let loaded = bounded(2 * data.len(), OF_ITEMS, || Shelf::load(&store, "tab", &mut Counter(0)));
    for it in &loaded.unreadable {
        assert_eq!(it.text, text, "what cannot be read stays as it is");
    }
    storage::usage(&store);
}

/// The settings in `localStorage`.
pub fn settings(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let mut store = Store::default();
    store.0.insert(SETTINGS_KEY.to_owned(), text.to_owned());
    let read = bounded(data.len(), OF_JSON, || storage::read_settings(&store));
    let Ok(read) = read else { return };
    let ours = Settings { newest_first: !read.newest_first, ..read.clone() };
    storage::write_settings(&mut store, &read, &ours).expect("a store with room");
    assert_eq!(storage::read_settings(&store).expect("as it was written"), ours);
}

/// `{{variables}}`, defined in terms of each other.
pub fn variables(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let (defined, used) = text.split_once('\0').unwrap_or(("", text));
    let mut scopes = Scopes::new("Environment", "Collection");
    for (at, line) in defined.lines().enumerate() {
        let (name, value) = line.split_once('=').unwrap_or((line, line));
        let (value, secret) = (value.to_owned(), at % 3 == 0);
        scopes.define(name, Definition { value, secret, origin: Origin::Collection });
    }
    bounded(data.len(), OF_MARKS, || variables::marks(used, &scopes));
    let pieces: String = variables::pieces(used, &scopes).into_iter().map(|it| it.text).collect();
    assert_eq!(pieces, used, "nothing is lost");
    drop(variables::resolve(used, &scopes, &mut Sample::default()));
    drop(variables::shown(used, &scopes, None));
    for caret in [0, used.len() / 2, used.len()] {
        drop(variables::open_at(used, caret));
    }
    drop(variables::completions(used, &scopes));
}

/// An address as it is typed.
pub fn web_address(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    if let Err(problem) = bounded(data.len(), TIMES, || web_address::check(text)) {
        drop(problem.kind.suggested_scheme());
    }
    web_address::address_space(text);
}

/// The data of a link. What it takes is bounded by what links may hold, not by its length.
pub fn link(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Ok(collection) = link::read(text, &mut ids()) else { return };
    drop(link::holds(&collection));
    let choices = ExportChoices::default();
    let made = link::write(&collection, &choices, true);
    let again = made.strip_prefix("c=").map(|data| link::read(data, &mut ids()));
    let again = again.expect("a link").expect("what was written is read");
    assert_eq!(
        pororoca::write(&again),
        pororoca::write(&pororoca::for_export(&collection, &choices))
    );
}

/// The fragment that the app is opened with.
pub fn opened(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    drop(bounded(data.len(), TIMES, || opened::read(text)));
}

/// The query of an address as rows.
pub fn query_parameters(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let rows = query_parameters::rows(text, &[]);
    let (put, disabled) = query_parameters::put_rows(text, &rows);
    assert!(disabled.is_empty());
    assert_eq!(query_parameters::rows(&put, &[]), rows);
    query_parameters::with_parameter(text, "token", text);
}

fn typed(data: &[u8], encoding: BinaryEncoding) {
    let Ok(text) = str::from_utf8(data) else { return };
    let decoded = bounded(data.len(), TIMES, || binary::decode(text, encoding));
    if let Ok(bytes) = decoded {
        let text = binary::encode(&bytes, encoding).expect("every byte has digits");
        assert_eq!(binary::decode(&text, encoding).expect("as it was written"), bytes);
    }
    let text = binary::encode(data, encoding).expect("every byte has digits");
    assert_eq!(binary::decode(&text, encoding).expect("as it was written"), data);
}

/// Hexadecimal as it is typed.
pub fn hex(data: &[u8]) {
    typed(data, BinaryEncoding::Hex);
}

/// Base64 as it is typed.
pub fn base64(data: &[u8]) {
    typed(data, BinaryEncoding::Base64);
}

/// Bytes as they are shown: a dump, a preview, a picture's type.
pub fn hex_dump(data: &[u8]) {
    for width in [hex_dump::NARROW, hex_dump::WIDE] {
        let lines = hex_dump::line_count(data.len(), width);
        for number in [0, lines / 2, lines.wrapping_sub(1), lines] {
            drop(bounded(data.len(), TIMES, || hex_dump::line(data, width, number)));
        }
    }
    bounded(data.len(), TIMES, || preview::utf8(data, 300));
    preview::bytes(data, 100);
    image::image_type(data);
}

fn laid(text: &str, form: Form) -> Laid {
    let times = if form == Form::Tree { OF_BRANCHES } else { OF_INDENTED };
    let whole = bounded(text.len(), times, || Layout::whole(text.into(), form));
    // In goes, as long ones are.
    let mut layout = Layout::new(text.into(), form);
    let step = text.len() / 7 + 1;
    let in_goes = (0..=text.len() + 1).find_map(|_| layout.go_on(step)).expect("it ends");
    match (&whole, &in_goes) {
        (Laid::Json(one), Laid::Json(other)) | (Laid::Xml(one), Laid::Xml(other)) => {
            assert_eq!(one, other);
        }
        (Laid::Not(one), Laid::Not(other)) => assert_eq!(one, other),
        (Laid::Tree(_), Laid::Tree(_)) => {}
        _ => panic!("it depends on how it is cut"),
    }
    whole
}

/// Lines and what is shown of them.
fn lines(text: Arc<str>) {
    let lines = bounded(text.len(), OF_LINES, || Lines::new(text.clone(), 1_000));
    for number in [0, lines.count() / 2, lines.count() - 1] {
        let line = lines.get(number).unwrap_or_default();
        drop(json::tokens(line));
        drop(xml::tokens(line));
        let parts: String = visible::parts(line).into_iter().map(|it| it.text).collect();
        assert_eq!(parts, line);
    }
}

/// JSON laid out, and JSON with variables as it is typed.
pub fn json_layout(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    if let Laid::Json(pretty) = laid(text, Form::Pretty) {
        let again = Layout::whole(pretty.clone(), Form::Pretty);
        assert!(matches!(again, Laid::Json(again) if again == pretty), "laid out twice");
        lines(pretty);
    }
    drop(json::check(text));
    if let Ok(pretty) = typed_json::pretty(text) {
        assert_eq!(typed_json::pretty(&pretty).expect("still JSON"), pretty);
    }
    lines(text.into());
}

/// The tree of JSON.
pub fn json_tree(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let Laid::Tree(outline) = laid(text, Form::Tree) else { return };
    let mut tree = bounded(text.len(), OF_BRANCHES, || Tree::new(outline));
    for row in [0, 1, 2] {
        tree.unfold(row);
    }
    for row in 0..tree.count().min(50) {
        drop((tree.row(row), tree.path(row), tree.value(row)));
    }
}

/// XML laid out.
pub fn xml(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    if let Laid::Xml(pretty) = laid(text, Form::Pretty) {
        lines(pretty);
    }
    drop(xml::tokens(text));
    xml::is_xml(text);
}
