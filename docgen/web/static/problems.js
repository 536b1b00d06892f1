/* Problems and findings: beside their fields as they come, and in a summary when one asks for a check. */
import { focusOn, isEmpty, locate } from "./form.js";

const form = document.getElementById("form");
const summary = document.getElementById("summary");
const MISSING = "field-missing";
const stops = (one) => one.grade === "problem" || one.grade === "must";
let all = false;

form.addEventListener("focusout", (event) => event.target.closest(".field")?.setAttribute("data-touched", ""));

/* From now on also tell of what is only not filled in yet. */
export const tellAll = () => { all = true; };

/* Show what is wrong beside the fields; return what belongs to none. */
export function beside(problems, findings) {
  for (const one of form.querySelectorAll(".field.wrong, .item.wrong")) one.classList.remove("wrong");
  for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  const texts = new Map();
  const loose = [];
  for (const one of [...problems, ...findings]) {
    const found = one.field && locate(one.field);
    if (!found) {
      if (stops(one)) loose.push(one);
      continue;
    }
    if (!all && one.code === MISSING && !found.field.hasAttribute("data-touched") && isEmpty(found.control.value)) continue;
    const box = found.field.querySelector(":scope > .error") ?? found.field.closest(".field").querySelector(":scope > .error");
    if (!box) continue;
    texts.set(box, [...(texts.get(box) ?? []), one]);
    if (!stops(one)) continue;
    found.field.classList.add("wrong");
    if ("value" in found.control && found.control.tagName !== "BUTTON") found.control.setAttribute("aria-invalid", "true");
  }
  for (const box of form.querySelectorAll("p.error")) write(box, texts.get(box) ?? []);
  return loose;
}

/* Write only what is new: what stands there already is not read out again. */
function write(box, list) {
  const text = list.map((one) => one.text).join("\n");
  if (box.dataset.text === text || (!text && !box.dataset.text)) return;
  box.dataset.text = text;
  box.replaceChildren(...list.map((one) => {
    const line = document.createElement("span");
    line.className = stops(one) ? "bad" : "doubt";
    line.textContent = one.text;
    return line;
  }));
}

/* What is told above the form follows what is typed, unless one is reading it; it goes when all is mended. */
export function follow(problems, findings, said) {
  if (summary.hidden || summary.contains(document.activeElement)) return;
  if (problems.length || findings.length) summarize(problems, findings, said, false);
  else summary.hidden = true;
}

/* Show all that is wrong above the form, each with a link to its field; the focus goes there after a check. */
export function summarize(problems, findings, said, focused) {
  const parts = [
    ...part(problems.concat(findings.filter(stops)), said.wrong),
    ...part(findings.filter((one) => !stops(one)), said.doubts),
  ];
  summary.classList.toggle("fine", !parts.length);
  if (!parts.length) {
    const fine = document.createElement("p");
    fine.textContent = said.fine;
    parts.push(fine);
  }
  summary.replaceChildren(...parts);
  summary.hidden = !focused && !problems.length && summary.hidden;
  if (focused) {
    summary.focus();
    summary.scrollIntoView({ block: "nearest" });
  }
}

function part(list, title) {
  if (!list.length) return [];
  const heading = document.createElement("h2");
  heading.textContent = title.replace("{count}", list.length);
  const lines = document.createElement("ul");
  for (const one of list) {
    const line = document.createElement("li");
    if (one.field && locate(one.field)) {
      const link = document.createElement("a");
      link.href = "#form";
      link.textContent = one.text.includes(one.title) ? one.text : `${one.title}：${one.text}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        focusOn(one.field, one.line);
      });
      line.append(link);
    } else {
      line.textContent = one.text;
    }
    lines.append(line);
  }
  return [heading, lines];
}
