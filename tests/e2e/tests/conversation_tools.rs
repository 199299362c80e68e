//! What a person does with many messages: filter, search, order, pin, clear, and go back to an
//! earlier conversation.

use macareu_e2e::{
    Page, Query, Seen, Setup, alert, any, browser_test, button, has, listbox, menu, menuitem,
    message, of_role, option, region, searchbox, starts, status, tab, textbox,
};
use macareu_test_server::Received;

/// The rows of the list from top to bottom, as they are named.
async fn lines(page: &Page) -> Vec<Seen> {
    let mut rows = page.rows().await;
    rows.sort_by(|a, b| a.y.total_cmp(&b.y));
    rows
}

/// Types into *Search messages* and waits for what the line under it says.
async fn search(page: &Page, text: &str, found: &str) {
    page.fill(&searchbox("Search messages"), text).await;
    page.see(&of_role("status", any()).with_text(found).within(region("Conversation"))).await;
}

async fn found(page: &Page, text: &str) {
    page.see(&of_role("status", any()).with_text(text).within(region("Conversation"))).await;
}

fn mark(text: &str) -> Query {
    of_role("mark", any()).with_text(text).within(listbox("Messages"))
}

fn pressed(name: &str) -> Query {
    button(name).within(region("Conversation"))
}

async fn see_pressed(page: &Page, name: &str, is_pressed: bool) {
    page.see_that(&pressed(name), &format!("is pressed: {is_pressed}"), |it| {
        it.pressed == Some(is_pressed)
    })
    .await;
}

browser_test! { chromium; async fn messages_are_filtered_by_direction_and_type(page) {
    page.with_open_socket("/push?count=2&size=16&kind=binary", &[]).await;
    page.see_count(&message("Received binary"), 2).await;
    page.send_quick("\"alpha\"").await;
    page.see(&message("Received text")).await;
    page.see(&option(starts("Connected"))).await;

    page.choose("Direction", "Sent").await;
    page.see_no(&message("Received")).await;
    page.see_no(&option(starts("Connected"))).await;
    let only = page.see(&message("Sent text")).await;
    assert_eq!((only.position, only.set_size), (Some(1), Some(1)));
    page.see(&region("Conversation").with_text(has("1 of 4 msgs"))).await;
    page.send_quick("\"beta\"").await;
    page.see_count(&message("Sent text"), 2).await;
    page.see_no(&message("Received")).await;

    page.choose("Type", "Binary").await;
    page.see_text("No message passes the filter.").await;
    page.choose("Direction", "All").await;
    page.see_count(&message("Received binary"), 2).await;
    page.see_no(&message("Sent")).await;
    page.choose("Direction", "Sent").await;
    page.click(&button("Show all")).await;
    page.see(&option(starts("Connected"))).await;
    page.see_count(&message("Received text"), 2).await;
} }

browser_test! { chromium; async fn arrows_walk_what_the_filter_shows(page) {
    page.with_open_socket("/echo", &[]).await;
    for text in ["\"one\"", "\"two\"", "\"three\""] {
        page.send_quick(text).await;
        page.see(&message("Received text").with_text(has(text))).await;
    }
    page.choose("Direction", "Sent").await;
    page.see_no(&message("Received text")).await;
    page.click(&message("Sent text").with_text(has("one"))).await;
    page.see(&region("Message").with_text(has("one"))).await;
    page.press("ArrowDown").await;
    page.see(&message("Sent text").with_text(has("two")).selected()).await;
    page.press("End").await;
    page.see(&message("Sent text").with_text(has("three")).selected()).await;
    page.see(&region("Message").with_text(has("three"))).await;
} }

browser_test! { chromium, firefox; async fn what_is_searched_for_is_marked_and_counted(page) {
    page.with_open_socket("/echo", &[]).await;
    for text in ["\"low tide\"", "\"ebb\"", "\"High TIDE, tidal\""] {
        page.send_quick(text).await;
        page.see(&message("Received text").with_text(has(text))).await;
    }
    page.click(&message("Received text").with_text(has("ebb"))).await;
    page.press("Control+f").await;
    page.see_focus(&searchbox("Search messages")).await;
    page.type_text("tide").await;
    found(page, "4 messages").await;
    page.see_count(&mark("tide"), 2).await;
    page.see_count(&mark("TIDE"), 2).await;

    // From the row selected on, and round at the end.
    page.press("Enter").await;
    found(page, "3 of 4 messages").await;
    page.see(&message("Sent text").with_text(has("TIDE")).selected()).await;
    page.press("Enter").await;
    page.press("Enter").await;
    found(page, "1 of 4 messages").await;
    page.see(&message("Sent text").with_text(has("low tide")).selected()).await;
    page.press("Shift+Enter").await;
    found(page, "4 of 4 messages").await;
    page.see(&region("Message").with_text(has("High TIDE"))).await;
    page.see_count(&of_role("mark", any()).with_text("TIDE").within(region("Message")), 1).await;
    page.see_focus(&searchbox("Search messages")).await;

    page.click(&button("Match case")).await;
    found(page, "2 messages").await;
    page.click(&button("Regular expression")).await;
    search(page, "^\"low|[a-z]al\"$", "4 of 4 messages").await;
    page.see_count(&mark("\"low"), 2).await;
    page.see_count(&mark("dal\""), 2).await;
    // The page itself runs no pattern: one that takes for ever would stop it.
    page.see_no(&of_role("mark", any()).within(region("Message"))).await;
    page.fill(&searchbox("Search messages"), "tid(").await;
    page.see(&alert("Not a regular expression")).await;
    page.see_that(&searchbox("Search messages"), "is marked as wrong", |it| it.invalid).await;
    page.see_no(&of_role("mark", any())).await;

    // A message that comes later is found too.
    search(page, "neap", "No match").await;
    page.send_quick("\"neap\"").await;
    found(page, "2 messages").await;
    page.click(&searchbox("Search messages")).await;
    page.press("Escape").await;
    page.see_no(&button("Match case")).await;
    page.see_no(&of_role("mark", any())).await;
} }

browser_test! { chromium; async fn the_first_match_in_a_message_is_in_sight(page) {
    let long: Vec<String> = (0..400).map(|n| format!("\"straw {n}\"")).collect();
    let deep = format!("[{}, \"needle\", \"needle\"]", long.join(", "));
    let longer = format!("[{}, {}]", vec![long.join(","); 10].join(", "), "\"needle\"");
    page.with_open_socket("/echo", &[("Deep", &deep), ("Deeper", &longer)]).await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.click(&message("Received text")).await;
    page.see(&region("Message").with_text(has("straw 1"))).await;
    // The key means the messages here too.
    page.click(&tab("Pretty")).await;
    page.press("Control+f").await;
    page.see_focus(&searchbox("Search messages")).await;
    page.type_text("needle").await;
    let marks = || of_role("mark", any()).within(region("Message"));
    page.see_count(&marks(), 2).await;
    let panel = page.see(&region("Message")).await;
    let in_sight = |it: &Seen| it.y > panel.y && it.y < panel.y + 900.0;
    page.see_that(&marks().nth(0), "is in sight", in_sight).await;
    page.click(&tab("Raw")).await;
    page.see_that(&marks().nth(0), "is in sight", in_sight).await;

    // A text of which only some lines are in the page.
    page.choose("Client message", "Deeper").await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.see_count(&message("Received text"), 2).await;
    page.click(&message("Received text").last()).await;
    page.click(&tab("Pretty")).await;
    page.see_that(&marks(), "is in sight", in_sight).await;
} }

browser_test! { chromium; async fn a_search_sees_the_end_of_a_large_message(page) {
    // Larger than what the worker keeps in its own memory.
    let large = format!("\"{}needle 🌊 here{}\"", "straw ".repeat(20_000), " straw".repeat(2_000));
    page.with_open_socket("/echo", &[("Haystack", &large)]).await;
    page.click(&button("Send").within(region("Conversation"))).await;
    page.see(&message("Received text")).await;
    search(page, "NEEDLE 🌊", "2 messages").await;
    // The preview begins near it.
    page.see_count(&mark("needle 🌊"), 2).await;
    page.click(&button("Regular expression")).await;
    search(page, "needle . h.r", "2 messages").await;
    page.see_count(&mark("needle 🌊 her"), 2).await;
    search(page, "needle$", "No match").await;
} }

browser_test! { chromium; async fn bytes_are_searched_as_digits_and_as_text(page) {
    page.with_open_socket("/push?count=3&size=40&kind=binary", &[]).await;
    page.see_count(&message("Received binary"), 3).await;
    search(page, "00 02 00 01", "1 message").await;
    page.see(&mark("00 02 00 01")).await;
    search(page, "0002000102", "1 message").await;
    search(page, "tide", "No match").await;
} }

browser_test! { chromium; async fn searching_many_messages_lets_new_ones_in(page) {
    page.with_open_socket("/push?count=150000&size=60", &[]).await;
    page.until_within(60, "all the messages", async || (page.entries().await > 150_000).then_some(())).await;
    search(page, "00777", "112 messages").await;
    page.send_quick("\"00777 again\"").await;
    found(page, "114 messages").await;
    page.click(&searchbox("Search messages")).await;
    page.press("Shift+Enter").await;
    page.see_that(&of_role("status", any()).with_text(has(" of 114 messages")), "is one of them", |_| true).await;
    page.click(&button("Regular expression")).await;
    search(page, "^0000000007 ", "1 message").await;
    page.press("Enter").await;
    page.see(&message("Received text").with_text(has("0000000007")).selected()).await;
    page.see(&region("Message").with_text(has("0000000007"))).await;
} }

browser_test! { chromium; async fn the_newest_may_stand_first(page) {
    page.with_open_socket("/push?count=300&size=40", &[]).await;
    page.until("all the messages", async || (page.entries().await == 301).then_some(())).await;
    page.click(&button("Order: newest last")).await;
    page.see(&button("Order: newest first")).await;
    let newest = page.see(&message("Received text").with_text(has("0000000300"))).await;
    assert_eq!((newest.position, newest.set_size), (Some(1), Some(301)));
    assert!(lines(page).await[0].name.contains("0000000300"));
    see_pressed(page, "Follow", true).await;
    page.send_quick("\"newer\"").await;
    page.see_that(&message("Received text").with_text(has("newer")), "is the first", |it| it.position == Some(1)).await;

    // Reading back pauses, and nothing moves when something comes.
    page.click(&message("Received text").with_text(has("newer"))).await;
    page.press("PageDown").await;
    page.press("PageDown").await;
    see_pressed(page, "Follow", false).await;
    let read = page.see(&of_role("option", any()).selected()).await;
    page.send_quick("\"newest\"").await;
    page.click(&button("2 new messages")).await;
    see_pressed(page, "Follow", true).await;
    page.see_that(&message("Received text").with_text(has("newest")), "is the first", |it| it.position == Some(1)).await;
    assert!(read.position > Some(10), "{read:?}");

    page.click(&message("Received text").with_text(has("newest"))).await;
    page.press("End").await;
    page.see(&option(starts("Connected")).selected()).await;
    page.press("Home").await;
    page.see(&message("Received text").with_text(has("newest")).selected()).await;
    see_pressed(page, "Follow", true).await;
    page.reload().await;
    page.see(&button("Order: newest first")).await;
} }

browser_test! { chromium; async fn what_came_since_is_counted_under_a_filter(page) {
    page.with_open_socket("/push?count=200&size=40", &[]).await;
    page.until("all the messages", async || (page.entries().await == 201).then_some(())).await;
    page.click(&message("Received text").last()).await;
    page.press("Home").await;
    see_pressed(page, "Follow", false).await;
    page.press("ArrowDown").await;
    page.choose("Direction", "Received").await;
    // Who reads back stays there.
    page.see(&message("Received text").with_text(has("0000000001"))).await;
    page.send_quick("\"neap\"").await;
    page.see(&button("1 new message")).await;
    page.choose("Direction", "All").await;
    page.see(&button("2 new messages")).await;
    page.see(&message("Received text").with_text(has("0000000001"))).await;
    page.click(&button("2 new messages")).await;
    page.see(&message("Received text").with_text(has("neap"))).await;
} }

browser_test! { chromium; async fn a_pinned_message_is_found_again_and_survives_clear(page) {
    page.with_open_socket("/echo", &[]).await;
    for text in ["\"keep\"", "\"drop\""] {
        page.send_quick(text).await;
        page.see(&message("Received text").with_text(has(text))).await;
    }
    let pinned = |it: &Seen| it.description.contains("Pinned");
    page.click(&message("Received text").with_text(has("keep"))).await;
    page.press("p").await;
    page.see_that(&message("Received text").with_text(has("keep")), "is pinned", pinned).await;
    page.click(&button("Pinned")).await;
    page.see_count(&message(""), 1).await;
    page.see(&message("Received text").with_text(has("keep"))).await;
    page.click(&button("Pinned")).await;
    page.see_count(&message("Sent text"), 2).await;

    // The pinned one stays selected, and in detail.
    page.press("Alt+k").await;
    page.see_count(&message(""), 1).await;
    page.see(&message("Received text").with_text(has("keep")).selected()).await;
    page.see(&region("Message").with_text(has("keep"))).await;
    page.right_click(&message("Received text").with_text(has("keep"))).await;
    page.see(&menuitem("Copy")).await;
    page.see(&menuitem("Save as…")).await;
    page.click(&menuitem("Unpin")).await;
    page.see_no(&menu(any())).await;
    page.see_that(&message("Received text"), "is not pinned", |it| !pinned(it)).await;
    page.click(&message("Received text")).await;
    page.see(&region("Message").with_text(has("keep"))).await;
    page.press("Shift+F10").await;
    page.see_focus(&menuitem("Copy")).await;
    page.press("Escape").await;
    page.see_focus(&message("Received text")).await;
    page.press("Alt+k").await;
    page.see_no(&message("")).await;
} }

browser_test! { chromium; async fn a_cleared_conversation_comes_back(page) {
    page.with_open_socket("/echo", &[]).await;
    for text in ["\"one\"", "\"two\""] {
        page.send_quick(text).await;
        page.see(&message("Received text").with_text(has(text))).await;
    }
    page.click(&button("Clear")).await;
    page.see_text("Cleared the conversation").await;
    page.see_text("No messages here. Send one; what the server sends appears here.").await;
    page.send_quick("\"three\"").await;
    page.see(&message("Received text").with_text(has("three"))).await;
    page.click(&message("Received text").with_text(has("three"))).await;
    page.see(&region("Message").with_text(has("three"))).await;
    page.click(&button("Undo")).await;
    page.see_count(&message("Received text"), 3).await;
    page.see_focus(&listbox("Messages")).await;
    page.see(&message("Received text").with_text(has("three")).selected()).await;
    let rows = lines(page).await;
    let at = |text: &str| rows.iter().position(|it| it.name.contains(text)).expect(text);
    assert!(at("one") < at("two") && at("two") < at("three"), "{rows:?}");

    // With the keyboard alone, and an earlier one.
    page.disconnect().await;
    page.connect().await;
    page.see_no(&message("Received text")).await;
    page.click(&button("Conversations: Now")).await;
    page.click(&of_role("menuitemradio", has(", 6 msgs"))).await;
    page.see_count(&message("Received text"), 3).await;
    page.press("Alt+k").await;
    page.see_no(&message("Received text")).await;
    page.see_no(&button(starts("Conversations"))).await;
    page.press("Control+z").await;
    page.see_count(&message("Received text"), 3).await;
    page.see(&button(starts("Conversations: "))).await;
} }

browser_test! { chromium; async fn a_message_is_used_again_from_its_menu_and_by_keys(page) {
    page.with_open_socket("/push?count=0", &[]).await;
    page.send_quick("\"tide\"").await;
    page.see_count(&message("Sent text"), 1).await;
    page.right_click(&message("Sent text")).await;
    page.click(&menuitem("Resend")).await;
    page.see_count(&message("Sent text"), 2).await;
    page.click(&message("Sent text").last()).await;
    page.press("r").await;
    page.see_count(&message("Sent text"), 3).await;
    page.press("n").await;
    page.see(&of_role("heading", "Message 3, sent")).await;
    page.see_focus(&button("Rename")).await;
    page.server_received(&vec![Received::Text("\"tide\"".into()); 3]).await;
} }

browser_test! { chromium; async fn a_variable_in_what_came_is_pointed_out(page) {
    page.with_open_socket("/headers?note={{Untold}}", &[]).await;
    page.click(&message("Received text")).await;
    page.see(&region("Message").with_text(has("Untold"))).await;
    page.click(&button("New client message from this")).await;
    page.see_text("in it is a variable: it gets its value when the message is sent.").await;
} }

browser_test! { chromium; async fn connecting_twice_is_answered(page) {
    page.with_open_socket("/echo", &[]).await;
    page.press("F5").await;
    page.see_text("There is a connection already. F6 ends it.").await;
    page.see(&status("Connected")).await;
} }

browser_test! { chromium; async fn connecting_again_keeps_the_earlier_conversation(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick("\"first talk\"").await;
    page.see(&message("Received text")).await;
    page.disconnect().await;
    page.see(&message("Received text").with_text(has("first talk"))).await;
    page.see_no(&button(starts("Conversations"))).await;
    page.connect().await;
    page.see_no(&message("Received text")).await;
    page.send_quick("\"second talk\"").await;
    page.see(&message("Received text").with_text(has("second talk"))).await;

    page.click(&button("Conversations: Now")).await;
    page.click(&of_role("menuitemradio", has(", 2 msgs"))).await;
    page.see(&message("Received text").with_text(has("first talk"))).await;
    page.see_no(&message("Received text").with_text(has("second talk"))).await;
    page.see(&option(starts("Closed by you"))).await;
    page.click(&message("Received text")).await;
    page.see(&region("Message").with_text(has("first talk"))).await;
    page.see(&region("Conversation").with_text(has("This is an earlier conversation, of "))).await;
    page.click(&button("Show the current one")).await;
    page.see_focus(&listbox("Messages")).await;
    page.see(&message("Received text").with_text(has("second talk"))).await;
    page.see_no(&button("Show the current one")).await;

    // What is sent goes into the one that is going on, which is shown then.
    page.click(&button("Conversations: Now")).await;
    page.click(&of_role("menuitemradio", has(", 2 msgs"))).await;
    page.see(&message("Received text").with_text(has("first talk"))).await;
    page.send_quick("\"meanwhile\"").await;
    page.see(&message("Received text").with_text(has("meanwhile"))).await;
    page.click(&button("Conversations: Now")).await;
    page.click(&of_role("menuitemradio", has(", 2 msgs"))).await;
    page.see(&message("Received text").with_text(has("first talk"))).await;
    page.click(&button("Clear")).await;
    page.see(&message("Received text").with_text(has("meanwhile"))).await;
    page.see_no(&button(starts("Conversations"))).await;
} }

browser_test! { chromium; async fn what_comes_while_an_earlier_conversation_is_shown_is_counted(page) {
    page.with_open_socket("/push?count=1&size=20", &[]).await;
    page.see(&message("Received text")).await;
    page.disconnect().await;
    page.fill(&textbox("URL"), &page.server.ws_url("/push?count=10000&size=20&rate=2")).await;
    page.connect().await;
    page.click(&button("Conversations: Now")).await;
    page.click(&of_role("menuitemradio", has(", 1 msg"))).await;
    let says = |text: &str| region("Conversation").with_text(has(text));
    page.see(&says("1 message came into the current one.")).await;
    page.see(&says("2 messages came into the current one.")).await;
    page.see_count(&message("Received text"), 1).await;
} }

browser_test! { chromium; async fn the_numbers_are_those_of_the_conversation_shown(page) {
    let numbers = |text: &str| of_role("main", any()).with_text(has(text));
    page.with_open_socket("/echo", &[("Go", "1")]).await;
    for count in 1..=2 {
        page.send_quick("\"tide\"").await;
        page.see_count(&message("Received text"), count).await;
    }
    page.disconnect().await;
    page.connect().await;
    page.send_quick("\"ebb\"").await;
    page.see(&message("Received text").with_text(has("ebb"))).await;
    page.see(&numbers("2 msgs")).await;
    page.click(&button("Conversations: Now")).await;
    page.click(&of_role("menuitemradio", has(", 4 msgs"))).await;
    page.see(&numbers("4 msgs")).await;
    // The page of a client message shows the one that is going on.
    page.open(&["Lab", "Echo", "Go"]).await;
    page.see(&message("Received text").with_text(has("ebb"))).await;
    page.see(&numbers("2 msgs")).await;
    page.open(&["Lab", "Echo"]).await;
    page.see(&message("Received text").with_text(has("tide"))).await;
    page.see(&numbers("4 msgs")).await;
} }

browser_test! { chromium; async fn failed_attempts_stand_in_one_conversation(page) {
    page.with_socket("/refuse/403", &[]).await;
    for count in 1..=2 {
        page.click(&button("Connect")).await;
        page.see_count(&option(starts("Failed: could not connect")), count).await;
        page.see(&status("Failed")).await;
    }
    page.see_no(&button(starts("Conversations"))).await;
} }

browser_test! { chromium; async fn a_connection_without_messages_stands_alone(page) {
    page.with_socket("/close?code=4001", &[]).await;
    page.click(&button("Connect")).await;
    page.see(&option(starts("Closed by the server: 4001"))).await;
    page.click(&button("Connect")).await;
    page.see(&button("Conversations: Now")).await;
    page.see_count(&option(starts("Closed by the server: 4001")), 1).await;
} }

browser_test! { chromium; async fn the_time_since_the_previous_message_is_shown(page) {
    page.with_open_socket("/echo", &[]).await;
    page.send_quick("\"tide\"").await;
    page.see(&message("Received text")).await;
    page.click(&button("Time since the previous message")).await;
    page.see_that(&message("Received text"), "says when it came", |it| it.description.ends_with(" after the previous")).await;
    page.see(&message("Received text").with_text(has("+"))).await;
    page.click(&message("Received text")).await;
    page.see(&region("Message").with_text(has(" +"))).await;
    page.reload().await;
    see_pressed(page, "Time since the previous message", true).await;
} }

browser_test! { chromium; with Setup::default().size(390, 844); async fn on_a_small_screen_the_filters_are_one_menu(page) {
    page.fill(&textbox("URL"), &page.server.ws_url("/echo")).await;
    page.press("Enter").await;
    page.see(&status("Connected")).await;
    page.send_quick("\"tide\"").await;
    page.see(&message("Received text")).await;
    page.see_no(&of_role("radiogroup", "Direction")).await;
    page.click(&button("Filters")).await;
    page.click(&of_role("menuitemradio", "Sent")).await;
    page.see_no(&message("Received text")).await;
    page.click(&button("Filters")).await;
    page.click(&of_role("menuitemradio", "Newest first")).await;
    page.click(&button("Filters")).await;
    page.click(&of_role("menuitemradio", "All directions")).await;
    page.see_that(&message("Received text"), "is the first", |it| it.position == Some(1)).await;
    search(page, "tide", "2 messages").await;
    page.press("Enter").await;
    found(page, "1 of 2 messages").await;
} }
