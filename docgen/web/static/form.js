/* A form of pages/parts/fields.html: its values as the file has them, and the control that a key path means. */

import { cellAt, gridValue } from "./grid.js";

const form = document.getElementById("form");
const ITEMS = new Set(["groups", "named", "texts", "pairs"]);
let copies = 0;

const control = (element) => element.querySelector(":scope > input:not(.name), :scope > select, :scope > textarea");
/* The fields directly in the form, a group or an item, those that are folded away too. */
const fieldsOf = (element) => [...element.querySelectorAll(":scope > .fields > .field, :scope > .others > .fields > .field")];
const top = () => fieldsOf(form);
const items = (field) => [...field.querySelector(":scope > .items").children];
const nameOf = (item) => item.querySelector(":scope > .called > .name").value.trim();
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/* What the form says, as a file has it: a text, a list, a group. */
export const values = () => group(top().filter((field) => field.dataset.widget !== "other"));

const group = (fields) => Object.fromEntries(fields.map((field) => [field.dataset.key, value(field)]));

function value(field) {
  const kind = field.dataset.widget;
  if (kind === "other") return JSON.parse(field.dataset.value);
  if (kind === "group") return group(fieldsOf(field));
  if (kind === "groups" || kind === "texts") return filled(field).map(itemValue);
  if (kind === "named" || kind === "pairs") {
    return named(items(field));
  }
  if (kind === "table") return gridValue(field);
  const text = control(field).value;
  if (kind === "lines") return lines(text);
  return text;
}

/* Items by the names they are given; one without a name, or with that of another, is not lost. */
function named(list) {
  const found = {};
  for (const item of list) {
    const one = itemValue(item);
    if (!nameOf(item) && isEmpty(one)) continue;
    const name = nameOf(item) || form.dataset.unnamed;
    let free = name;
    for (let number = 2; free in found; number += 1) free = `${name}${number}`;
    found[free] = one;
  }
  return found;
}

function itemValue(item) {
  const fields = fieldsOf(item);
  if (!fields.length) return control(item).value;
  return fields.length === 1 && fields[0].dataset.key === "" ? value(fields[0]) : group(fields);
}

export function isEmpty(one) {
  if (one === null || one === undefined) return true;
  if (typeof one === "string") return !one.trim();
  return Object.values(one).every(isEmpty);
}

/* The items of a list that say something: those that have a number in the file. */
const filled = (field) => items(field).filter((item) => !isEmpty(itemValue(item)));

/* Return the field at a key path, or the nearest it lies in, and its control; null for none. */
export function locate(path) {
  let found = null;
  let fields = top();
  for (let at = 0; at < path.length; at += 1) {
    const next = fields.find((field) => field.dataset.key === String(path[at]));
    if (!next) break;
    found = next;
    fields = [];
    if (ITEMS.has(next.dataset.widget) && at + 1 < path.length) {
      at += 1;
      const listed = ["named", "pairs"].includes(next.dataset.widget);
      const item = listed ? items(next).find((one) => nameOf(one) === path[at]) : filled(next)[path[at]];
      if (!item) break;
      found = item;
      fields = fieldsOf(item);
    } else if (next.dataset.widget === "group") {
      fields = fieldsOf(next);
    } else if (next.dataset.widget === "table") {
      return { field: next, control: cellAt(next, path[at + 1] ?? 0, path[at + 2] ?? 0) ?? next.querySelector("button") };
    }
  }
  return found && { field: found, control: control(found) ?? found.querySelector("input, select, textarea, button") ?? found };
}

/* Bring the focus to the field at a path, the caret to a line of it. */
export function focusOn(path, line) {
  const found = locate(path);
  if (!found) return false;
  for (let box = found.field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const at = found.control;
  if (line && at.tagName === "TEXTAREA") {
    const start = at.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    at.setSelectionRange(start, start);
  }
  at.focus({ preventScroll: Boolean(line) && at.tagName === "TEXTAREA" });
  if (document.activeElement === at && at.tagName !== "TEXTAREA") at.scrollIntoView({ block: "center" });
  if (at.tagName === "TEXTAREA") reveal(at);
  return true;
}

/* Scroll so that the caret of a long text is seen: its height is measured in a twin of the text before it. */
function reveal(text) {
  const twin = document.createElement("div");
  const style = getComputedStyle(text);
  for (const name of ["font", "lineHeight", "padding", "border", "letterSpacing"]) twin.style[name] = style[name];
  Object.assign(twin.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", width: `${text.clientWidth}px` });
  twin.textContent = `${text.value.slice(0, text.selectionStart)}.`;
  document.body.append(twin);
  const below = twin.offsetHeight;
  twin.remove();
  text.scrollTop = below - text.clientHeight / 2;
  const seen = text.getBoundingClientRect().top + below - text.scrollTop;
  if (seen < 160 || seen > innerHeight - 80) scrollBy({ top: seen - innerHeight / 2 });
}

/* The key path of the field that an element of the form lies in, and the line its caret is in. */
export function placeOf(element) {
  const path = [];
  for (let at = element.closest(".item, .field"); at; at = at.parentElement.closest(".item, .field")) {
    if (at.classList.contains("item")) {
      const field = at.closest(".repeated");
      const named = ["named", "pairs"].includes(field.dataset.widget);
      path.unshift(named ? nameOf(at) : filled(field).indexOf(at));
    } else if (at.dataset.key !== "") {
      path.unshift(at.dataset.key);
    }
  }
  const line = element.tagName === "TEXTAREA" ? element.value.slice(0, element.selectionStart).split("\n").length : null;
  return { path, line };
}

/* Repeated groups: added, moved, removed; what was removed can be put back. */
export function repeat(changed, said) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-do]");
    if (!button) return;
    const field = button.closest(".repeated");
    const item = button.closest(".item");
    if (button.dataset.do === "add") add(field);
    if (button.dataset.do === "up") item.previousElementSibling?.before(item);
    if (button.dataset.do === "down") item.nextElementSibling?.after(item);
    if (button.dataset.do === "remove") remove(field, item, changed, said);
    else if (button.dataset.do !== "add") button.focus();
    changed();
  });
}

function add(field) {
  const copy = field.querySelector(":scope > template").content.cloneNode(true);
  copies += 1;
  for (const name of ["id", "for", "aria-describedby", "list"]) {
    for (const one of copy.querySelectorAll(`[${name}]`)) {
      one.setAttribute(name, one.getAttribute(name).split(" ").map((id) => `${id}-new${copies}`).join(" "));
    }
  }
  const item = copy.firstElementChild;
  field.querySelector(":scope > .items").append(item);
  item.querySelector("input, select, textarea")?.focus();
}

function remove(field, item, changed, said) {
  const told = field.querySelector(":scope > .removed");
  const next = item.nextElementSibling;
  const number = items(field).indexOf(item) + 1;
  item.remove();
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "plain";
  undo.textContent = said.undo;
  undo.addEventListener("click", () => {
    const list = field.querySelector(":scope > .items");
    list.insertBefore(item, next?.parentElement === list ? next : null);
    told.replaceChildren();
    item.querySelector("input, select, textarea")?.focus();
    changed();
  });
  told.replaceChildren(said.removed.replace("{number}", number), undo);
  undo.focus();
}

/* Names that may stand in a list, one a line: each is put in and taken out by its button. */
export function choose(changed) {
  const shown = (button) => {
    const list = control(button.closest(".field"));
    button.setAttribute("aria-pressed", lines(list.value).includes(button.dataset.line));
    return list;
  };
  const all = (element) => element.querySelectorAll("button[data-line]").forEach(shown);
  all(form);
  form.addEventListener("input", (event) => all(event.target.closest(".field") ?? form));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-line]");
    if (!button) return;
    const list = shown(button);
    const kept = lines(list.value).filter((line) => line !== button.dataset.line);
    if (button.getAttribute("aria-pressed") === "false") kept.push(button.dataset.line);
    list.value = kept.join("\n");
    shown(button);
    changed();
  });
}
