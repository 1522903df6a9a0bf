// A slider without a kernel: of the pictures that were drawn beforehand, the one that its handles
// stand at. Where there is none, because two handles have moved, the others go back.
for (const moving of document.querySelectorAll(".moving")) {
  const told = JSON.parse(moving.querySelector("script").textContent);
  const bars = [...moving.querySelectorAll("input")];
  const image = moving.querySelector("img"), line = moving.querySelector("[role=status]");
  const say = (bar, i) => {
    const value = told.handles[i].values[bar.value];
    bar.nextElementSibling.textContent = value;
    bar.setAttribute("aria-valuetext", value);
  };
  const follow = (moved) => {
    const here = () => told.frames[bars.map((bar) => bar.value).join()];
    if (!here()) bars.forEach((bar, i) => { if (bar !== moved) bar.value = told.handles[i].at; });
    bars.forEach(say);
    [image.src, image.alt, line.textContent] = [here().src, here().alt, here().line];
  };
  bars.forEach((bar, i) => {
    bar.value = told.handles[i].at; // a page that is loaded again keeps what was there
    say(bar, i);
    bar.addEventListener("input", () => follow(bar));
    bar.addEventListener("keydown", (press) => {
      const moves = /^(Arrow|Home|End|Page|Tab|Shift)/.test(press.key);
      if (!moves) bar.blur(); // every other key is the deck's
    });
  });
}
