//! Client messages whose content is in a file: what is sent is exactly the file, or nothing and a
//! sentence.

use macareu_e2e::{
    CollectionFile, Page, alert, any, browser_test, button, checkbox, has, message, of_role, radio,
    region, socket, starts, status, tab, textbox,
};
use macareu_test_server::Received;
use serde_json::json;

/// Stands for Chromium's pickers, which no driver can answer: they give files of the page's own file
/// system, and what a person would choose stands in `window.e2eChoice`.
const PICKERS: &str = r"
window.showOpenFilePicker = async () => {
  const root = await navigator.storage.getDirectory();
  return [await root.getFileHandle(window.e2eChoice)];
};
window.showDirectoryPicker = async () => {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(window.e2eChoice);
};
return true;
";

/// Writes a file into the page's own file system: its path, a piece of bytes, and how often.
const WRITE: &str = r#"
const [path, piece, times] = arguments;
window.e2eWritten = false;
(async () => {
  const names = path.split("/");
  let folder = await navigator.storage.getDirectory();
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
  const file = await folder.getFileHandle(names.at(-1), { create: true });
  const stream = await file.createWritable();
  const size = piece.length;
  const each = Math.max(1, Math.min(times, Math.floor(8e6 / size)));
  const block = new Uint8Array(size * each);
  for (let i = 0; i < each; i++) block.set(piece, i * size);
  for (let left = times; left > 0; left -= each) {
    await stream.write(block.subarray(0, size * Math.min(left, each)));
  }
  await stream.close();
  window.e2eWritten = true;
})();
return true;
"#;

/// The browser wants to be asked again, as after a reload; it says yes once it is asked.
const ASK_AGAIN: &str = r#"
let granted = false;
FileSystemHandle.prototype.queryPermission = async () => (granted ? "granted" : "prompt");
FileSystemHandle.prototype.requestPermission = async () => { granted = true; return "granted"; };
return true;
"#;

async fn write(page: &Page, path: &str, bytes: &[u8], times: u32) {
    page.script::<bool>(WRITE, vec![json!(path), json!(bytes), json!(times)]).await;
    page.until_script(
        "the file in the page's own file system",
        "return window.e2eWritten === true",
    )
    .await;
}

/// What the person will choose in the next picker.
async fn will_choose(page: &Page, name: &str) {
    page.script::<bool>(PICKERS, Vec::new()).await;
    page.script::<bool>("window.e2eChoice = arguments[0]; return true", vec![json!(name)]).await;
}

/// Shows the page of a new client message from a file of the connected WebSocket *Echo*.
async fn new_message(page: &Page, kind: &str) {
    page.open(&["Lab", "Echo"]).await;
    page.new_client_message().await;
    page.choose("Message type", kind).await;
    page.choose("Content", "File").await;
}

async fn choose(page: &Page, name: &str) {
    will_choose(page, name).await;
    page.click(&button("Choose file…")).await;
    page.see_that(&textbox("File path"), "names it", |seen| seen.value == name).await;
}

async fn send_now(page: &Page) {
    page.click(&button("Send now")).await;
}

browser_test! { chromium; async fn each_kind_of_message_is_sent_from_a_file(page) {
    page.with_open_socket("/echo", &[]).await;
    write(page, "login.bin", &[0xca, 0xfe, 0, 0], 1).await;
    write(page, "hello.txt", "\u{feff}maré 🌊\n".as_bytes(), 1).await;
    write(page, "reason.txt", "maré cheia".as_bytes(), 1).await;
    new_message(page, "Binary").await;
    choose(page, "login.bin").await;
    send_now(page).await;
    let binary = Received::Binary(vec![0xca, 0xfe, 0, 0]);
    page.server_received(std::slice::from_ref(&binary)).await;
    // What was typed is kept beside the file.
    page.choose("Content", "Raw").await;
    page.fill(&textbox("Content"), "typed").await;
    page.choose("Content", "File").await;
    page.see_that(&textbox("File path"), "is kept", |seen| seen.value == "login.bin").await;
    page.choose("Content", "Raw").await;
    page.see_that(&textbox("Content"), "is kept", |seen| seen.value == "typed").await;

    new_message(page, "Text").await;
    choose(page, "hello.txt").await;
    send_now(page).await;
    let text = Received::Text("\u{feff}maré 🌊\n".into());
    page.server_received(&[binary.clone(), text.clone()]).await;

    new_message(page, "Close").await;
    choose(page, "reason.txt").await;
    page.fill(&textbox("Close code"), "3001").await;
    send_now(page).await;
    let close = Received::Close { code: Some(3001), reason: "maré cheia".into() };
    page.server_received(&[binary, text, close]).await;
    page.open(&["Lab", "Echo"]).await;
    page.see(&status("Disconnected")).await;
    page.see(&message("Sent binary, 4 B").with_text(has("ca fe 00 00"))).await;
    page.click(&message("Sent binary, 4 B")).await;
    page.see(&region("Message").with_text(has("ca fe 00 00"))).await;
    page.click(&button("Save as…")).await;
    let (_, bytes) = page.downloaded().await;
    assert_eq!(bytes, [0xca, 0xfe, 0, 0]);
} }

browser_test! { chromium; async fn a_file_is_looked_at_before_it_is_sent(page) {
    page.with_open_socket("/echo", &[]).await;
    write(page, "hello.txt", "maré 🌊\n".as_bytes(), 1).await;
    write(page, "big.bin", &[0xca, 0xfe].repeat(500), 100).await;
    new_message(page, "Text").await;
    page.see_text("Content from a file: it is read when the message is sent.").await;
    choose(page, "hello.txt").await;
    page.see_text("hello.txt as it is now.").await;
    page.see_text("maré 🌊").await;
    page.see_text("11 B").await;
    // Sent once it is another: what is shown is what was sent.
    write(page, "hello.txt", b"vazante", 1).await;
    send_now(page).await;
    page.server_received(&[Received::Text("vazante".into())]).await;
    page.see_text("7 B").await;
    choose(page, "big.bin").await;
    page.choose("Message type", "Binary").await;
    page.see_text("big.bin as it is now: the first 65.5 kB of 100.0 kB.").await;
    page.see_text("ca fe ca fe").await;
    // Of a close message the reason that was typed is not counted beside the file.
    page.choose("Message type", "Close").await;
    page.see(&textbox("Close code")).await;
    assert!(!page.visible_text().await.contains("of 123 bytes"));
} }

browser_test! { firefox; async fn a_file_given_to_an_input_is_sent(page) {
    page.with_open_socket("/echo", &[]).await;
    new_message(page, "Binary").await;
    page.see_text("This browser forgets chosen files").await;
    page.click(&button("Choose file…")).await;
    page.choose_file("login.bin", &[1, 2, 3]).await;
    page.see_that(&textbox("File path"), "names it", |seen| seen.value == "login.bin").await;
    send_now(page).await;
    page.server_received(&[Received::Binary(vec![1, 2, 3])]).await;
    // After a reload it has to be given again, and that is said.
    page.reload().await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
    page.open(&["Lab", "Echo", "New client message"]).await;
    send_now(page).await;
    page.see(&alert("This page was not given login.bin. Choose the file")).await;
    page.server_received(&[]).await;
} }

browser_test! { chromium; async fn a_path_is_found_below_the_chosen_folder(page) {
    page.with_open_socket("/echo", &[]).await;
    write(page, "fixtures/staging/login.bin", &[7], 1).await;
    new_message(page, "Binary").await;
    page.fill(&textbox("File path"), "staging/login.bin").await;
    send_now(page).await;
    page.see(&alert("This page was not given login.bin")).await;
    will_choose(page, "fixtures").await;
    page.click(&button("Choose folder…")).await;
    page.see_text("Files folder fixtures").await;
    page.see_text("login.bin as it is now.").await;
    send_now(page).await;
    page.server_received(&[Received::Binary(vec![7])]).await;
    // A path of the machine, as Pororoca writes it, is found by what of it lies below the folder.
    page.fill(&textbox("File path"), r"C:\data\fixtures\staging\login.bin").await;
    send_now(page).await;
    page.server_received(&[Received::Binary(vec![7]), Received::Binary(vec![7])]).await;
    for (path, said) in [
        ("staging/gone.bin", "there is no staging/gone.bin in the folder fixtures"),
        ("../login.bin", "leads out of the chosen folder"),
        ("", "No file is named"),
    ] {
        page.fill(&textbox("File path"), path).await;
        send_now(page).await;
        page.see(&alert(said)).await;
        page.see_that(&textbox("File path"), "is marked as wrong", |seen| seen.invalid).await;
    }
    page.server_received(&[Received::Binary(vec![7]), Received::Binary(vec![7])]).await;
} }

browser_test! { chromium; async fn files_and_folder_are_found_again_after_a_reload(page) {
    page.with_open_socket("/echo", &[]).await;
    write(page, "alone.bin", &[1], 1).await;
    write(page, "fixtures/login.bin", &[2], 1).await;
    new_message(page, "Binary").await;
    choose(page, "alone.bin").await;
    new_message(page, "Binary").await;
    page.rename("From the folder").await;
    will_choose(page, "fixtures").await;
    page.click(&button("Choose folder…")).await;
    page.fill(&textbox("File path"), "login.bin").await;
    let stored = "return JSON.stringify(localStorage).includes('login.bin')";
    page.until_script("the path in the store", stored).await;
    page.reload().await;
    page.script::<bool>(ASK_AGAIN, Vec::new()).await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
    page.open(&["Lab", "Echo", "New client message"]).await;
    send_now(page).await;
    page.server_received(&[Received::Binary(vec![1])]).await;
    page.open(&["Lab", "Echo", "From the folder"]).await;
    page.see_text("Files folder fixtures").await;
    send_now(page).await;
    page.server_received(&[Received::Binary(vec![1]), Received::Binary(vec![2])]).await;
} }

browser_test! { chromium; async fn a_refused_permission_is_said(page) {
    page.with_open_socket("/echo", &[]).await;
    write(page, "fixtures/login.bin", &[2], 1).await;
    new_message(page, "Binary").await;
    will_choose(page, "fixtures").await;
    page.click(&button("Choose folder…")).await;
    page.see(&button("Change folder…").nth(0)).await;
    page.fill(&textbox("File path"), "login.bin").await;
    page.script::<bool>(
        "FileSystemHandle.prototype.queryPermission = async () => 'denied'; FileSystemHandle.prototype.requestPermission = async () => 'denied'; return true",
        Vec::new(),
    )
    .await;
    send_now(page).await;
    page.see(&alert("The browser was not allowed to read fixtures")).await;
    page.script::<bool>(ASK_AGAIN, Vec::new()).await;
    page.click(&button("Allow reading").nth(0)).await;
    page.see_no(&button("Allow reading")).await;
    send_now(page).await;
    page.server_received(&[Received::Binary(vec![2])]).await;
} }

browser_test! { chromium; async fn nothing_is_sent_of_a_file_that_does_not_fit(page) {
    page.with_open_socket("/echo", &[("Proof", "1")]).await;
    write(page, "broken.txt", &[b'a', 0xff], 1).await;
    write(page, "long.txt", b"x", 124).await;
    write(page, "gone.bin", &[1], 1).await;
    new_message(page, "Text").await;
    choose(page, "broken.txt").await;
    send_now(page).await;
    page.see(&alert("broken.txt is not UTF-8 text (byte 2). Send it as a binary message")).await;
    page.choose("Message type", "Close").await;
    choose(page, "long.txt").await;
    send_now(page).await;
    page.see(&alert("long.txt has 124 bytes; a close reason has at most 123. Shorten it.")).await;
    page.choose("Message type", "Binary").await;
    choose(page, "gone.bin").await;
    let remove = "window.e2eWritten = false; navigator.storage.getDirectory().then((root) => root.removeEntry('gone.bin')).then(() => { window.e2eWritten = true; }); return true";
    page.script::<bool>(remove, Vec::new()).await;
    page.until_script("the file is gone", "return window.e2eWritten === true").await;
    send_now(page).await;
    page.see(&alert("gone.bin was moved or deleted. Choose it again.")).await;
    // The composer says the same, and the connection lives: the next message is the first one.
    page.open(&["Lab", "Echo"]).await;
    page.see(&alert("gone.bin was moved or deleted")).await;
    page.choose("Client message", "Proof").await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.server_received(&[Received::Text("1".into())]).await;
} }

browser_test! { chromium; async fn a_hundred_megabytes_arrive_whole_and_stay_out_of_the_page(page) {
    page.with_open_socket("/count", &[("Report", "report")]).await;
    let piece: Vec<u8> = (0..100_000_u32).map(|it| it.to_le_bytes()[0]).collect();
    write(page, "big.bin", &piece, 1_000).await;
    new_message(page, "Binary").await;
    choose(page, "big.bin").await;
    send_now(page).await;
    page.server_saw("all of the file", |all| {
        all.last().is_some_and(|it| (it.messages, it.bytes) == (1, 100_000_000)).then_some(())
    })
    .await;
    page.see_no(&of_role("progressbar", any())).await;
    page.open(&["Lab", "Echo"]).await;
    page.choose("Client message", "Report").await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.see(&message("Received text").with_text(has("\"bytes\":100000000"))).await;
    page.click(&message("Sent binary, 100.0 MB")).await;
    page.see(&tab("Hex").selected()).await;
    page.see_text("The first 262.1 kB of 100.0 MB").await;
} }

browser_test! { chromium; async fn a_file_that_did_not_leave_whole_says_so(page) {
    page.with_socket("/push?count=10&size=20&rate=2&start=message&then=close", &[("Go", "1")]).await;
    write(page, "big.bin", &[7; 10_000], 40_000).await;
    new_message(page, "Binary").await;
    choose(page, "big.bin").await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
    page.send_quick("\"go\"").await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.see(&of_role("progressbar", starts("Sending big.bin"))).await;
    page.see(&message("Sent binary, 400.0 MB").with_text(has("of 400.0 MB left, then the connection ended"))).await;
    page.see_no(&of_role("progressbar", any())).await;
    page.click(&message("Sent binary, 400.0 MB")).await;
    page.see(&region("Message").with_text(has("of 400.0 MB left, then the connection ended."))).await;
} }

/// From now on no file is ever read to its end.
const SLOW_FILES: &str = r#"
Object.defineProperty(Blob.prototype, "slice", { value() { return { arrayBuffer: () => new Promise(() => {}) }; } });
return true;
"#;

browser_test! { chromium; async fn checking_a_file_can_be_cancelled(page) {
    page.with_open_socket("/echo", &[]).await;
    write(page, "slow.txt", b"slow", 1).await;
    new_message(page, "Text").await;
    choose(page, "slow.txt").await;
    page.script::<bool>(SLOW_FILES, Vec::new()).await;
    send_now(page).await;
    page.see_text("Checking slow.txt…").await;
    page.see(&of_role("progressbar", starts("Sending slow.txt"))).await;
    page.click(&button("Cancel")).await;
    page.see_no(&of_role("progressbar", any())).await;
    page.choose("Content", "Raw").await;
    page.fill(&textbox("Content"), "1").await;
    send_now(page).await;
    page.server_received(&[Received::Text("1".into())]).await;
} }

browser_test! { chromium, firefox; async fn a_file_dropped_on_the_message_is_its_content(page) {
    page.with_open_socket("/echo", &[]).await;
    page.open(&["Lab", "Echo"]).await;
    page.new_client_message().await;
    page.drop_file_on(&textbox("Content"), "dropped.txt", "from a drop").await;
    page.see_that(&radio("File"), "is chosen", |seen| seen.checked == Some(true)).await;
    page.see_that(&textbox("File path"), "names it", |seen| seen.value == "dropped.txt").await;
    send_now(page).await;
    page.server_received(&[Received::Text("from a drop".into())]).await;
} }

browser_test! { chromium; async fn compression_and_json_are_the_persons_choice(page) {
    page.with_socket("/echo", &[("Hello", "{\"b\":1.50,\"a\":[1]}")]).await;
    page.open(&["Lab", "Echo", "Hello"]).await;
    page.click(&button("Beautify JSON")).await;
    page.see_that(&textbox("Content"), "is laid out to the letter", |seen| {
        seen.value == "{\n  \"b\": 1.50,\n  \"a\": [\n    1\n  ]\n}"
    })
    .await;
    let box_name = "Disable compression for this message";
    page.click(&checkbox(box_name)).await;
    page.see_text("the browser decides what is compressed").await;
    page.open(&["Lab"]).await;
    page.click(&button("Export…")).await;
    let (_, bytes) = page.downloaded().await;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(text.contains("\"disableCompressionForThis\": true"), "{text}");
} }

browser_test! { chromium; async fn a_path_takes_variables_when_it_is_sent(page) {
    let lab = CollectionFile::new("Lab")
        .with_environment("Local", true, &[("Env", "staging"), ("a", "{{a}}")])
        .with(socket("Echo", &page.server.ws_url("/echo"), &[]));
    page.import(&lab).await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
    write(page, "fixtures/staging/login.bin", &[1, 2], 1).await;
    new_message(page, "Binary").await;
    will_choose(page, "fixtures").await;
    page.click(&button("Choose folder…")).await;
    page.fill(&textbox("File path"), "{{a}}/login.bin").await;
    send_now(page).await;
    page.see_text("Variables lead in a circle: a › a.").await;
    page.fill(&textbox("File path"), "{{Env}}/login.bin").await;
    send_now(page).await;
    page.server_received(&[Received::Binary(vec![1, 2])]).await;
} }
