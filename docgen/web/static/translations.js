/* Reviewing by keys: n or j next, k previous, e edit, Esc leave, a accept and go on. Without this script the
   same forms are sent one by one. What the server answers is put in the place of the unit it is about. */
const units = document.querySelector("#units");
const status = document.querySelector("#status");
const reviewer = document.querySelector("#f-person");
let waiting = Promise.resolve();

const all = () => [...units.querySelectorAll(".unit")];
const current = () => document.activeElement?.closest?.(".unit") ?? null;

function prepare(unit) {
  unit.classList.add("reading");
  const form = unit.querySelector(".write");
  const edit = unit.querySelector(".edit");
  const leave = unit.querySelector(".leave");
  if (edit) {
    edit.hidden = false;
    edit.addEventListener("click", () => write(unit));
    leave.addEventListener("click", () => read(unit));
  }
  form?.addEventListener("submit", (event) => send(event, unit, false));
  unit.querySelector(".accept")?.addEventListener("submit", (event) => {
    event.currentTarget.elements.person.value = reviewer?.value ?? "";
    send(event, unit, true);
  });
}

function write(unit) {
  const field = unit.querySelector("textarea");
  if (!field) return;
  unit.classList.remove("reading");
  unit.querySelector(".edit").hidden = true;
  unit.querySelector(".leave").hidden = false;
  field.focus();
}

function read(unit) {
  unit.querySelector(".write").reset();
  unit.classList.add("reading");
  unit.querySelector(".edit").hidden = false;
  unit.querySelector(".leave").hidden = true;
  unit.focus();
}

function go(step) {
  const list = all();
  const at = list.indexOf(current());
  const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function send(event, unit, goesOn) {
  event.preventDefault();
  const form = event.currentTarget;
  const body = new URLSearchParams(new FormData(form));
  body.set("alone", "yes");
  for (const button of unit.querySelectorAll("button")) button.disabled = true;
  status.textContent = units.dataset.working;
  if (goesOn) go(1);
  waiting = waiting.then(() => sent(form.action, body, unit)).catch(() => {
    status.textContent = units.dataset.failed;
    for (const button of unit.querySelectorAll("button")) button.disabled = false;
  });
}

async function sent(address, body, unit) {
  const answer = await fetch(address, { method: "POST", body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = [...page.querySelectorAll(".unit")].find((one) => one.dataset.unit === unit.dataset.unit);
  const told = page.querySelector(".summary, .done");
  const had = unit.contains(document.activeElement) || document.activeElement === document.body;
  let now = unit;
  if (fresh) {
    now = document.importNode(fresh, true);
    unit.replaceWith(now);
    prepare(now);
    if (!answer.ok && body.has("mark")) write(now);
  }
  if (told && !answer.ok) {
    told.removeAttribute("autofocus");
    now.prepend(document.importNode(told, true));
    now.focus();
  } else if (had) now.focus();
  status.textContent = answer.ok ? (told?.textContent.trim().split("\n")[0] ?? "") : units.dataset.failed;
  for (const button of now.querySelectorAll("button")) button.disabled = false;
}

addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select");
  const unit = current();
  if (event.key === "Escape" && unit && field) return read(unit);
  if (field || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "n" || event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "e" && unit) write(unit);
  else if (event.key === "a" && unit) unit.querySelector(".accept")?.requestSubmit();
  else return;
  event.preventDefault();
});

all().forEach(prepare);
document.querySelector(".keys").hidden = false;
const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (named && !document.querySelector(".summary, .done")) named.focus();
