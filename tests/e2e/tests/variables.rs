//! Variables and environments: what is typed with `{{Name}}` is sent with its value, and whoever looks
//! at it sees which.

use macareu_e2e::{
    CollectionFile, Page, Seen, alert, any, browser_test, button, checkbox, combobox, has, listbox,
    menuitem, of_role, option, region, socket, starts, status, tab, textbox, treeitem,
};
use macareu_test_server::Received;
use serde_json::Value;

fn text(content: &str) -> Received {
    Received::Text(content.into())
}

/// Where the test server listens, as in an address.
fn host(page: &Page) -> String {
    page.server.ws_url("").trim_start_matches("ws://").trim_end_matches('/').to_owned()
}

/// The collection *Lab* with the WebSocket *Echo*, connected; the variable `host` is the server's.
async fn with_lab(page: &Page, variables: &[(&str, &str)], messages: &[(&str, &str)]) {
    let lab = CollectionFile::new("Lab")
        .with_variables(&[("host", host(page).as_str())])
        .with_variables(variables)
        .with(socket("Echo", "ws://{{host}}/echo", messages));
    page.import(&lab).await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
}

fn holds(value: &str) -> impl Fn(&Seen) -> bool {
    move |seen| seen.value == value
}

browser_test! { chromium, firefox; async fn the_address_gets_its_values_and_shows_them(page) {
    let place = page.server.ws_url("/headers?tide={{tide}}");
    let lab = CollectionFile::new("Lab")
        .with_variables(&[("host", host(page).as_str()), ("tide", "collection")])
        .with_environment("Spring", true, &[("tide", "{{kind}}-high"), ("kind", "spring")])
        .with(socket("Echo", &place.replace(&host(page), "{{ host }}"), &[]));
    page.import(&lab).await;
    page.open(&["Lab", "Echo"]).await;
    page.press("F4").await;
    let sent = page.server.ws_url("/headers?tide=spring-high");
    page.see_that(&textbox("URL"), "tells what will be sent", |seen| seen.description.contains(&sent)).await;
    page.see(&of_role("tooltip", has("Spring"))).await;
    page.press("Escape").await;
    page.see_no(&of_role("tooltip", any())).await;
    page.press("Enter").await;
    page.see(&status("Connected")).await;
    page.server_saw("the target", |all| all.first().filter(|it| it.path == "/headers" && it.query == [("tide".to_owned(), "spring-high".to_owned())]).map(|_| ())).await;
} }

browser_test! { chromium, firefox; async fn a_click_goes_through_a_shown_hint(page) {
    let lab = CollectionFile::new("Lab")
        .with_variables(&[("host", "127.0.0.1:1"), ("place", "{{host}}")])
        .with(socket("Echo", "ws://{{host}}/echo", &[]));
    page.import(&lab).await;
    page.open(&["Lab", "Echo"]).await;
    let hint = of_role("tooltip", any());
    page.press("F4").await;
    let seen = page.see(&hint).await;
    let below = page.see(&tab("Auth")).await;
    assert!(seen.y + seen.height > below.y && seen.x + seen.width > below.x, "{seen:?} covers {below:?}");
    page.click(&tab("Auth")).await;
    page.see(&tab("Auth").selected()).await;
    page.see_no(&hint).await;

    page.open(&["Lab", "Variables"]).await;
    page.click(&textbox("Value").last()).await;
    let (seen, field) = (page.see(&hint).await, page.see(&textbox("Value").last()).await);
    assert!(seen.y + seen.height <= field.y, "{seen:?} stands above {field:?}");
    page.click(&button("Add variable")).await;
    page.see_count(&textbox("Key"), 3).await;
    page.see_no(&hint).await;
} }

browser_test! { chromium; async fn a_hint_can_be_read_on_under_the_pointer(page) {
    let long = "tide.".repeat(60);
    page.import(&CollectionFile::new("Lab").with_variables(&[("host", &long)]).with(socket("Echo", "ws://{{host}}/", &[]))).await;
    page.open(&["Lab", "Echo"]).await;
    // It is as wide as the field then, and stands below it.
    page.resize(520, 800).await;
    let hint = of_role("tooltip", any());
    page.move_over(&textbox("URL"), 0.5).await;
    page.see(&hint).await;
    page.move_over(&hint, 0.5).await;
    page.see(&hint).await;
    page.move_over(&of_role("heading", "Echo"), 0.5).await;
    page.see_no(&hint).await;
    page.move_over(&textbox("URL"), 0.5).await;
    page.see(&hint).await;
} }

browser_test! { chromium; async fn what_is_typed_right_after_a_row_is_added_is_in_it(page) {
    page.import(&CollectionFile::new("Lab").with(socket("Echo", "ws://h/", &[]))).await;
    page.open(&["Lab", "Variables"]).await;
    page.click_and_type(&button("Add variable"), "tide").await;
    page.see_that(&textbox("Key").last(), "has all of it", holds("tide")).await;
    page.open(&["Lab", "Headers"]).await;
    page.click_and_type(&button("Add header"), "X-Tide").await;
    page.see_that(&textbox("Key").last(), "has all of it", holds("X-Tide")).await;
} }

browser_test! { chromium; async fn names_that_mean_nothing_are_said(page) {
    let names = [("Host", "a"), ("my host", "b"), ("Host", "c"), ("$guid", "d")];
    page.import(&CollectionFile::new("Lab").with_variables(&names)).await;
    page.open(&["Lab", "Variables"]).await;
    page.see_text("“my host” is no name of a variable").await;
    page.see_text("“Host” is there twice. The first row counts.").await;
    page.see_text("“$guid” is a predefined variable").await;
    page.fill(&textbox("Key").nth(1), "Port").await;
    page.see_no(&alert("“my host”")).await;
    page.see_text("“Host” is there twice.").await;
} }

browser_test! { chromium; async fn a_tick_is_taken_back_by_keys(page) {
    page.import(&CollectionFile::new("Lab").with_variables(&[("Host", "a")])).await;
    page.open(&["Lab", "Variables"]).await;
    for (name, before) in [("Enabled", true), ("Secret", false)] {
        page.click(&checkbox(name)).await;
        page.see_that(&checkbox(name), "is the other", |seen| seen.checked == Some(!before)).await;
        page.press("Control+z").await;
        page.see(&status("Undone")).await;
        page.see_that(&checkbox(name), "is as before", |seen| seen.checked == Some(before)).await;
    }
} }

browser_test! { chromium; async fn another_environment_sends_other_values(page) {
    let lab = CollectionFile::new("Lab")
        .with_variables(&[("where", "nowhere")])
        .with_environment("Local", true, &[("where", "here")])
        .with_environment("Staging", false, &[("where", "there")])
        .with(socket("Echo", &page.server.ws_url("/echo"), &[("Hello", "\"{{where}}\"")]));
    page.import(&lab).await;
    page.open(&["Lab", "Echo"]).await;
    page.connect().await;
    let send = button("Send").within(region("Conversation"));
    let mut received = Vec::new();
    for (keys, environment, value) in [
        ("", "Local", "here"), ("F8", "Staging", "there"), ("F8", "No environment", "nowhere"), ("F7", "Staging", "there"),
    ] {
        if !keys.is_empty() {
            page.press(keys).await;
        }
        page.see_that(&combobox("Environment"), "shows it", holds(environment)).await;
        page.click(&send).await;
        received.push(text(&format!("\"{value}\"")));
        page.server_received(&received).await;
    }
    page.press("F7").await;
    page.see(&status("Environment: Local")).await;
    page.choose("Environment", "Local").await;
    page.open(&["Lab", "Environments", "Staging"]).await;
    page.see_that(&treeitem("Local"), "is the current one", |seen| seen.description == "Current environment").await;
    page.click(&button("Set as current environment")).await;
    page.see_that(&treeitem("Staging"), "is the current one", |seen| seen.description == "Current environment").await;
    page.see_that(&combobox("Environment"), "shows it", holds("Staging")).await;
} }

browser_test! { chromium; async fn a_circle_is_said_and_nothing_is_sent(page) {
    with_lab(page, &[("a", "{{b}}"), ("b", "{{a}}"), ("deep", "{{1}}"), ("1", "{{2}}"), ("2", "{{3}}"), ("3", "{{4}}"), ("4", "x")], &[]).await;
    let circle = "Variables lead in a circle: a › b › a.";
    page.fill(&textbox("Quick message"), "{{a}}").await;
    page.see_text(circle).await;
    page.see_that(&textbox("Quick message"), "is marked as wrong", |seen| seen.invalid).await;
    page.press("Control+Enter").await;
    page.fill(&textbox("Quick message"), "{{deep}}").await;
    page.see_text("four levels deep at most: deep › 1 › 2 › 3 › 4.").await;
    page.press("Control+Enter").await;
    page.send_quick("{{1}}").await;
    // The first and only thing the server ever received: nothing wrong was sent before it.
    page.server_received(&[text("x")]).await;
    page.disconnect().await;
    page.fill(&textbox("URL"), "ws://{{host}}/{{a}}").await;
    page.press("Enter").await;
    page.see(&alert(circle)).await;
    page.see_that(&textbox("URL"), "is marked as wrong", |seen| seen.invalid).await;
    assert_eq!(page.sockets().len(), 1, "nothing was tried");
} }

browser_test! { chromium; async fn a_name_without_a_value_is_told_and_sent_as_written(page) {
    with_lab(page, &[], &[("Hello", "{\"a\": \"{{nope}}\"}")]).await;
    page.see_text("No matching variable, sent as written: nope").await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.server_received(&[text("{\"a\": \"{{nope}}\"}")]).await;
    page.fill(&textbox("Quick message"), "{{gone}}").await;
    page.see_text("No matching variable, sent as written: gone").await;
    page.open(&["Lab", "Echo", "Hello"]).await;
    page.see_that(&textbox("Content"), "is described", |seen| seen.description.contains("nope")).await;
} }

browser_test! { chromium; async fn secret_values_are_masked_and_sent(page) {
    with_lab(page, &[("secret-token", "s3same")], &[("Hello", "{\"token\": \"{{secret-token}}\"}")]).await;
    page.open(&["Lab", "Echo", "Hello"]).await;
    page.see_text("\"token\": \"••••••\"").await;
    page.click(&button("Send now")).await;
    page.server_received(&[text("{\"token\": \"s3same\"}")]).await;
    page.click(&button("Show secret values")).await;
    page.see_text("\"token\": \"s3same\"").await;
    page.open(&["Lab", "Variables"]).await;
    let value = textbox("Value").nth(1);
    page.see_that(&value, "is masked", holds("••••••")).await;
    assert!(!page.visible_text().await.contains("s3same"));
    page.click(&button("Show value")).await;
    page.see_that(&value, "is shown", holds("s3same")).await;
    page.fill(&value, "opened").await;
    page.click(&button("Show value")).await;
    page.see_that(&value, "is masked again", holds("••••••")).await;
} }

browser_test! { chromium, firefox; async fn a_masked_value_is_typed_over(page) {
    let lab = CollectionFile::new("Lab").with_variables(&[("secret-a", "s3same"), ("secret-b", "s4same"), ("secret-c", "s5same")]);
    page.import(&lab).await;
    page.open(&["Lab", "Variables"]).await;
    let [first, second, third] = [0, 1, 2].map(|at| textbox("Value").nth(at));
    page.see_that(&first, "says what can be done", |seen| seen.description.contains("Typing replaces it")).await;
    page.click(&first).await;
    for keys in ["Home", "ArrowRight", "Control+a", "Control+c", "Control+x", "Tab"] {
        page.press(keys).await;
    }
    page.see_that(&first, "is as it was", holds("••••••")).await;
    page.click_and_type(&first, "new").await;
    page.see_that(&first, "is what was typed", holds("new")).await;
    page.see_focus(&first).await;
    page.press("Control+a").await;
    page.press("Control+c").await;
    page.click(&second).await;
    page.press("Control+v").await;
    page.see_that(&second, "is what was pasted", holds("new")).await;
    page.click(&third).await;
    page.press("Backspace").await;
    page.see_that(&third, "is empty", holds("")).await;
    page.see_focus(&third).await;
    page.type_text("typed").await;
    page.see_that(&third, "is what was typed", holds("typed")).await;
    page.see_text("All changes saved").await;
    page.reload().await;
    page.see_that(&first, "is masked again", holds("••••••")).await;
    page.click(&button("Show value").nth(0)).await;
    page.see_that(&first, "is kept", holds("new")).await;
} }

browser_test! { chromium, firefox; async fn names_are_completed_by_keyboard(page) {
    with_lab(page, &[("hostile", "no")], &[]).await;
    page.disconnect().await;
    page.click(&textbox("URL")).await;
    page.press("Control+a").await;
    page.type_text("ws://{{ho").await;
    let names = listbox("Variables to choose from");
    page.see(&option(starts("host")).within(names.clone()).selected()).await;
    page.press("ArrowDown").await;
    page.see(&option(starts("hostile")).within(names.clone()).selected()).await;
    page.press("ArrowUp").await;
    page.press("Enter").await;
    page.see_no(&names).await;
    page.see_that(&textbox("URL"), "has the name", holds("ws://{{host}}")).await;
    page.type_text("/{{$gu").await;
    page.press("Tab").await;
    page.see_that(&textbox("URL"), "has both names", holds("ws://{{host}}/{{$guid}}")).await;
    page.see_focus(&textbox("URL")).await;
    page.type_text("{{x").await;
    page.see_no(&names).await;
    page.type_text("{{").await;
    page.see(&names).await;
    page.press("Escape").await;
    page.see_no(&names).await;
    page.fill(&textbox("Quick message"), "a {{hosti").await;
    page.press("Enter").await;
    page.see_that(&textbox("Quick message"), "has the name", holds("a {{hostile}}")).await;
} }

browser_test! { chromium; async fn predefined_ones_get_a_new_value_each_time(page) {
    with_lab(page, &[], &[]).await;
    page.send_quick("{{$guid}} {{$GUID}}").await;
    page.click(&button("Send quick message")).await;
    let sent = page.server_saw("both", |all| Some(all.last()?.received.clone()).filter(|it| it.len() == 2)).await;
    let mut guids = Vec::new();
    for message in sent {
        let Received::Text(sent) = message else { panic!("{message:?}") };
        guids.extend(sent.split(' ').map(str::to_owned));
    }
    for guid in &guids {
        let lengths: Vec<_> = guid.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{guid}");
        assert!(guid.chars().all(|c| c == '-' || c.is_ascii_hexdigit()), "{guid}");
    }
    guids.sort();
    guids.dedup();
    assert_eq!(guids.len(), 4, "{guids:?}");
} }

browser_test! { chromium; async fn variables_are_edited_kept_and_exported(page) {
    with_lab(page, &[], &[]).await;
    page.open(&["Lab", "Variables"]).await;
    page.click(&button("Add variable")).await;
    page.type_over(&textbox("Key").last(), "tide").await;
    page.press("Tab").await;
    page.type_over(&textbox("Value").last(), "high").await;
    page.press("Alt+ArrowUp").await;
    page.see_that(&textbox("Key").nth(0), "moved up", holds("tide")).await;
    page.see_focus(&textbox("Value").nth(0)).await;
    page.click(&button("Add variable")).await;
    page.see_focus(&textbox("Key").last()).await;
    page.paste("# moon\nPHASE=full\nage: 14").await;
    page.see_count(&textbox("Key"), 4).await;
    page.click(&checkbox("Enabled").nth(2)).await;
    page.click(&checkbox("Secret").nth(3)).await;
    page.click(&button("Delete row").nth(1)).await;
    page.reload().await;
    page.see_that(&textbox("Key").nth(1), "is kept", holds("PHASE")).await;
    page.see_that(&checkbox("Enabled").nth(1), "is kept", |seen| seen.checked == Some(false)).await;
    page.see_that(&textbox("Value").nth(2), "is masked", holds("••••••")).await;
    page.press("Control+e").await;
    page.click(&checkbox("Include collection secret variables")).await;
    page.click(&button("Export")).await;
    let (_, bytes) = page.downloaded().await;
    let file: Value = serde_json::from_slice(&bytes).expect("a collection");
    let rows: Vec<String> = file["variables"]
        .as_array()
        .expect("variables")
        .iter()
        .map(|it| format!("{}={} {} {}", it["key"], it["value"], it["enabled"], it["isSecret"]))
        .collect();
    assert_eq!(rows, [
        "\"tide\"=\"high\" true false",
        "\"PHASE\"=\"full\" false false",
        "\"age\"=\"14\" true true",
    ]);
} }

/// The keys of the table from top to bottom.
async fn see_keys(page: &Page, expected: &[&str]) {
    page.until(&format!("the keys {expected:?}"), async || {
        let seen = page.look(&textbox("Key")).await;
        seen.iter().map(|it| it.value.as_str()).eq(expected.iter().copied()).then_some(())
    })
    .await;
}

browser_test! { chromium, firefox; async fn rows_are_copied_cut_and_pasted_by_keys(page) {
    let lab = CollectionFile::new("Lab")
        .with_variables(&[("a", "1"), ("b", "2"), ("secret-c", "s3same"), ("d", "4")])
        .with_environment("Staging", true, &[("e", "5")])
        .with(socket("Echo", &page.server.ws_url("/echo"), &[]));
    page.import(&lab).await;
    page.open(&["Lab", "Variables"]).await;
    page.click(&checkbox("Enabled").nth(1)).await;
    page.click(&button("Row 2")).await;
    page.click_with("Shift", &button("Row 3")).await;
    page.see_that(&button("Row 3"), "is selected", |seen| seen.pressed == Some(true)).await;
    page.press("Control+c").await;
    page.see(&status("Copied 2 rows. Secret values are pasted in this tab only.")).await;
    // A disabled row is told by its slashes, and the secret stays out of the text.
    page.open(&["Lab", "Echo"]).await;
    assert_eq!(page.paste_into(&textbox("Quick message")).await, "//b: 2\nsecret-c:");

    page.open(&["Lab", "Environments", "Staging"]).await;
    page.click(&button("Row 1")).await;
    page.press("Control+v").await;
    page.see(&status("Pasted 2 rows")).await;
    see_keys(page, &["e", "b", "secret-c"]).await;
    page.see_that(&checkbox("Enabled").nth(1), "is pasted", |seen| seen.checked == Some(false)).await;
    page.click(&button("Show value")).await;
    page.see_that(&textbox("Value").nth(2), "is pasted", holds("s3same")).await;

    page.open(&["Lab", "Variables"]).await;
    page.click(&button("Row 4")).await;
    page.press("Control+a").await;
    page.press("Control+x").await;
    page.see_no(&textbox("Key")).await;
    page.click(&button("Undo")).await;
    see_keys(page, &["a", "b", "secret-c", "d"]).await;
    page.see_focus(&button("Add variable")).await;
    page.press("Control+z").await;
    page.open(&["Lab", "Environments", "Staging"]).await;
    see_keys(page, &["e"]).await;

    // In a cell the same keys are those of the text in it.
    page.click(&textbox("Value")).await;
    page.press("Control+a").await;
    page.press("Control+x").await;
    page.see_that(&textbox("Value"), "is empty", holds("")).await;
    see_keys(page, &["e"]).await;
} }

browser_test! { chromium; async fn rows_are_arranged_by_keys_and_menu(page) {
    let lab = CollectionFile::new("Lab")
        .with_variables(&[("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")])
        .with(socket("Echo", "ws://h/?x=1&debug&y=", &[]));
    page.import(&lab).await;
    page.open(&["Lab", "Variables"]).await;
    page.click(&button("Row 3")).await;
    page.press("Shift+ArrowDown").await;
    page.see_focus(&button("Row 4")).await;
    page.press("Alt+ArrowUp").await;
    see_keys(page, &["a", "c", "d", "b"]).await;
    page.see_that(&button("Row 2"), "is selected", |seen| seen.pressed == Some(true) && seen.focused).await;
    page.press("Control+d").await;
    see_keys(page, &["a", "c", "d", "c", "d", "b"]).await;
    page.press("Delete").await;
    page.see(&status("Deleted 2 rows")).await;
    see_keys(page, &["a", "c", "d", "b"]).await;
    // What is typed after a deletion outlives its being taken back.
    page.fill(&textbox("Value").last(), "typed").await;
    page.click(&button("Undo")).await;
    see_keys(page, &["a", "c", "d", "c", "d", "b"]).await;
    page.see_that(&textbox("Value").last(), "is kept", holds("typed")).await;

    page.click(&button("Row 1")).await;
    page.click_with("Control", &button("Row 6")).await;
    page.right_click(&checkbox("Enabled").nth(5)).await;
    page.click(&menuitem("Copy")).await;
    page.see(&status("Copied 2 rows")).await;
    page.press("Escape").await;
    page.see_that(&button("Row 6"), "is not selected", |seen| seen.pressed == Some(false)).await;
    page.press("Home").await;
    page.press("Shift+F10").await;
    page.see(&of_role("menu", "Actions for Row 1")).await;
    page.click(&menuitem("Delete")).await;
    see_keys(page, &["c", "d", "c", "d", "b"]).await;
    page.see_focus(&button("Row 1")).await;
    page.right_click(&button("Row 5")).await;
    page.click(&menuitem("Move up")).await;
    see_keys(page, &["c", "d", "c", "b", "d"]).await;
    page.click(&textbox("Key").nth(0)).await;
    page.press("Control+a").await;
    page.paste("no rows").await;
    page.click(&button("Row 1")).await;
    page.paste("no rows").await;
    page.see(&status("The clipboard holds no rows")).await;

    // Parameters are the query of the URL.
    page.open(&["Lab", "Echo"]).await;
    page.click(&button("Row 2")).await;
    page.press("Shift+ArrowDown").await;
    page.press("Delete").await;
    page.see_that(&textbox("URL"), "lost them", holds("ws://h/?x=1")).await;
    page.press("Control+z").await;
    page.see_that(&textbox("URL"), "has them again", holds("ws://h/?x=1&debug&y=")).await;
} }

browser_test! { chromium; async fn environments_are_made_named_copied_and_deleted(page) {
    with_lab(page, &[], &[]).await;
    page.right_click(&treeitem("Environments")).await;
    page.click(&menuitem(starts("New environment"))).await;
    page.type_over(&textbox("Name"), "Staging").await;
    page.press("Enter").await;
    page.see(&of_role("heading", "Staging")).await;
    assert_eq!(page.see(&treeitem("Staging")).await.level, Some(3));
    page.click(&button("Add variable")).await;
    page.type_over(&textbox("Key"), "host").await;
    page.right_click(&treeitem("Staging")).await;
    page.click(&menuitem(starts("Duplicate"))).await;
    page.see_count(&treeitem("Staging"), 2).await;
    page.rename("Copy").await;
    page.see_that(&textbox("Key"), "is copied", holds("host")).await;
    page.click(&button("Set as current environment")).await;
    page.see_that(&combobox("Environment"), "shows it", holds("Copy")).await;
    page.right_click(&treeitem("Staging")).await;
    page.click(&menuitem(starts("Delete"))).await;
    page.see_no(&treeitem("Staging")).await;
    page.click(&button("Undo")).await;
    page.see(&treeitem("Staging")).await;
    page.open(&["Lab"]).await;
    page.click(&button(has("2 environments"))).await;
    page.see(&button(starts("New environment"))).await;
} }
