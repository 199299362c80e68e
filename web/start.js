// Fetches the program and starts it. The build puts in the names, and how many bytes the program has
// when it is unpacked: servers that pack it do not say that.
import init from "./macareu.js";

const PROGRAM = "./macareu_bg.wasm";
const BYTES = 0;

class Missing extends Error {}

async function fetched() {
  // A network that fails is told by a TypeError.
  const response = await fetch(new URL(PROGRAM, import.meta.url)).catch((error) => {
    throw new Missing(error.message);
  });
  if (!response.ok) throw new Missing(`${response.status} ${response.url}`);
  return response;
}

/** Shows how far a copy of the response is. The response itself goes to the browser as it came, which
 * compiles it while it comes and may keep what it compiled. */
async function count({ body, url }) {
  const reader = body.getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      throw new Missing(error.message);
    });
    if (done) break;
    bytes += value.byteLength;
    macareuBoot.progress(bytes / BYTES);
  }
  // A stand-in for the file, or a part of it.
  if (bytes !== BYTES) throw new Missing(`${bytes} of ${BYTES} bytes: ${url}`);
}

/** What keeps the program from starting, in the words of `boot.js`. */
function kind(error) {
  if (error instanceof Missing) return "missing";
  // Browsers say it in the error's text only.
  if (/content.security.policy|csp/i.test(error.message)) return "forbidden";
  const { CompileError, LinkError } = WebAssembly;
  return error instanceof CompileError || error instanceof LinkError ? "old" : "broken";
}

try {
  const response = await fetched();
  const counted = count(response.clone());
  const started = init({ module_or_path: response });
  // What is missing explains why it does not start.
  await Promise.allSettled([counted, started]);
  await counted;
  await started;
  macareuBoot.done();
} catch (error) {
  macareuBoot.fail(kind(error), error);
}
