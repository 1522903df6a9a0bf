// How far the reader is in each lesson: in the contents, on the map, and beside each chapter's name.
import { read } from "./work.js";

const tell = async () => {
  for (const link of document.querySelectorAll("a[data-lesson]")) {
    const { reached, checks } = await read(link.dataset.lesson);
    const count = Object.keys(reached).length;
    link.querySelector(".count")?.remove();
    if (!count) continue;
    if (link.closest("svg")) {
      link.classList.add(count < checks ? "begun" : "done");
      continue;
    }
    const line = document.createElement("span");
    line.className = "count";
    line.textContent = `✓ ${count} of ${checks} checks`;
    link.append(" ", line);
  }
};
let last = tell();
addEventListener("kept", () => { last = last.then(tell); });
