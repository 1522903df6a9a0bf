// Every page gets the largest letters with which it fits, a formula that is too wide for them
// smaller ones; then reveal.js takes over, or the printer.
{
  const root = document.documentElement;
  const asks = (what) => matchMedia(`(prefers-${what})`).matches;
  const paper = /[?&]print-pdf/.test(location.search);
  const turn = (theme) => { root.dataset.theme = theme; };
  turn(!paper && asks("color-scheme: dark") ? "dark" : "light");

  const READ = 28, SEEN = 440; // letters may shrink to READ for a picture SEEN high, no further
  root.classList.add("flat");
  for (const page of document.querySelectorAll(".page")) {
    const [moving, code] = [".moving", "pre.code"].map((what) => page.querySelector(what));
    const drawn = page.querySelector(".pictures");
    const largest = moving ? 26 : code ? 31 : 36; // a picture that moves wants the room
    for (let size = largest; size >= 20; size -= 1) {
      page.style.fontSize = `${size}px`;
      const wide = [1.06, 1, 0.9, 0.8].every((formula) => {
        page.style.setProperty("--formula", `${formula}em`);
        return page.scrollWidth > page.clientWidth;
      });
      if (wide || page.scrollHeight > page.clientHeight) continue;
      if (size <= READ || !drawn || drawn.offsetHeight >= SEEN) break;
    }
  }

  if (paper) {
    root.classList.add("print-pdf"); // the name that keeps the print style of reveal.css away
    root.classList.toggle("with-notes", /[?&]notes/.test(location.search));
    root.dataset.ready = "yes";
  } else {
    root.classList.remove("flat");
    Reveal.initialize({
      width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 6, center: false,
      navigationMode: "linear", hash: true, slideNumber: "c/t", scrollActivationWidth: null,
      transition: "none", backgroundTransition: "none", controlsTutorial: false,
      plugins: [RevealNotes],
    }).then(() => {
      const other = () => turn(root.dataset.theme === "dark" ? "light" : "dark");
      Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Dark or light" }, other);
      const alone = (yes) => root.classList.toggle("alone", yes);
      const picture = () => {
        const drawn = Reveal.getCurrentSlide().querySelector(".pictures");
        const seen = drawn && !drawn.closest(".fragment:not(.visible)"); // not before its time
        alone(Boolean(seen) && !root.classList.contains("alone"));
      };
      Reveal.addKeyBinding({ keyCode: 90, key: "Z", description: "The picture alone" }, picture);
      Reveal.on("slidechanged", () => alone(false));
      root.dataset.ready = "yes";
    });
  }
}
