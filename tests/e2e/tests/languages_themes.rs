//! Languages, themes, sizes of the screen, and everything by keyboard.

use macareu_e2e::{
    Page, Setup, any, browser_test, button, has, heading, listbox, menu, menuitem, message,
    of_role, option, region, starts, status, tab, textbox, treeitem,
};
use macareu_test_server::Received;

browser_test! { chromium; with Setup::default().languages("pt-BR,pt,en"); async fn a_portuguese_browser_starts_in_portuguese(page) {
    page.see(&of_role("navigation", "Coleções")).await;
    page.see_text("Nenhuma coleção ainda").await;
    page.until_script("the page's language", "return document.documentElement.lang === 'pt-BR'").await;
    page.click(&button("Nova coleção")).await;
    page.see(&heading("Nova coleção")).await;
    page.click(&button("Novo WebSocket")).await;
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    page.click(&button("Conectar")).await;
    page.see(&status("Conectado")).await;
    page.fill(&textbox("Mensagem rápida"), "1").await;
    page.press("Control+Enter").await;
    page.see(&option(starts("Recebida texto")).within(listbox("Mensagens"))).await;
} }

browser_test! { chromium; async fn the_language_changes_without_a_reload(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick("\"kept\"").await;
    page.see(&message("Received text")).await;
    page.script::<()>("window.e2eSamePage = true", Vec::new()).await;
    page.choose_setting("Language", "Português (Brasil)").await;
    page.see(&button("Desconectar")).await;
    page.see(&status("Conectado")).await;
    page.see(&region("Mensagens trocadas")).await;
    page.see(&option(starts("Recebida texto")).within(listbox("Mensagens"))).await;
    page.see_that(&textbox("Mensagem rápida"), "is named in Portuguese", |_| true).await;
    let english = ["Connected", "Conversation", "Response", "Options", "Send", "Follow", "Collections", "New ", "Save"];
    let text = page.visible_text().await;
    for word in english {
        assert!(!text.contains(word), "\"{word}\" is still on the screen: {text}");
    }
    page.choose_setting("Idioma", "English").await;
    page.see(&button("Disconnect")).await;
    page.until_script("that the page was not loaded again", "return window.e2eSamePage === true").await;
    assert_eq!(page.sockets().len(), 1, "the connection is still the first");
} }

/// How light a colour of the page is, from 0 (black) to 255.
const LIGHTNESS: &str = r#"
const canvas = document.createElement("canvas").getContext("2d");
canvas.fillStyle = getComputedStyle(document.querySelector("main"))[arguments[0]];
canvas.fillRect(0, 0, 1, 1);
const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
if (!alpha) {
  canvas.fillStyle = getComputedStyle(document.body)[arguments[0]];
  canvas.fillRect(0, 0, 1, 1);
}
return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
"#;

async fn lightness(page: &Page, property: &str) -> f64 {
    page.script(LIGHTNESS, vec![property.into()]).await
}

browser_test! { chromium; async fn themes_are_light_and_dark(page) {
    page.choose_setting("Theme", "Light").await;
    assert!(lightness(page, "backgroundColor").await > 230.0 && lightness(page, "color").await < 90.0);
    page.choose_setting("Theme", "Dark").await;
    page.until("a dark page", async || (lightness(page, "backgroundColor").await < 60.0).then_some(())).await;
    assert!(lightness(page, "color").await > 180.0);
} }

/// Controls that stick out of the window sideways, and the page itself.
const OUTSIDE: &str = r#"
const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth;
const outside = [...document.querySelectorAll("button, input, textarea, select, [role=tab], h1")]
  .filter((el) => el.checkVisibility({ visibilityProperty: true }) && !el.closest("[aria-hidden=true], [inert]"))
  .filter((el) => {
    const box = el.getBoundingClientRect();
    return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1);
  })
  .map((el) => el.outerHTML.slice(0, 120));
return wide ? ["the page", ...outside] : outside;
"#;

/// Nothing sticks out of the window sideways, once nothing moves any more.
async fn fits(page: &Page) {
    page.until("that nothing is outside the window", async || {
        page.script::<Vec<String>>(OUTSIDE, Vec::new()).await.is_empty().then_some(())
    })
    .await;
}

browser_test! { chromium; with Setup::default().size(390, 844); async fn the_main_job_on_a_phone(page) {
    fits(page).await;
    page.click(&button("Collections")).await;
    page.see(&of_role("tree", "Collections")).await;
    page.click(&button("New collection")).await;
    page.see(&heading("New collection")).await;
    fits(page).await;
    page.click(&button("New WebSocket")).await;
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    for name in ["Connection", "Conversation", "Message"] {
        page.click(&tab(name)).await;
        page.see(&region(name)).await;
        fits(page).await;
    }
    page.click(&button("Connect")).await;
    page.see(&status("Connected")).await;
    page.click(&tab("Conversation")).await;
    page.send_quick("{\"phone\":true}").await;
    page.click(&message("Received text")).await;
    // Choosing a message opens its tab.
    page.see(&tab("Message").selected()).await;
    page.see(&region("Message").with_text(has("phone"))).await;
    fits(page).await;
    page.click(&button("Collections")).await;
    page.click(&treeitem("New collection")).await;
    page.see(&heading("New collection")).await;
    page.see_no(&of_role("tree", any())).await;
    page.click(&button("Collections")).await;
    page.press("Escape").await;
    page.see_no(&of_role("tree", any())).await;
} }

browser_test! { chromium; with Setup::default().size(390, 844); async fn settings_on_a_phone_stand_under_their_names(page) {
    page.click(&button("More actions")).await;
    let theme = of_role("group", "Theme");
    page.see_count(&of_role("menuitemradio", any()).within(theme.clone()), 3).await;
    page.see(&of_role("menuitemradio", "English").within(of_role("group", "Language"))).await;
    page.press("End").await;
    page.see_focus(&menuitem("Settings…")).await;
    page.press("ArrowUp").await;
    page.see_focus(&of_role("menuitemradio", "Dark").within(theme)).await;
    page.press("Enter").await;
    page.until("a dark page", async || (lightness(page, "backgroundColor").await < 60.0).then_some(())).await;
} }

browser_test! { chromium; with Setup::default().size(2560, 1440); async fn all_panels_stand_side_by_side_on_a_wide_screen(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick("\"wide\"").await;
    page.click(&message("Received text")).await;
    let [connection, conversation, detail] = ["Connection", "Conversation", "Message"].map(region);
    let (left, middle, right) = (page.see(&connection).await, page.see(&conversation).await, page.see(&detail).await);
    assert!(left.x + left.width <= middle.x + 1.0 && middle.x + middle.width <= right.x + 1.0);
    assert!((right.x + right.width - 2560.0).abs() < 2.0, "the panels use the whole width: {right:?}");
    fits(page).await;
    page.resize(1000, 800).await;
    page.until("the message panel under the conversation", async || {
        let (above, below) = (page.see(&conversation).await, page.see(&detail).await);
        (below.y >= above.y + above.height - 1.0).then_some(())
    })
    .await;
    fits(page).await;
} }

// Not in Firefox: without a window system its window is not active until it is clicked, and then
// Enter presses no button.
browser_test! { chromium; async fn the_main_job_with_the_keyboard_alone(page) {
    page.press("Alt+c").await;
    page.type_over(&textbox("Name"), "Keys").await;
    page.press("Enter").await;
    page.see(&treeitem("Keys")).await;
    page.tab_to(&treeitem("Keys")).await;
    page.press("Shift+F10").await;
    page.see(&menu(any())).await;
    page.press("ArrowDown").await;
    page.see_focus(&menuitem(starts("New folder"))).await;
    page.press("ArrowUp").await;
    page.see_focus(&menuitem(starts("New WebSocket"))).await;
    page.press("Enter").await;
    page.see_focus(&textbox("URL")).await;
    page.type_text(&page.server.ws_url("/echo")).await;
    page.press("Enter").await;
    page.see(&status("Connected")).await;
    page.tab_to(&textbox("Quick message")).await;
    page.type_text("{\"by\":\"keys\"}").await;
    page.press("Control+Enter").await;
    page.server_received(&[Received::Text("{\"by\":\"keys\"}".into())]).await;
    page.see(&message("Received text")).await;
    // Backwards from the composer stands the list.
    for _ in 0..20 {
        if page.look(&listbox("Messages")).await.iter().any(|list| list.focused)
            || page.look(&option(any()).within(listbox("Messages"))).await.iter().any(|row| row.focused)
        {
            break;
        }
        page.press("Shift+Tab").await;
    }
    page.press("End").await;
    page.see(&message("Received text").selected()).await;
    page.see(&region("Message").with_text(has("keys"))).await;
    page.press("F9").await;
    let (name, bytes) = page.downloaded().await;
    assert_eq!((name.rsplit_once('.').map(|it| it.1), bytes.as_slice()), (Some("json"), b"{\"by\":\"keys\"}".as_slice()));
    page.press("Alt+m").await;
    page.see(&of_role("heading", "New client message")).await;
    page.tab_to(&textbox("Content")).await;
    page.type_text("42").await;
    page.tab_to(&button("Send now")).await;
    page.press("Enter").await;
    page.server_received(&[Received::Text("{\"by\":\"keys\"}".into()), Received::Text("42".into())]).await;
    page.press("Alt+PageUp").await;
    page.see(&heading("New WebSocket connection")).await;
    page.press("F6").await;
    page.see(&status("Disconnected")).await;
    page.tab_to(&treeitem("New WebSocket connection")).await;
    page.press("Delete").await;
    page.see_no(&treeitem("New WebSocket connection")).await;
    page.press("Control+z").await;
    page.see(&treeitem("New WebSocket connection")).await;
} }
