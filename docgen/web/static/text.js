/* A file as text: its lines keep their numbers while one types, and a problem leads to its place. */

const text = document.getElementById("text");
const twin = document.querySelector(".twin");
let saved = text.value;

text.addEventListener("input", () => {
  twin.replaceChildren(...text.value.split("\n").map((words) => {
    const line = document.createElement("div");
    line.textContent = words;
    return line;
  }));
});
document.getElementById("wrong")?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  if (!link) return;
  event.preventDefault();
  const lines = text.value.split("\n");
  const line = Number(link.dataset.line) - 1;
  const start = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  const at = Math.min(start + Number(link.dataset.column) - 1, start + (lines[line] ?? "").length);
  text.focus({ preventScroll: true });
  text.setSelectionRange(at, at);
  twin.children[line]?.scrollIntoView({ block: "center" });
});
text.form.addEventListener("submit", () => { saved = text.value; });
addEventListener("beforeunload", (event) => { if (text.value !== saved) event.preventDefault(); });
