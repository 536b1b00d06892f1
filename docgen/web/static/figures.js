/* Figures that a text can name: listed with their values, inserted where the caret is. */
import { locate } from "./form.js";

const known = new Map();

export function offerFigures(said) {
  for (const box of document.querySelectorAll("details.figures")) {
    box.addEventListener("toggle", () => { if (box.open) list(box, said); });
  }
}

async function list(box, said) {
  const place = box.querySelector(".list");
  const file = locate(["figures"])?.control.value ?? "";
  if (!file) return place.replaceChildren(said["no-figures"]);
  if (!known.has(file)) {
    const answer = await fetch(`/api/figures/${encodeURIComponent(file)}`);
    if (!answer.ok) return place.replaceChildren(said["figures-wrong"]);
    known.set(file, await answer.json());
  }
  const search = document.createElement("input");
  const found = document.createElement("ul");
  search.type = "search";
  search.setAttribute("aria-label", said["find-figure"]);
  search.placeholder = said["find-figure"];
  const show = () => found.replaceChildren(...known.get(file).filter((one) => `${one.title}${one.name}`.includes(search.value.trim())).map((one) => entry(one, box)));
  search.addEventListener("input", (event) => { event.stopPropagation(); show(); });
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  show();
  return place.replaceChildren(search, found);
}

function entry(figure, box) {
  const line = document.createElement("li");
  const button = document.createElement("button");
  const unit = figure.printed.endsWith(figure.unit) ? "" : figure.unit;
  Object.assign(button, { type: "button", className: "plain", textContent: `${figure.title || figure.name}　${figure.printed}${unit}` });
  button.addEventListener("click", () => insert(box.closest(".field").querySelector("textarea"), `{{ figures.${figure.name} }}`));
  line.append(button);
  return line;
}

/* As if it were typed, so that the browser can undo it. */
function insert(text, words) {
  text.focus();
  document.execCommand("insertText", false, words);
}
