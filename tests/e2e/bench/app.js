// Uses the app as a person does, by roles and accessible names: makes a WebSocket, types the
// address, presses Connect, and watches the newest row of the list.
(() => {
  const appears = (find) => new Promise((resolve, reject) => {
    const started = performance.now();
    const look = () => {
      const found = find();
      if (found) resolve(found);
      else if (performance.now() - started > 20_000) reject(new Error(`never there: ${find}\n${document.body.innerText}`));
      else setTimeout(look, 20);
    };
    look();
  });
  const name = (element) =>
    element.getAttribute("aria-label")
    ?? (element.labels?.[0] ?? element).textContent.trim();
  const visible = (element) => element.checkVisibility();
  const button = (wanted) =>
    [...document.querySelectorAll("button")].find((it) => visible(it) && name(it) === wanted);
  const textbox = (wanted) =>
    [...document.querySelectorAll("input, textarea, [contenteditable]")]
      .find((it) => visible(it) && name(it) === wanted);
  const list = () =>
    [...document.querySelectorAll('[role="listbox"]')].find((it) => visible(it) && name(it) === "Messages");

  const type = (element, text) => {
    element.focus();
    element.value = text;
    element.dispatchEvent(new InputEvent("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const run = async () => {
    await appears(() => textbox("URL") ?? button("New WebSocket"));
    if (!textbox("URL")) button("New WebSocket").click();
    type(await appears(() => textbox("URL")), bench.url);
    (await appears(() => button("Connect"))).click();
    const rows = await appears(list);
    // Asked in every frame: nothing here may make the browser lay out the page.
    const options = rows.getElementsByTagName("div");
    const newestRow = () => {
      for (let at = options.length - 1; at >= 0; at -= 1) {
        if (options[at].getAttribute("role") === "option") return options[at];
      }
      return null;
    };
    bench.isDone = () => {
      const newest = newestRow();
      return newest !== null
        && newest.getAttribute("aria-posinset") === newest.getAttribute("aria-setsize")
        && newest.textContent.includes(bench.last);
    };
    await appears(() => button("Disconnect"));
  };
  addEventListener("load", () => run().catch((error) => bench.fail(error)));
})();
