//! The settings: one dialog for all that holds in this browser, in every tab, after a reload.

use macareu_e2e::{
    Page, Query, Setup, alert, any, browser_test, button, dialog, has, menuitem, message, of_role,
    option, radio, region, starts, tab, textbox, treeitem,
};

const LAID_OUT: &str = "Lay out messages up to";
const EARLIER: &str = "Memory for earlier conversations";

async fn open_settings(page: &Page) -> Query {
    page.click(&button("Settings…")).await;
    page.see(&dialog("Settings")).await;
    dialog("Settings")
}

async fn close(page: &Page) {
    page.press("Escape").await;
    page.see_no(&of_role("dialog", any())).await;
}

/// Types a limit and leaves the field.
async fn set_limit(page: &Page, name: &str, typed: &str) {
    page.fill(&textbox(name), typed).await;
    page.press("Tab").await;
}

async fn is_dark(page: &Page) {
    page.until_script("the dark theme", "return document.documentElement.dataset.theme === 'dark'")
        .await;
}

browser_test! { chromium; async fn settings_hold_in_every_tab_and_after_a_reload(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick("\"first\"").await;
    page.see(&message("Received text")).await;
    let first = page.tab().await;
    let second = page.open_second_tab().await;
    open_settings(page).await;
    page.see_that(&radio("System"), "is chosen", |seen| seen.checked == Some(true)).await;
    page.choose("Theme", "Dark").await;
    page.choose("Order of messages", "Newest first").await;
    set_limit(page, LAID_OUT, "2,500").await;
    page.see_that(&textbox(LAID_OUT), "is stored", |seen| seen.value == "2,500").await;
    page.click(&radio("Português (Brasil)")).await;
    page.see(&dialog("Configurações")).await;
    page.see_that(&textbox("Organizar mensagens até"), "is grouped as here", |seen| seen.value == "2.500").await;
    close(page).await;

    page.use_tab(&first).await;
    is_dark(page).await;
    page.see(&button("Ordem: mais nova primeiro")).await;
    page.see_that(&option(any()).nth(0), "is the newest", |seen| seen.name.starts_with("Recebida")).await;
    page.press("Control+,").await;
    page.see_that(&textbox("Organizar mensagens até"), "is the other tab's", |seen| seen.value == "2.500").await;
    page.click(&radio("English")).await;
    page.choose("Order of messages", "Newest last").await;
    close(page).await;
    page.see(&button("Order: newest last")).await;

    page.use_tab(&second).await;
    page.see(&button("Order: newest last")).await;
    page.reload().await;
    is_dark(page).await;
    open_settings(page).await;
    page.see_that(&textbox(LAID_OUT), "is stored", |seen| seen.value == "2,500").await;
    page.see_that(&radio("Dark"), "is chosen", |seen| seen.checked == Some(true)).await;
} }

// In Firefox too: browsers differ in when a field that goes away tells what was typed.
browser_test! { chromium, firefox; async fn a_bad_limit_is_said_and_stays_to_be_corrected(page) {
    open_settings(page).await;
    for typed in ["0", "a lot", "1.5"] {
        set_limit(page, LAID_OUT, typed).await;
        page.see(&alert("Type a whole number from 1 to 100,000, or leave it empty (1,000).")).await;
        page.see_that(&textbox(LAID_OUT), "is what was typed, marked", |seen| seen.value == typed && seen.invalid).await;
    }
    set_limit(page, EARLIER, "16001").await;
    page.see(&alert("Type a whole number from 0 to 16,000, or leave it empty (no limit).")).await;
    set_limit(page, EARLIER, "").await;
    page.see_no(&alert("no limit")).await;
    page.fill(&textbox(LAID_OUT), "300").await;
    page.see_no(&alert("whole number")).await;
    // Closing finishes it as leaving the field does.
    close(page).await;
    open_settings(page).await;
    page.see_that(&textbox(LAID_OUT), "is stored", |seen| seen.value == "300" && !seen.invalid).await;
    page.see_that(&textbox(EARLIER), "is empty", |seen| seen.value.is_empty()).await;
} }

browser_test! { chromium; async fn messages_are_laid_out_up_to_the_limit(page) {
    page.with_open_socket("/echo", &[]).await;
    let here = |query: Query| query.within(region("Message"));
    page.send_quick(&format!("[{}null]", "1,".repeat(1_000))).await;
    page.click(&message("Received text")).await;
    page.see(&here(tab("Pretty").selected())).await;
    open_settings(page).await;
    set_limit(page, LAID_OUT, "1").await;
    close(page).await;
    page.see(&here(tab("Raw").selected())).await;
    page.click(&here(tab("Pretty"))).await;
    page.click(&here(button("Show anyway"))).await;
    page.see(&region("Message").with_text(has("null"))).await;
} }

browser_test! { chromium; async fn a_higher_limit_lays_out_long_messages_unasked(page) {
    open_settings(page).await;
    set_limit(page, LAID_OUT, "3000").await;
    close(page).await;
    page.with_open_socket("/push?count=1&kind=json&size=2000000", &[]).await;
    page.click(&message("Received text")).await;
    page.see(&tab("Pretty").selected().within(region("Message"))).await;
    page.see_no(&button("Show anyway")).await;
} }

browser_test! { chromium; async fn earlier_conversations_go_when_they_take_too_much(page) {
    page.with_open_socket("/echo", &[]).await;
    let again = async |text: &str| {
        page.send_quick(text).await;
        page.see(&message("Received text").with_text(has(text))).await;
        page.disconnect().await;
        page.connect().await;
    };
    again("\"kept\"").await;
    let conversations = button("Conversations: Now");
    page.see(&conversations).await;
    open_settings(page).await;
    set_limit(page, EARLIER, "0").await;
    close(page).await;
    page.see_no(&conversations).await;
    page.send_quick("\"pinned\"").await;
    page.click(&message("Received text")).await;
    page.press("p").await;
    again("\"gone\"").await;
    page.click(&conversations).await;
    page.see_count(&of_role("menuitemradio", any()), 2).await;
    page.press("End").await;
    page.press("Enter").await;
    page.see(&message("Received text").with_text(has("pinned"))).await;
    page.see_count(&message(""), 1).await;
} }

browser_test! { chromium; async fn settings_with_the_keyboard_alone(page) {
    page.tab_to(&button("Settings…")).await;
    page.press("Enter").await;
    page.see(&dialog("Settings")).await;
    page.tab_to(&radio("System")).await;
    page.press("ArrowRight").await;
    page.press("ArrowRight").await;
    page.see_focus(&radio("Dark")).await;
    is_dark(page).await;
    page.tab_to(&textbox(LAID_OUT)).await;
    page.type_text("12").await;
    page.press("Enter").await;
    page.type_text("?").await;
    page.see_that(&textbox(LAID_OUT), "takes what is typed", |seen| seen.value == "12?").await;
    page.see_no(&dialog("All shortcuts")).await;
    page.press("Backspace").await;
    // Over the settings, and back to them.
    page.tab_to(&button(starts("All shortcuts"))).await;
    page.press("Enter").await;
    page.see(&dialog("All shortcuts").with_text(has("Settings…"))).await;
    page.press("Escape").await;
    page.see_focus(&button(starts("All shortcuts")).within(dialog("Settings"))).await;
    page.press("?").await;
    page.see(&dialog("All shortcuts")).await;
    page.press("Escape").await;
    page.see_no(&dialog("All shortcuts")).await;
    close(page).await;
    page.see_focus(&button("Settings…")).await;
    page.press("Control+,").await;
    page.see_that(&textbox(LAID_OUT), "is stored", |seen| seen.value == "12").await;
    // Keys for the page do nothing behind a dialog.
    page.press("Alt+c").await;
    close(page).await;
    page.see_text("No collections yet").await;
} }

browser_test! { chromium; async fn about_says_what_this_is(page) {
    let settings = open_settings(page).await;
    let text = page.see(&settings).await.text;
    let version = format!("Macaréu {}", env!("CARGO_PKG_VERSION"));
    for part in [version.as_str(), "MIT or Apache-2.0", "of 5.2 MB used in this browser"] {
        assert!(text.contains(part), "\"{part}\" is not in {text}");
    }
} }

browser_test! { chromium; with Setup::default().size(390, 844).languages("pt-BR,pt,en"); async fn settings_on_a_phone_in_portuguese(page) {
    page.click(&button("Mais ações")).await;
    page.press("End").await;
    page.see_focus(&of_role("menuitem", "Configurações…")).await;
    page.press("Enter").await;
    let settings = dialog("Configurações");
    let seen = page.see(&settings).await;
    assert!(seen.x >= 0.0 && seen.x + seen.width <= 390.0, "{seen:?}");
    let rows = [radio("Português (Brasil)"), radio("Escuro"), radio("Mais nova primeiro"), textbox("Organizar mensagens até")];
    for row in rows {
        let row = page.see(&row.within(settings.clone())).await;
        assert!(row.x >= seen.x && row.x + row.width <= seen.x + seen.width, "{row:?} is cut");
    }
    page.choose("Tema", "Escuro").await;
    is_dark(page).await;
    set_limit(page, "Memória para conversas anteriores", "99999").await;
    page.see(&alert("Digite um número inteiro de 0 a 16.000 ou deixe vazio (sem limite).")).await;
} }

/// All tooltips of the page.
const TITLES: &str = "return [...document.querySelectorAll('[title]')].map((el) => el.title)";

browser_test! { chromium; async fn tooltips_and_menus_show_the_keys(page) {
    page.with_open_socket("/echo", &[("Hello", "{}")]).await;
    page.send_quick("{}").await;
    page.click(&message("Received text")).await;
    page.see(&tab("Pretty")).await;
    let titles: Vec<String> = page.script(TITLES, Vec::new()).await;
    for title in [
        "Hide sidebar (Ctrl+B)",
        "New collection (Alt+C)",
        "Import (Ctrl+O)",
        "Rename (F2)",
        "Settings… (Ctrl+,)",
        "Disconnect (F6)",
        "Follow new messages (End)",
        "Clear the conversation; pinned messages stay (Alt+K)",
        "New client message (Alt+M)",
        "Send (Ctrl+Enter)",
        "Send quick message (Ctrl+Enter)",
        "Save as… (F9)",
    ] {
        assert!(titles.iter().any(|it| it == title), "no tooltip {title}: {titles:?}");
    }
    page.open(&["Lab"]).await;
    page.see(&button("Export…")).await;
    let titles: Vec<String> = page.script(TITLES, Vec::new()).await;
    for title in ["New WebSocket (Alt+N)", "New folder (Alt+Shift+N)", "Export… (Ctrl+E)", "Theme", "Language", "More actions"] {
        assert!(titles.iter().any(|it| it == title), "no tooltip {title}: {titles:?}");
    }
    page.right_click(&treeitem("Echo")).await;
    for (name, keys) in [("Rename", "F2"), ("Duplicate", "Ctrl D"), ("Move up", "Alt ↑"), ("Delete", "Del")] {
        page.see_that(&menuitem(name), "shows its keys", |seen| seen.description.contains(keys)).await;
    }
} }
