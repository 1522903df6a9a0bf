// Where the reader is in this chapter: the section is marked in the list, and ticked once its checks
// are passed. The list of chapters begins at this one.
const road = document.querySelector(".road"), page = document.querySelector(".road [aria-current=page]");
const links = new Map([...document.querySelectorAll(".here a")].map((link) =>
  [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]));
const BAR = 90; // pixels that the page's head takes, and a line

road.scrollTop = page.offsetTop - BAR;

const mark = () => {
  const above = [...links.keys()].filter((heading) => heading.getBoundingClientRect().top < BAR);
  for (const [heading, link] of links) {
    if (heading === above.at(-1)) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
};
// Told when a heading's last line passes the bar, and when its first does.
const seen = new IntersectionObserver(mark, { rootMargin: `-${BAR}px 0px 0px`, threshold: [0, 1] });
for (const heading of [document.querySelector("h1"), ...links.keys()]) seen.observe(heading);

const tick = () => {
  const missing = new Set(), asked = new Set();
  let section;
  for (const place of document.querySelectorAll("main h2, main [data-check]")) {
    if (place.matches("h2")) section = links.get(place);
    else if (section) (place.classList.contains("reached") ? asked : missing).add(section);
  }
  for (const link of links.values()) link.classList.toggle("done", asked.has(link) && !missing.has(link));
};
addEventListener("marked", tick);
