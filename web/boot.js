// Runs before the program, also in browsers that cannot run it: shows how far the program has come,
// and says in one sentence what keeps it from starting. `start.js` tells it what happens. Written so
// that old browsers understand it.
(function () {
  "use strict";

  var portuguese = /^pt/i.test(navigator.language || "");
  var TEXTS = {
    loading: [
      "Loading… Macaréu is a WebSocket client that runs in this browser. Collections, messages and settings stay in it.",
      "Carregando… O Macaréu é um cliente WebSocket que roda neste navegador. Coleções, mensagens e configurações ficam nele.",
    ],
    program: ["Program", "Programa"],
    again: ["Try again", "Tentar de novo"],
    served: [
      "Macaréu cannot run from a file on disk. Put its folder on a web server, or run one in it, and open that address.",
      "O Macaréu não roda de um arquivo em disco. Ponha a pasta dele em um servidor web, ou rode um nela, e abra esse endereço.",
    ],
    old: [
      "This browser cannot run Macaréu: it is too old, or WebAssembly is switched off. Update the browser or allow WebAssembly, then try again.",
      "Este navegador não consegue rodar o Macaréu: é antigo demais, ou o WebAssembly está desligado. Atualize o navegador ou permita o WebAssembly e tente de novo.",
    ],
    forbidden: [
      "The policy that the server of this page sends forbids WebAssembly. Who runs the server must allow 'wasm-unsafe-eval' for scripts.",
      "A política que o servidor desta página envia proíbe o WebAssembly. Quem cuida do servidor precisa permitir 'wasm-unsafe-eval' para scripts.",
    ],
    missing: [
      "A file of Macaréu did not arrive. Check the connection and try again; if it stays so, the copy on the server is not complete.",
      "Um arquivo do Macaréu não chegou. Verifique a conexão e tente de novo; se continuar assim, a cópia no servidor não está completa.",
    ],
    broken: [
      "Macaréu could not start. Try again; if it stays so, the browser's console says more.",
      "O Macaréu não conseguiu iniciar. Tente de novo; se continuar assim, o console do navegador diz mais.",
    ],
  };
  var main = document.querySelector(".splash__main");
  var bar = document.createElement("progress");
  var note = document.createElement("div");
  var sentence = document.createElement("p");
  var isOver = false;

  function text(name) {
    return TEXTS[name][portuguese ? 1 : 0];
  }

  /** How much of the program is here, from 0 to 1. */
  function progress(part) {
    bar.value = part;
  }

  /** Says what is wrong, once. `name` is one of TEXTS; `error` goes to the console. */
  function fail(name, error) {
    if (isOver) return;
    isOver = true;
    if (error) console.error(error);
    bar.hidden = true;
    note.setAttribute("role", "alert");
    sentence.textContent = text(name);
    if (name !== "served") {
      var button = document.createElement("button");
      button.className = "btn";
      button.textContent = text("again");
      button.onclick = function () {
        location.reload();
      };
      note.appendChild(button);
    }
  }

  /** The program runs: what happens from now on is its own. */
  function done() {
    isOver = true;
  }

  document.documentElement.lang = portuguese ? "pt-BR" : "en";
  bar.className = "splash__progress";
  bar.setAttribute("aria-label", text("program"));
  note.className = "splash__note";
  sentence.textContent = text("loading");
  note.appendChild(sentence);
  main.appendChild(bar);
  main.appendChild(note);
  window.macareuBoot = { progress: progress, fail: fail, done: done };

  // A script that does not arrive, or that imports one which does not, fails at its element.
  addEventListener("error", function (event) {
    if (event.target instanceof HTMLScriptElement) fail("missing");
  }, true);
  if (location.protocol === "file:") fail("served");
  else if (!("noModule" in HTMLScriptElement.prototype) || typeof WebAssembly !== "object") fail("old");
})();
