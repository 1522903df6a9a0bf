// Once loaded, a page works without a network: the service worker keeps what it is made of.
const made = () => {
  const asked = performance.getEntriesByType("resource").map(({ name }) => name);
  const shown = [...document.images].map(({ src }) => src);
  return [location.href.split("#")[0], ...asked, ...shown].filter((x) => x.startsWith(location.origin));
};
if (navigator.serviceWorker) {
  addEventListener("load", async () => {
    await navigator.serviceWorker.register("service.js").catch(() => {}); // a file, or no https
    const there = await navigator.serviceWorker.ready;
    there.active.postMessage([...new Set(made())]);
  });
}
