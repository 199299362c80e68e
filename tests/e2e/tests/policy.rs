//! The page's own policy: what a page that is attacked still cannot do.

use macareu_e2e::{browser_test, button};

/// What of the policy each attempt of [`TRY_ALL`] runs into.
const RULES: [&str; 8] = [
    "script-src",
    "require-trusted-types-for",
    "trusted-types",
    "style-src",
    "img-src",
    "frame-src",
    "base-uri",
    "form-action",
];

/// Tries everything a smuggled script or text would; keeps what worked.
const TRY_ALL: &str = r#"
const worked = window.worked = [];
const attempt = (name, act) => {
  try {
    act();
  } catch {
    return;
  }
  worked.push(name);
};
window.pwned = (name) => worked.push(name);
const child = (tag, set) => {
  const element = document.createElement(tag);
  set(element);
  document.body.append(element);
  return element;
};
// The browser lets a driver's own script do these; not one that runs later.
setTimeout(() => {
  attempt("eval", () => eval("1"));
  attempt("Function", () => new Function("1"));
  window.tried = true;
});
attempt("innerHTML", () => { document.createElement("div").innerHTML = "<b>1</b>"; });
attempt("insertAdjacentHTML", () => document.body.insertAdjacentHTML("beforeend", "<b>1</b>"));
attempt("document.write", () => document.write("<b>1</b>"));
attempt("a script's text", () => child("script", (it) => { it.text = "pwned('script')"; }));
attempt("a script's address", () => child("script", (it) => { it.src = "e2e-prelude.js"; }));
attempt("a worker", () => new Worker("e2e-prelude.js"));
attempt("another policy", () => trustedTypes.createPolicy("other", {}));
attempt("the same policy again", () => trustedTypes.createPolicy("macareu", {}));
child("a", (it) => { it.href = "javascript:pwned('link')"; }).click();
attempt("a handler", () => child("div", (it) => it.setAttribute("onclick", "pwned('handler')")).click());
const styled = child("div", (it) => it.setAttribute("style", "position: fixed"));
if (getComputedStyle(styled).position === "fixed") worked.push("a style attribute");
child("style", (it) => { it.textContent = "body { outline: 9px solid red }"; });
if (getComputedStyle(document.body).outlineWidth === "9px") worked.push("a style element");
child("img", (it) => {
  it.onload = () => worked.push("an image of data");
  it.src = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
});
child("iframe", (it) => { it.src = "e2e-blank"; it.onload = () => {
  try { if (it.contentDocument.title === "blank") worked.push("a frame"); } catch {}
}; });
child("base", (it) => { it.href = "http://127.0.0.2/"; });
if (!document.baseURI.startsWith(location.origin)) worked.push("another base");
const form = child("form", (it) => { it.action = "e2e-blank"; });
form.submit();
"#;

browser_test! { chromium; async fn nothing_smuggled_in_works(page) {
    page.script::<()>(TRY_ALL, Vec::new()).await;
    let mut harm = Vec::new();
    page.until("a violation of every rule", async || {
        harm.extend(page.harm().await);
        RULES.iter().all(|rule| harm.iter().any(|it| it.contains(rule))).then_some(())
    }).await;
    page.until_script("the last attempt", "return window.tried === true").await;
    let worked: Vec<String> = page.script("return worked;", Vec::new()).await;
    assert!(worked.is_empty(), "{worked:?}");
    // And the app goes on.
    page.see(&button("New collection")).await;
} }
