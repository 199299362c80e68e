// Watches frames, timers and long tasks from the moment it is loaded until the last message is on
// the page, then reports. The same for both pages.
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const frames = [];
  const ticks = [];
  const longTasks = [];

  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) {
      longTasks.push([performance.timeOrigin + task.startTime, task.duration]);
    }
  }).observe({ type: "longtask", buffered: true });

  setInterval(() => ticks.push(now()), 10);

  const parameters = new URLSearchParams(location.search);
  const bench = {
    url: parameters.get("url"),
    // What the newest row says when the last message has come.
    last: parameters.get("last"),
    count: Number(parameters.get("count")),
    // Set by the page: whether the last message is on it.
    isDone: () => false,
    fail: (why) => report({ failure: String(why) }),
  };
  globalThis.bench = bench;

  const report = async (body) => {
    await fetch(parameters.get("report"), { method: "POST", body: JSON.stringify(body) });
  };

  let done = false;
  const frame = () => {
    const at = now();
    frames.push(at);
    if (!done && bench.isDone()) {
      done = true;
      // A long task is told after it has ended.
      setTimeout(() => report({ doneAt: at, frames, ticks, longTasks }), 300);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  addEventListener("error", (event) => bench.fail(event.message));
})();
