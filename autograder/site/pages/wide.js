// What is wider than its place scrolls: it can then be reached by keyboard, and says what it is.
const NAMES = { "formula": "Formula", "code": "Code", "printed": "Printed lines", "map": "Map" };
const name = (x) => NAMES[Object.keys(NAMES).find((kind) => x.classList.contains(kind))] ?? "Table";
const watch = new ResizeObserver((seen) => seen.forEach(({ target: x }) => {
  const scrolls = x.scrollWidth > x.clientWidth;
  const told = { tabindex: "0", "aria-label": `${name(x)}, wider than the page`, role: x.tagName === "TABLE" ? "table" : "group" };
  for (const [what, value] of Object.entries(told)) {
    if (scrolls) x.setAttribute(what, value);
    else x.removeAttribute(what);
  }
}));
document.querySelectorAll(".formula, .map, main table, main pre").forEach((x) => watch.observe(x));
