// Writes the longest entry of the app again, changed, from a timer. `arguments`: the prefix of keys.
const prefix = arguments[0];
const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
const key = keys.reduce((a, b) => (localStorage[a].length > localStorage[b].length ? a : b));
const text = localStorage.getItem(key);
setTimeout(() => localStorage.setItem(key, " " + text.slice(1)), 200);
