// The exercises of a chapter: an editor where the reader writes, a button where a check stands.
// Without this script the chapter can be read all the same.
import { answer } from "./answer.js";
import { editor } from "./editor.js";
import { fetched, filled, give, taken } from "./notebook.js";
import { show, slide } from "./shown.js";
import { Python } from "./python.js";
import * as kept from "./work.js";

const lesson = document.querySelector("main").dataset.lesson;
const places = [...document.querySelectorAll("[data-does]")];
const writable = new Set(places.filter((x) => /write|answer/.test(x.dataset.does)).map((x) => x.dataset.cell));
const notebook = await fetched(`lessons/${lesson}.ipynb`);
const given = new Map(notebook.cells.map((cell) => [cell.id, cell]));
const work = await kept.read(lesson);
const views = new Map(); // cell -> { set } of what the reader writes in
const rows = new Map(); // cell -> its buttons, its line and what it shows
const megabytes = (bytes) => (bytes / 1e6).toFixed(0);
let asked; // the row that the running cells were asked for from

const say = (text) => { if (asked) asked.line.textContent = text; };
const python = new Python(lesson, {
  loading: ({ done, all }) => say(`Python is loading: ${megabytes(done)} of ${megabytes(all)} MB, once.`),
  starting: () => say("Python is starting."),
  ready: () => say("Python is there."),
  cell: ({ at, all }) => say(at < all - 1 ? `Running what stands above: ${at + 1} of ${all - 1}.` : "Running."),
  ran: ({ id, well, shown, seen }) => {
    if (seen) show(id === "hint" ? asked.more : rows.get(id).shows, shown, python);
    if (id === asked.id && asked.does === "check") reached(asked, well);
  },
  moved: slide,
  failed: ({ why }) => say(`Python could not be started. ${why}`),
});

const keep = () => kept.write(lesson, work).then(() => dispatchEvent(new Event("kept")), () => {
  document.getElementById("kept").textContent = "This browser keeps nothing: take your work out before you leave.";
});
const written = (id, text) => {
  if (text === given.get(id).source) delete work.cells[id];
  else work.cells[id] = text;
  python.start(); // it is there, then, when a check is pressed
  keep();
};

const reached = (row, passed) => {
  if (passed) work.reached[row.id] = true;
  row.hint.hidden = passed;
  work.checks = places.filter((place) => place.dataset.check).length;
  mark(row);
  keep();
};
const mark = (row) => {
  row.place.classList.toggle("reached", Boolean(work.reached[row.id]));
  dispatchEvent(new Event("marked"));
};

// What runs for a row: every cell of code down to it, but of the checks that one alone.
const down = (row) => {
  const cells = [];
  for (const cell of notebook.cells) {
    const own = cell.id === row.id;
    const tests = cell.metadata.nbgrader?.grade && !cell.metadata.nbgrader.solution;
    const check = own ? row.place.dataset.check : undefined;
    const source = work.cells[cell.id] ?? cell.source;
    if (cell.cell_type === "code" && (own || !tests)) {
      cells.push({ id: cell.id, source, check, seen: own || cell.id in work.cells });
    }
    if (own) return cells;
  }
};

const start = async (row, more = []) => {
  if (python.busy) return;
  asked = row;
  row.more.replaceChildren();
  if (!more.length) row.shows.replaceChildren();
  busy(true);
  say(python.worker ? "Running." : "Python is loading.");
  const why = await python.run([...down(row).slice(0, more.length ? -1 : undefined), ...more]);
  busy(false);
  if (why === "overdue") {
    show(row.shows, [{ html: python.overdue }], python);
    reached(row, false);
  }
  const silent = row.does === "write" && !row.shows.hasChildNodes();
  const last = { stopped: "Stopped.", done: silent ? "It ran. By itself it shows nothing: the check is below." : "" };
  if (why !== "failed") say(last[why] ?? "");
};
const busy = (is) => {
  for (const row of rows.values()) {
    row.run.disabled = is;
    row.hint.disabled = is;
    row.stop.hidden = !(is && row === asked);
  }
};

const button = (name, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = name;
  made.addEventListener("click", act);
  return made;
};
const add = (place) => {
  const { cell: id, does } = place.dataset;
  const row = { id, does, place, line: document.createElement("span") };
  row.run = button(does === "check" ? "Check" : "Run", () => start(row));
  row.stop = button("Stop", () => python.end());
  row.hint = button("A hint", () => start(row, [{ id: "hint", source: "check.hint()", seen: true }]));
  row.hint.hidden = row.stop.hidden = true;
  row.line.setAttribute("role", "status");
  for (const name of ["shows", "more"]) {
    row[name] = document.createElement("div");
    row[name].className = "shows";
    row[name].setAttribute("aria-live", "polite");
  }
  const acts = document.createElement("p");
  acts.className = "acts";
  acts.append(row.run, row.stop, row.hint, row.line);
  place.append(acts, row.shows, row.more);
  rows.set(id, row);
  mark(row);
  return row;
};

const names = (source) => [...source.matchAll(/^def (\w+)|^# Set (\w+) /gm)].map((x) => x[1] ?? x[2]);

for (const place of places) {
  const { cell: id, does } = place.dataset;
  const text = work.cells[id] ?? given.get(id).source;
  if (does === "answer") {
    views.set(id, answer(place, given.get(id).source, text, (told) => written(id, told)));
    continue;
  }
  const row = add(place);
  if (does === "write") {
    const box = document.createElement("div");
    place.querySelector("pre").replaceWith(box);
    const label = ["Your code", ...names(given.get(id).source)].join(" ");
    const view = editor(box, text, label, (told) => written(id, told), () => start(row));
    views.set(id, view);
  }
}

const mine = document.getElementById("work");
mine.hidden = false;
const line = document.getElementById("kept");
document.getElementById("out").addEventListener("click", () => {
  give(filled(notebook, work.cells), `${lesson}.ipynb`);
});
document.getElementById("back").addEventListener("change", async ({ target }) => {
  try {
    const texts = taken(await target.files[0].text(), notebook, writable);
    for (const [id, told] of Object.entries(texts)) {
      views.get(id).set(told);
      written(id, told);
    }
    line.textContent = `${Object.keys(texts).length} cells were put back.`;
  } catch (error) {
    line.textContent = error.message;
  }
  target.value = "";
});
document.documentElement.dataset.exercises = "ready";
