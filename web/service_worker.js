// Keeps one whole version of Macaréu in this browser, so that it works offline. The build fills in the
// two constants (xtask/src/offline.rs).
//
// Versions are never mixed. Each has a cache of its own, filled when its worker is installed: all files
// or none. `index.html` comes from the worker's own version only, and it names all other files by their
// content, so that a page finds its own version's in whichever cache holds them.
const BUILD = "";
const FILES = {}; // path → integrity ("sha256-…")

const PAGE = "index.html";
// Caches are shared by everything on this origin: the scope tells other copies of the app apart.
const SCOPE = new URL(registration.scope);
const OURS = `macareu ${SCOPE.pathname} `;
const CACHE = OURS + BUILD;
// A file named by its content.
const NAMED = /-[0-9a-f]{16}[._]/;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => {
  if (event.data === "build?") event.source.postMessage({ build: BUILD });
  // Only a person decides when: other tabs go on with the files they have.
  if (event.data === "take over") event.waitUntil(skipWaiting());
});

async function install() {
  // The browser compares the bytes: half a file, an error page, or a file of another version fails
  // the whole, and the version before goes on. "no-cache" asks the host whether what is stored holds.
  const requests = Object.entries(FILES).map(([path, integrity]) =>
    new Request(new URL(path, SCOPE), { integrity, cache: "no-cache" }));
  try {
    await (await caches.open(CACHE)).addAll(requests);
  } catch (error) {
    await caches.delete(CACHE);
    for (const page of await clients.matchAll({ includeUncontrolled: true })) {
      if (page.url.startsWith(SCOPE.href)) page.postMessage({ failed: error.name });
    }
    throw error;
  }
}

async function activate() {
  // Kept: this version, the one before (a page of it may just be starting), and those that a page
  // runs, which holds a lock of that name (src/browser/service_worker.rs).
  const others = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  const { held } = await navigator.locks.query();
  const run = new Set(held.map((lock) => lock.name));
  await Promise.all(others.slice(0, -1).filter((name) => !run.has(name)).map((name) => caches.delete(name)));
  // The page of a first visit has the worker from now on, without a reload.
  await clients.claim();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isOurs = url.origin === SCOPE.origin && url.pathname.startsWith(SCOPE.pathname);
  if (request.method !== "GET" || !isOurs) return;
  const path = url.pathname.slice(SCOPE.pathname.length) || PAGE;
  // What is not the app's goes on to the network as if there were no worker.
  if (Object.hasOwn(FILES, path) || NAMED.test(path)) event.respondWith(answer(request, path));
});

async function answer(request, path) {
  const own = await (await caches.open(CACHE)).match(new URL(path, SCOPE));
  if (own) {
    // Some hosts lead from index.html to the folder; a page must not come from a redirect.
    return own.redirected ? new Response(own.body, own) : own;
  }
  if (NAMED.test(path)) {
    for (const name of await caches.keys()) {
      const found = name.startsWith(OURS) && (await (await caches.open(name)).match(request));
      if (found) return found;
    }
  }
  return fetch(request);
}
