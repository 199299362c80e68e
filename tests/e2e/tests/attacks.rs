//! What attackers write stays text, and nothing ever asks a third party.

use macareu_e2e::{
    CollectionFile, Page, Setup, any, browser_test, button, folder, has, heading, listbox,
    menuitem, message, option, region, searchbox, socket, starts, status, tab, textbox, treeitem,
};

browser_test! { chromium; async fn a_request_to_a_third_party_is_noticed(page) {
    // Where no policy of the app's stands in the way.
    page.open_blank().await;
    for address in ["http://third.example/a.png", "https://third.example/b.png"] {
        page.script::<()>("new Image().src = arguments[0]", vec![address.into()]).await;
    }
    let mut asked = Vec::new();
    page.until("both requests", async || {
        asked.extend(page.asked_elsewhere());
        (asked.len() == 2).then_some(())
    }).await;
    asked.sort();
    assert_eq!(asked, ["CONNECT third.example:443", "GET http://third.example/a.png"]);
} }

/// What attackers write.
fn attacks() -> Vec<String> {
    let texts = include_str!("../../fixtures/attacks.json");
    serde_json::from_str(texts).expect("an array of texts")
}

/// Elements the app itself never makes, those that name an attacker or hold a handler, and whether a
/// script ran.
const HARM: &str = r#"
const made = "script, iframe, frame, object, embed, base, form, math, video, audio, template, xss, mglyph, "
  + "meta[http-equiv=refresh], link[href*=attacker], img:not([src^='blob:']), a[href^='javascript:' i], svg script, svg image";
const harm = [...document.querySelectorAll("body *")]
  .filter((it) => it.matches(made) || [...it.attributes].some((attribute) => attribute.name.startsWith("on")))
  .map((it) => it.outerHTML.slice(0, 200));
if (window.pwned !== undefined) harm.push("a script ran");
return harm;
"#;

/// Fails if anything of an attacker's became more than text.
async fn is_unharmed(page: &Page, where_to: &str) {
    let harm: Vec<String> = page.script(HARM, Vec::new()).await;
    assert!(harm.is_empty(), "{where_to}: {harm:#?}");
}

/// All attacks as names of everything that has one.
fn hostile_collection(url: &str) -> CollectionFile {
    let attacks = attacks();
    let texts: Vec<&str> = attacks.iter().map(String::as_str).collect();
    let pairs: Vec<(&str, &str)> = texts.iter().map(|it| (*it, *it)).collect();
    let mut file = CollectionFile::new(texts[0])
        .with_variables(&pairs)
        .with_environment(texts[2], true, &pairs)
        .with_folder(folder(texts[5], &[socket(texts[6], texts[27], &pairs)]))
        .with(socket("Echo", url, &pairs));
    for text in &texts {
        file = file.with(socket(text, &format!("{url}?{text}"), &[]));
    }
    file
}

browser_test! { chromium; with Setup::default().size(1440, 2400); async fn names_of_a_file_stay_text_in_every_panel(page) {
    let attacks = attacks();
    let file = hostile_collection(&page.server.ws_url("/echo"));
    page.drop_file("<img src=x onerror=window.pwned=1>\u{202e}.pororoca_collection.json", &file.text()).await;
    page.see(&heading(attacks[0].as_str())).await;
    is_unharmed(page, "collection").await;
    page.click(&treeitem("Environments")).await;
    page.press("ArrowRight").await;
    page.click(&treeitem(attacks[2].as_str())).await;
    is_unharmed(page, "environment").await;
    page.click(&treeitem("Variables")).await;
    is_unharmed(page, "variables").await;
    // Every name is in the tree, and each item's page shows it.
    for text in attacks.iter().filter(|it| it.starts_with('<') || it.contains('\u{202e}')) {
        let shown = text.replace('\u{202e}', "⟨U+202E⟩");
        page.click(&treeitem(shown.as_str()).last()).await;
        page.see(&heading(shown.as_str())).await;
        is_unharmed(page, text).await;
    }
    page.click(&treeitem("Echo")).await;
    page.press("ArrowRight").await;
    page.click(&treeitem(attacks[3].as_str()).nth(0)).await;
    is_unharmed(page, "client message").await;
    // What is found, moved, deleted and exported is named in sentences.
    page.fill(&searchbox(any()), "onerror").await;
    is_unharmed(page, "search").await;
    page.fill(&searchbox(any()), "").await;
    page.click(&treeitem(attacks[1].as_str()).nth(0)).await;
    page.press("Delete").await;
    page.see(&status("Deleted")).await;
    is_unharmed(page, "deleted").await;
    page.click(&treeitem(attacks[0].as_str()).nth(0)).await;
    page.reload().await;
    page.see(&heading(attacks[0].as_str())).await;
    is_unharmed(page, "after a reload").await;
} }

browser_test! { chromium, firefox; async fn messages_and_reasons_of_a_server_stay_text(page) {
    let attacks = attacks();
    let corpus = serde_json::to_string(&attacks).expect("JSON");
    let xml = format!("<a>{}</a>", attacks[2]);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"window.pwned=1\"><script>window.pwned=1</script></svg>";
    let hidden = "a\u{202e}b\0c\u{1b}[31m\u{200b}";
    page.with_open_socket("/echo", &[("All", &corpus), ("Hidden", hidden)]).await;
    for text in [attacks[0].as_str(), &attacks[2], &attacks[9], &attacks[33], &xml, svg] {
        page.send_quick(text).await;
    }
    page.see_count(&message("Received text"), 6).await;
    for name in ["All", "Hidden"] {
        page.open(&["Lab", "Echo", name]).await;
        is_unharmed(page, name).await;
        page.click(&button("Send now")).await;
    }
    page.open(&["Lab", "Echo"]).await;
    page.see_count(&message("Received text"), 8).await;
    is_unharmed(page, "the list").await;
    page.see(&message("Received text").with_text(has("a⟨U+202E⟩b␀c␛[31m⟨U+200B⟩"))).await;
    for number in 0..8 {
        page.click(&message("Received text").nth(number)).await;
        for name in ["Pretty", "Tree", "Raw", "Hex"] {
            page.click(&tab(name).within(region("Message"))).await;
            is_unharmed(page, name).await;
        }
    }
    // What is hidden has its sign beside it; what is copied is what came.
    page.click(&message("Received text").with_text(has("⟨U+202E⟩"))).await;
    page.click(&tab("Raw").within(region("Message"))).await;
    let signs = "return [...document.querySelectorAll('#message-body [data-sign]')].map((it) => [it.dataset.sign, it.textContent])";
    let signs: Vec<(String, String)> = page.script(signs, Vec::new()).await;
    let expected = [("⟨U+202E⟩", "\u{202e}"), ("␀", "\0"), ("␛", "\u{1b}"), ("⟨U+200B⟩", "\u{200b}")];
    let expected: Vec<(String, String)> = expected.map(|(sign, it)| (sign.to_owned(), it.to_owned())).into();
    assert_eq!(signs, expected);
    // Search results and what they mark.
    page.fill(&searchbox(has("essages")), "onerror").await;
    is_unharmed(page, "search").await;
    page.disconnect().await;

    let reason = "<img src=x onerror=window.pwned=1>\u{202e}gpj";
    let url = page.server.ws_url("/close?code=4000&reason=%3Cimg%20src=x%20onerror=window.pwned=1%3E%E2%80%AEgpj");
    page.fill(&textbox("URL"), &url).await;
    page.click(&button("Connect")).await;
    let shown = reason.replace('\u{202e}', "⟨U+202E⟩");
    page.see(&option(has(shown.as_str())).within(listbox("Messages"))).await;
    page.click(&tab("Response")).await;
    page.see(&region("Connection").with_text(has(shown.as_str()))).await;
    is_unharmed(page, "the close reason").await;

    // On the way out: names of files, and cells.
    for format in ["JSON Lines", "CSV", "HAR"] {
        page.click(&button("Export conversation…")).await;
        page.click(&menuitem(starts(format))).await;
        let (name, _) = page.downloaded().await;
        assert!(!name.contains(['/', '<', '>', '\u{202e}']), "{name}");
    }
    page.press("F2").await;
    page.type_over(&textbox("Name"), "../<b>\u{202e}gpj.exe").await;
    page.press("Enter").await;
    page.see(&treeitem("../<b>⟨U+202E⟩gpj.exe")).await;
    is_unharmed(page, "renamed").await;
} }
