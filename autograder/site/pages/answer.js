// Where a reader answers in words. The cell holds the question too; it stays as it is.
const STUB = /\*Your answer here, in place of this line\.\*\s*$/;

export const answer = (place, given, text, changed) => {
  const question = STUB.test(given) ? given.replace(STUB, "") : "";
  const area = document.createElement("textarea");
  const set = (told) => {
    const own = told.startsWith(question) ? told.slice(question.length) : told;
    area.value = own.replace(STUB, "");
  };
  set(text);
  area.rows = 5;
  area.setAttribute("aria-label", "Your answer, in your own words");
  area.addEventListener("input", () => changed(area.value ? question + area.value : given));
  for (const line of place.querySelectorAll("p > em:only-child")) {
    if (STUB.test(`*${line.textContent}*`)) line.parentNode.remove();
  }
  place.querySelector(".write").replaceWith(area);
  return { set };
};
