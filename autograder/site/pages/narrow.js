// A narrow screen begins with the text: the list of chapters is folded. What is wider than its place
// scrolls there; it can then be reached by keyboard, and says what it is.
if (matchMedia("(max-width: 56rem)").matches) document.querySelector(".road details")?.removeAttribute("open");

for (const math of document.querySelectorAll('main math[display="inline"]')) {
  if (math.getBoundingClientRect().width <= (math.closest("p, li, td")?.clientWidth ?? Infinity)) continue;
  const line = document.createElement("span"); // of its own, as there is room for it nowhere else
  line.className = "formula";
  math.replaceWith(line);
  line.append(math);
}

const NAMES = { formula: "Formula", code: "Code", printed: "Printed lines", map: "Map" };
const name = (x) => NAMES[Object.keys(NAMES).find((kind) => x.classList.contains(kind))] ?? "Table";
const watch = new ResizeObserver((seen) => seen.forEach(({ target: x }) => {
  const label = `${name(x)}, wider than the page`, role = x.tagName === "TABLE" ? "table" : "group";
  const told = { tabindex: "0", "aria-label": label, role };
  for (const [what, value] of Object.entries(told)) {
    if (x.scrollWidth > x.clientWidth) x.setAttribute(what, value);
    else x.removeAttribute(what);
  }
}));
document.querySelectorAll(".formula, .map, main table, main pre").forEach((x) => watch.observe(x));
