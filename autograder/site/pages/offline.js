// Once loaded, a page works without a network: the service worker keeps what it is made of, and the
// pictures that its sliders can come to.
const drawn = () => [...document.querySelectorAll(".moving script")].flatMap((told) =>
  Object.values(JSON.parse(told.textContent).frames).map(({ src }) => new URL(src, location).href));
const made = () => {
  const asked = performance.getEntriesByType("resource").map(({ name }) => name);
  const shown = [...document.images].map(({ src }) => src);
  return [location.href.split("#")[0], ...asked, ...shown, ...drawn()].filter((x) => x.startsWith(location.origin));
};
if (navigator.serviceWorker) {
  addEventListener("load", async () => {
    await navigator.serviceWorker.register("service.js").catch(() => {}); // a file, or no https
    const there = await navigator.serviceWorker.ready;
    there.active.postMessage([...new Set(made())]);
  });
}
