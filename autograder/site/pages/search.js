// Search: the index, words.json, is fetched when somebody first asks, and looked through here.
const asked = document.getElementById("asked"), found = document.getElementById("found");
const MOST = 12, AROUND = 60;
let index;
const fold = (text) => text.toLowerCase();
const item = (place, words) => {
  const link = document.createElement("a"), where = document.createElement("b");
  link.href = place.at;
  where.textContent = place.title;
  const { text } = place, near = Math.max(0, fold(text).indexOf(words[0]) - AROUND / 2);
  const at = near && text.indexOf(" ", near) + 1, end = text.indexOf(" ", at + 2 * AROUND); // whole words
  const said = text.slice(at, end < 0 ? text.length : end);
  link.append(where, ` ${at ? "… " : ""}${said}${end < 0 ? "" : " …"}`);
  const row = document.createElement("li");
  row.append(link);
  return row;
};
const look = async () => {
  const words = fold(asked.value).split(/\s+/).filter((word) => word.length > 1);
  if (!words.length) return found.replaceChildren();
  index ??= fetch("words.json").then((answer) => answer.json());
  const hits = (await index).map((place) => {
    const title = fold(place.title), text = fold(place.text);
    const worth = words.map((w) => 5 * title.includes(w) + text.split(w).length - 1);
    return { place, worth: worth.includes(0) ? 0 : worth.reduce((a, b) => a + b, 0) };
  });
  const best = hits.filter((hit) => hit.worth).sort((a, b) => b.worth - a.worth).slice(0, MOST);
  const none = document.createElement("li");
  none.textContent = "Nothing is said of that.";
  found.replaceChildren(...(best.length ? best.map((hit) => item(hit.place, words)) : [none]));
};
asked.addEventListener("input", look);
asked.form.addEventListener("submit", (sent) => {
  sent.preventDefault();
  found.querySelector("a")?.click();
});
asked.addEventListener("keydown", (press) => {
  if (press.key !== "Escape") return;
  asked.value = "";
  found.replaceChildren();
});
