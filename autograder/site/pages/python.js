// The page's end of its Python: starts the worker when it is first needed, sends it cells, and ends
// it when a call does not come back.
const PATIENCE = 10_000; // milliseconds for one call; the slowest right answer needs a tenth

export class Python {
  // hears: what is to be said, by the names of the worker's messages
  constructor(lesson, hears) {
    this.lesson = lesson;
    this.hears = hears;
    this.ran = new Map(); // cell -> the text that this Python ran
  }

  get busy() {
    return Boolean(this.finish);
  }

  start() {
    if (this.worker) return;
    this.worker = new Worker("worker.js", { name: this.lesson });
    this.worker.onmessage = ({ data }) => this.heard(data);
    this.worker.onerror = (error) => this.heard({ kind: "failed", why: error.message });
  }

  // Run the last of these cells, and before it whatever has changed since it last ran, in order.
  // Resolves to "done", "overdue", "stopped" or "failed".
  run(cells) {
    this.start();
    this.ran.delete(cells.at(-1).id);
    const from = cells.findIndex(({ id, source }) => this.ran.get(id) !== source);
    for (const { id } of cells.slice(from)) this.ran.delete(id);
    const ended = new Promise((finish) => { this.finish = finish; });
    this.worker.postMessage({ kind: "run", cells: cells.slice(from) });
    return ended;
  }

  move(number, place) {
    this.worker?.postMessage({ kind: "move", number, place });
  }

  heard(told) {
    if (told.kind === "cell") this.overdue = told.overdue;
    if (told.kind === "ran") this.ran.set(told.id, told.source);
    clearTimeout(this.timer);
    if (told.now) this.timer = setTimeout(() => this.end("overdue"), PATIENCE);
    this.hears[told.kind]?.(told);
    if (told.kind === "done") this.close("done");
    if (told.kind === "failed") this.end("failed");
  }

  // A loop that never ends is ended with all that runs it; a new Python starts at once.
  end(why = "stopped") {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = undefined;
    this.ran.clear();
    if (why !== "failed") this.start();
    this.close(why);
  }

  close(why) {
    const finish = this.finish;
    this.finish = undefined;
    finish?.(why);
  }
}
