// Python, in a worker of its own. Every file of it is fetched whole and held against its sha256
// before any of it runs, and kept in the browser for the next time. Its name is the lesson's.
const told = (kind, more) => self.postMessage({ kind, ...more });
const INDEX = new URL("python/", self.location); // where Pyodide looks; `held` is what it finds
const TYPES = { wasm: "application/wasm", json: "application/json" };
const held = new Map();
const bytes = (name) => held.get(new URL(name, INDEX).href);
const asks = self.fetch.bind(self);
self.fetch = (asked, how) => {
  const place = String(asked.url ?? asked);
  if (!held.has(place)) return asks(asked, how);
  const type = TYPES[place.split(".").pop()] ?? "application/octet-stream";
  return Promise.resolve(new Response(held.get(place), { headers: { "content-type": type } }));
};

const had = async (file, kept) => {
  const place = new URL(file.address, self.location);
  const known = await kept?.match(place);
  if (known) return known.arrayBuffer();
  let answer;
  try {
    answer = await asks(place, { integrity: file.integrity });
  } catch {
    throw new Error(`${file.name} cannot be had, or is another than it should be.`);
  }
  if (!answer.ok) throw new Error(`${file.name} cannot be had: ${answer.status}.`);
  await kept?.put(place, answer.clone()).catch(() => {}); // no room: it is fetched again, then
  return answer.arrayBuffer();
};

const start = async () => {
  const { version, info, files, lessons } = await (await asks("python.json")).json();
  const stored = lessons[self.name];
  const wanted = files.filter(({ name }) => !/^lesson_/.test(name) || stored.includes(name));
  const kept = await self.caches?.open(`python ${version}`).catch(() => undefined);
  const all = wanted.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  told("loading", { done, all });
  await Promise.all(wanted.map(async (file) => {
    held.set(new URL(file.name, INDEX).href, await had(file, kept));
    told("loading", { done: (done += file.bytes), all });
  }));
  told("starting", {});
  held.set(new URL("pyodide-lock.json", INDEX).href, JSON.stringify({ info, packages: {} }));
  for (const name of ["pyodide.js", "pyodide.asm.js"]) {
    const code = URL.createObjectURL(new Blob([bytes(name)]));
    importScripts(code);
    URL.revokeObjectURL(code);
  }
  const python = await loadPyodide({ indexURL: INDEX.href, env: { MPLBACKEND: "agg" } });
  for (const { name } of wanted) {
    if (name.endsWith(".whl")) python.unpackArchive(bytes(name), "wheel");
  }
  for (const name of stored) python.unpackArchive(bytes(name), "zip");
  python.FS.writeFile("shell.py", new Uint8Array(bytes("shell.py")));
  held.clear();
  python.runPython("import os, sys; sys.path.insert(0, os.getcwd())");
  const page = python.pyimport("shell");
  return { page, shell: page.in_the_page((now) => told("calling", { now })) };
};

const plain = (proxy) => {
  const made = proxy.toJs({ dict_converter: Object.fromEntries });
  proxy.destroy();
  return made;
};
const doing = {
  // Cells in their order: the text of each, and whether somebody wants to see what it shows.
  run: ({ page, shell }, { cells }) => {
    cells.forEach(({ id, source, seen, check }, at) => {
      told("cell", { at, id, all: cells.length, overdue: check && page.overdue(check) });
      const [well, shown] = plain(shell.run(source, !seen));
      told("ran", { id, source, well, shown, seen });
    });
    told("done", {});
  },
  move: ({ shell }, { number, place }) => {
    told("moved", { number, ...plain(shell.move(number, place)) });
  },
};

const ready = start();
ready.then(() => told("ready", {}), (error) => told("failed", { why: String(error.message ?? error) }));
self.onmessage = async ({ data }) => {
  const python = await ready.catch(() => undefined);
  if (python) doing[data.kind](python, data);
};
