// What a reader has written and reached, kept in this browser: one record for each lesson,
// { cells: { id: text }, reached: { id: true } }.
const STORE = "lessons";

const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open("work", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

const ask = async (mode, what) => {
  const store = (await opened).transaction(STORE, mode).objectStore(STORE);
  return new Promise((resolve, reject) => {
    const asked = what(store);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
};

export const empty = () => ({ cells: {}, reached: {}, checks: 0 });
export const read = async (lesson) => {
  try {
    return (await ask("readonly", (store) => store.get(lesson))) ?? empty();
  } catch {
    return empty(); // a private window may keep nothing
  }
};
export const write = (lesson, work) => ask("readwrite", (store) => store.put(work, lesson));
