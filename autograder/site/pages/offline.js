// Once loaded, a page works without a network: the service worker keeps what it is made of, the
// pictures that its sliders can come to, and what its exercises begin with.
const drawn = () => [...document.querySelectorAll(".moving script")].flatMap((told) =>
  Object.values(JSON.parse(told.textContent).frames).map(({ src }) => new URL(src, location).href));
const begun = () => {
  const lesson = document.getElementById("work") && document.querySelector("main").dataset.lesson;
  const files = lesson ? ["worker.js", "python.json", `lessons/${lesson}.ipynb`] : [];
  return files.map((file) => new URL(file, location).href);
};
const made = () => {
  const asked = performance.getEntriesByType("resource").map(({ name }) => name);
  const shown = [...document.images].map(({ src }) => src);
  return [location.href.split("#")[0], ...asked, ...shown, ...drawn(), ...begun()].filter((x) => x.startsWith(location.origin));
};
if (navigator.serviceWorker) {
  addEventListener("load", async () => {
    await navigator.serviceWorker.register("service.js").catch(() => {}); // a file, or no https
    const there = await navigator.serviceWorker.ready;
    there.active.postMessage([...new Set(made())]);
  });
}
