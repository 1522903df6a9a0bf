// Dark or light: what the reader has chosen, else what the machine is set to.
const machine = matchMedia("(prefers-color-scheme: dark)");
const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
const show = () => {
  document.documentElement.dataset.theme = kept() || (machine.matches ? "dark" : "light");
};
show();
machine.addEventListener("change", show);
addEventListener("DOMContentLoaded", () => {
  document.getElementById("theme").addEventListener("click", () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", next); } catch { /* not kept, then */ }
    document.documentElement.dataset.theme = next;
  });
});
