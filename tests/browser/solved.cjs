// The cells of a solved lesson in the page's Python, under Node: what each of them came to, as JSON.
const fs = require("fs"), path = require("path");
const [runtime, lock, wheel, shell, lesson] = process.argv.slice(2);
const bytes = (file) => new Uint8Array(fs.readFileSync(file)).buffer;
const { loadPyodide } = require(path.join(runtime, "pyodide.js"));

(async () => {
  const env = { MPLBACKEND: "agg" };
  const python = await loadPyodide({ indexURL: runtime, lockFileURL: lock, env });
  const wheels = fs.readdirSync(runtime).filter((name) => name.endsWith(".whl"));
  for (const name of wheels) python.unpackArchive(bytes(path.join(runtime, name)), "wheel");
  python.unpackArchive(bytes(wheel), "wheel");
  python.FS.writeFile("shell.py", fs.readFileSync(shell));
  python.runPython("import os, sys; sys.path.insert(0, os.getcwd())");
  const page = python.pyimport("shell").in_the_page(() => {});
  for (const { id, source } of JSON.parse(fs.readFileSync(lesson))) {
    const begun = Date.now();
    const [well, shown] = page.run(source, false).toJs({ dict_converter: Object.fromEntries });
    const told = shown.map(({ text, html }) => text ?? (html ?? "").replace(/src="[^"]*"/g, "")).join("\n");
    console.log(JSON.stringify({ id, well, told, seconds: (Date.now() - begun) / 1000 }));
  }
})();
