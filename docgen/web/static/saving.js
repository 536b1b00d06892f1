/* Saving: what is not saved is said and not left by mistake; what was changed elsewhere is never overwritten. */
import { isEmpty } from "./form.js";

const state = document.getElementById("state");
const conflict = document.getElementById("conflict");
const alike = (one, other) => (isEmpty(one) && isEmpty(other)) || trimmed(one) === trimmed(other);

export class Saving {
  constructor(name, etag, said, values) {
    Object.assign(this, { etag, said, values });
    this.address = `/api/documents/${name.split("/").map(encodeURIComponent).join("/")}`;
    this.saved = values();
    addEventListener("beforeunload", (event) => { if (this.isDirty()) event.preventDefault(); });
  }

  isDirty() {
    return JSON.stringify(this.values()) !== JSON.stringify(this.saved);
  }

  /* Say whether all is saved; the same words are not said again. */
  look() {
    this.tell(this.isDirty() ? this.said.unsaved : this.said.saved);
  }

  tell(text) {
    state.classList.toggle("warn", text !== this.said.saved);
    if (state.textContent !== text) state.textContent = text;
  }

  /* Save; return whether it is saved now. */
  async save(values = this.values(), etag = this.etag) {
    this.tell(this.said.saving);
    try {
      const headers = { "content-type": "application/json", "if-match": `"${etag}"` };
      const answer = await fetch(this.address, { method: "PUT", headers, body: JSON.stringify({ values }) });
      const read = await answer.json();
      if (answer.ok) {
        this.etag = read.etag;
        this.saved = values;
        conflict.hidden = true;
        this.look();
        if (read.told?.length) this.tell(read.told.join(" "));
        return true;
      }
      if (answer.status === 412) return this.differing(values, read);
      if (answer.status === 401) this.tell(this.said.out);
      else this.tell(`${this.said.failed}：${read.errors?.map((one) => one.text).join(" ") ?? read.title}`);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      this.tell(this.said.offline);
    }
    return false;
  }

  /* Show where the file and the form differ, side by side; nothing is written before one has chosen. */
  differing(mine, now) {
    const names = [...new Set([...Object.keys(mine), ...Object.keys(now.values)])];
    const shown = names.filter((name) => name in mine && !alike(mine[name], now.values[name]));
    if (!shown.length) {
      this.etag = now.etag;
      return this.save(mine, now.etag);
    }
    const rows = shown.map((name) => row(name, mine[name], now.values[name], this.saved[name], this.said));
    const buttons = document.createElement("div");
    buttons.className = "bar";
    buttons.append(
      button(this.said.resolve, "", () => this.resolve(mine, now, shown)),
      button(this.said["all-mine"], "second", () => choose("mine")),
      button(this.said["all-theirs"], "second", () => choose("theirs")),
    );
    const title = document.createElement("h2");
    title.textContent = this.said.conflict;
    conflict.replaceChildren(title, ...rows, buttons);
    conflict.hidden = false;
    this.tell(this.said.failed);
    conflict.focus();
    conflict.scrollIntoView({ block: "nearest" });
    return false;
  }

  async resolve(mine, now, shown) {
    const chosen = { ...mine };
    for (const name of shown) {
      const kept = conflict.querySelector(`input[name="${CSS.escape(`keep-${name}`)}"]:checked`).value;
      if (kept === "theirs") chosen[name] = now.values[name] ?? "";
    }
    if (!(await this.save(chosen, now.etag))) return;
    this.values = () => this.saved;
    location.reload();
  }
}

function row(name, mine, theirs, before, said) {
  const box = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = titleOf(name);
  box.className = "versions";
  box.append(legend);
  const own = alike(mine, before) ? "theirs" : "mine";
  for (const [kept, text] of [["mine", mine], ["theirs", theirs]]) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const words = document.createElement("span");
    Object.assign(input, { type: "radio", name: `keep-${name}`, value: kept, checked: kept === own });
    words.className = "version";
    words.tabIndex = 0; // a long one is scrolled by the keyboard
    words.textContent = readable(text) || said.nothing;
    label.append(input, ` ${said[kept]}`, words);
    box.append(label);
  }
  return box;
}

function button(text, kind, pressed) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: kind, textContent: text });
  made.addEventListener("click", pressed);
  return made;
}

function choose(kept) {
  conflict.querySelectorAll(`input[value="${kept}"]`).forEach((one) => { one.checked = true; });
}

function titleOf(name) {
  const field = document.querySelector(`#form .field[data-key="${CSS.escape(name)}"]`);
  const title = field?.querySelector("label, legend");
  return title?.firstChild?.textContent.trim() ?? name;
}

/* A value as a person reads it: a line for each part. */
function readable(one) {
  if (one === null || one === undefined) return "";
  if (typeof one !== "object") return String(one);
  if (Array.isArray(one)) return one.map(readable).join("\n");
  return Object.entries(one).map(([name, part]) => `${name}：${readable(part)}`).join("\n");
}

function trimmed(one) {
  return JSON.stringify(one, (_, part) => (typeof part === "string" ? part.trim() : isEmpty(part) ? undefined : part));
}
