// Watches from now on: how long each write to the storage takes, tasks over 50 ms, and how late a
// timer of 10 ms is.
globalThis.benchTyping = { writes: [], tasks: [], late: 0 };
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) benchTyping.tasks.push(task.duration);
}).observe({ type: "longtask" });
const setItem = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, text) {
  const began = performance.now();
  setItem.call(this, key, text);
  // The small entries, settings and order, are not what is measured.
  if (text.length > 100_000) benchTyping.writes.push(performance.now() - began);
};
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  benchTyping.late = Math.max(benchTyping.late, now - last - 10);
  last = now;
}, 10);
