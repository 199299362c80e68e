// Starts the worker with the program that the page has compiled already, which is the first thing
// the page says. What it says before that program runs waits for it; a failure to start reaches the
// page as the worker's `error` event.
import init from "./macareu.js";

const early = [];
const keep = (event) => early.push(event);
const start = ({ data }) => {
  addEventListener("message", keep);
  init({ module_or_path: data }).then(
    () => {
      removeEventListener("message", keep);
      for (const { data, ports } of early) {
        dispatchEvent(new MessageEvent("message", { data, ports }));
      }
    },
    (error) => setTimeout(() => { throw error; }),
  );
};
addEventListener("message", start, { once: true });
