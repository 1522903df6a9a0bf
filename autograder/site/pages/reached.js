// How far the reader is in each lesson, in the contents.
import { read } from "./work.js";

for (const card of document.querySelectorAll("[data-lesson]")) {
  const { reached, checks } = await read(card.dataset.lesson);
  const count = Object.keys(reached).length;
  if (!count) continue;
  const line = document.createElement("span");
  line.textContent = `✓ ${count} of ${checks} checks`;
  card.append(line);
}
