// Starts the worker. What the page says before the WASM runs waits for it; a failure to start
// reaches the page as the worker's `error` event.
const early = [];
const keep = (event) => early.push(event);
addEventListener("message", keep);
importScripts("./worker.js");
wasm_bindgen({ module_or_path: "./worker_bg.wasm" }).then(
  () => {
    removeEventListener("message", keep);
    for (const { data, ports } of early) {
      dispatchEvent(new MessageEvent("message", { data, ports }));
    }
  },
  (error) => setTimeout(() => { throw error; }),
);
