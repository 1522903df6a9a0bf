// The site without a network: whatever was once loaded of it. With one, what the server has counts.
// Python's own files are not ours: worker.js keeps them, by their hash.
const KEPT = "site";
const python = new URL("python/", self.location).href;
const ours = (place) => place.startsWith(new URL("./", self.location).href) && !place.startsWith(python);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const keep = async () => {
    const kept = await caches.open(KEPT);
    const missing = await Promise.all(event.data.filter(ours).map(async (x) => ((await kept.match(x)) ? [] : [x])));
    await Promise.allSettled(missing.flat().map((place) => kept.add(place)));
  };
  event.waitUntil(keep());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !ours(request.url)) return;
  const answer = async () => {
    const kept = await caches.open(KEPT);
    try {
      const fresh = await fetch(request);
      if (fresh.ok) event.waitUntil(kept.put(request, fresh.clone()));
      return fresh;
    } catch (error) {
      const known = await kept.match(request, { ignoreSearch: true });
      if (known) return known;
      throw error;
    }
  };
  event.respondWith(answer());
});
