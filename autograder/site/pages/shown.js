// What a cell shows, under it: panels, pictures, printed lines, and sliders that Python draws.
const sliders = new Map(); // number -> what follows its handles

const printed = (text) => {
  const made = document.createElement("pre");
  made.className = "printed";
  made.textContent = text;
  return made;
};

const html = (told) => {
  const made = document.createElement("div");
  made.innerHTML = told;
  if (made.querySelector("img")) made.className = "figure";
  return made;
};

const moving = ({ number, question, handles, line, html: picture }, python) => {
  const made = document.createElement("div"), image = html(picture), said = document.createElement("p");
  const heading = document.createElement("p");
  heading.textContent = question;
  said.setAttribute("role", "status");
  said.textContent = line;
  const bars = handles.map(({ label, values, at }) => {
    const bar = Object.assign(document.createElement("input"), { type: "range", min: 0, max: values.length - 1, value: at });
    const named = document.createElement("label"), value = document.createElement("output");
    const show = () => {
      value.textContent = values[bar.value];
      bar.setAttribute("aria-valuetext", values[bar.value]);
    };
    bar.addEventListener("input", () => {
      show();
      python.move(number, bars.map((other) => Number(other.value)));
    });
    show();
    named.append(label, bar, value);
    return bar;
  });
  const row = document.createElement("div");
  row.className = "handles";
  row.append(...bars.map((bar) => bar.parentNode));
  made.className = "moving";
  made.append(heading, row, image, said);
  sliders.set(number, (told) => {
    image.innerHTML = told.html;
    said.textContent = told.line;
  });
  return made;
};

export const slide = (told) => sliders.get(told.number)?.(told);
export const show = (place, shown, python) => {
  place.replaceChildren(...shown.map((one) =>
    one.slider ? moving(one.slider, python) : "html" in one ? html(one.html) : printed(one.text)));
};
