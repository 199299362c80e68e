//! Being written.
use macareu_e2e::{browser_test, button, textbox};
browser_test! { chromium, firefox; async fn stub(page) {
    page.click(&button("Copy")).await;
    page.see_text("Copied").await;
    let p = page.paste_into(&textbox("Quick message")).await;
    assert_eq!(p, "maré");
    page.click(&button("Save as…")).await;
    let (name, bytes) = page.downloaded().await;
    assert_eq!((name.as_str(), bytes), ("x.bin", vec![1, 0, 0]));
    page.choose("Client message", "Second").await;
    page.script::<()>("localStorage.setItem('a', 'b')", vec![]).await;
    page.reopen_browser().await;
    assert_eq!(page.script::<String>("return localStorage.getItem('a')", vec![]).await, "b");
    let first = page.tab().await;
    page.open_second_tab().await;
    page.use_tab(&first).await;
    page.click(&button("Nothing")).await;
} }
