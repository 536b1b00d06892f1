/* A document: its form, its pages beside it, saved when one says so. */
import { offerFiles } from "./bringing.js";
import { offerFigures } from "./figures.js";
import { choose, repeat, values } from "./form.js";
import { grids } from "./grid.js";
import { Preview } from "./preview.js";
import { beside, follow, summarize, tellAll } from "./problems.js";
import { Saving } from "./saving.js";

const $ = (id) => document.getElementById(id);
const page = document.querySelector(".editing");
const form = $("form");
const said = JSON.parse(page.dataset.said);
const saving = new Saving(page.dataset.name, page.dataset.etag, said, values);
let askedWith = saving.etag; // the state of the file that the pages under way were asked for with
const preview = new Preview(page.dataset.name, said, () => { askedWith = saving.etag; return values(); }, seen);
let last = { problems: [], findings: [] };
let composing = false;

function seen(answer) {
  last = answer;
  const loose = beside(answer.problems, answer.findings);
  follow(answer.problems, answer.findings, said);
  const isOthers = answer.etag && answer.etag !== saving.etag && askedWith === saving.etag;
  const elsewhere = isOthers ? [{ text: said.changed }] : [];
  const texts = [...loose, ...elsewhere].map((one) => one.text).join("\n");
  const banner = $("banner");
  if (banner.textContent !== texts) banner.textContent = texts;
  banner.hidden = !texts;
}

function changed() {
  saving.look();
  if (!composing) preview.soon();
}

form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("compositionstart", () => { composing = true; });
form.addEventListener("compositionend", () => { composing = false; changed(); });
form.addEventListener("focusin", (event) => preview.mark(event.target, true));
document.addEventListener("selectionchange", () => {
  if (document.activeElement?.tagName === "TEXTAREA" && !composing) preview.mark(document.activeElement, false);
});
form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  save();
});
$("check").addEventListener("click", check);

async function save() {
  if (composing || !(await saving.save())) return;
  tellAll();
  await preview.ask();
  summarize(last.problems, last.findings, said, false);
}

async function check() {
  tellAll();
  $("check").disabled = true;
  try {
    await preview.ask();
  } finally {
    $("check").disabled = false;
  }
  summarize(last.problems, last.findings, said, true);
}

repeat(changed, said);
grids(changed, said);
choose(changed);
offerFigures(said);
offerFiles(said);
preview.ask();
