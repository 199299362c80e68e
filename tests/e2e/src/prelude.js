// Runs before the app. No headless browser can show a file picker, so the app is given the path it
// takes where there is none (downloads, <input type=file>); and what the page says on its console is
// kept, because Firefox offers no way to read it afterwards.
(() => {
  for (const picker of ["showSaveFilePicker", "showOpenFilePicker", "showDirectoryPicker"]) {
    delete Window.prototype[picker];
    delete window[picker];
  }
  // Only an installed app is launched: a test hands launches to whoever hears of them.
  if (window.LaunchQueue) LaunchQueue.prototype.setConsumer = (hear) => (window.e2eLaunch = hear);
  const said = [];
  Object.defineProperty(window, "e2eConsole", { value: said });
  const keep = (kind, parts) => {
    if (said.length < 500) said.push(kind + ": " + parts.map(String).join(" "));
  };
  for (const kind of ["log", "info", "warn", "error"]) {
    const original = console[kind];
    console[kind] = (...parts) => {
      keep(kind, parts);
      original.apply(console, parts);
    };
  }
  // What nothing that the app shows may ever do. Kept over reloads, until the tab closes.
  const harm = (what) => {
    const before = JSON.parse(sessionStorage.getItem("e2e-harm") ?? "[]");
    sessionStorage.setItem("e2e-harm", JSON.stringify([...before, what].slice(0, 20)));
  };
  addEventListener("securitypolicyviolation", (event) => {
    harm(`against the policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample} (${event.sourceFile}:${event.lineNumber})`);
  });
  for (const dialog of ["alert", "confirm", "prompt"]) {
    window[dialog] = (text) => harm(`${dialog}: ${text}`);
  }
  addEventListener("error", (event) => keep("uncaught", [event.message, event.filename, event.lineno]));
  addEventListener("unhandledrejection", (event) => keep("rejected", [event.reason]));
  // Lets a test make a tab miss what other tabs store, as a tab may that was suspended.
  addEventListener("storage", (event) => {
    if (window.e2eDeaf) event.stopImmediatePropagation();
  }, true);
  // An <input type=file> that the app makes for one use stands in no document, where no driver can
  // reach it: put it into the page instead of opening a dialog nobody can answer.
  const click = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function () {
    if (this.type !== "file") return click.call(this);
    if (!this.isConnected) {
      this.style.display = "none";
      document.body.append(this);
    }
    for (const other of document.querySelectorAll("[data-e2e-asked]")) delete other.dataset.e2eAsked;
    this.dataset.e2eAsked = "";
  };
})();
