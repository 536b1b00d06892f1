/* Files that are brought: a sheet or picture that a field names, and pictures put into a text. */

const accepted = "image/*,.svg";
let boxes = 0;

/* Send a file; return its name in the project, or an Error with what is to be mended. */
async function send(kind, file, said) {
  const body = new FormData();
  body.append("file", file);
  try {
    const answer = await fetch(`/api/${kind}`, { method: "POST", body });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    return new Error(answer.headers.get("content-type")?.includes("json") ? reasons(JSON.parse(text)) : text);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new Error(said.offline);
  }
}

const reasons = (read) => read.errors?.map((one) => one.text).join(" ") || read.title;

export function offerFiles(said) {
  document.getElementById("form").addEventListener("change", async (event) => {
    const box = event.target.closest(".bring");
    const file = box && event.target.files?.[0];
    if (!file) return;
    const found = await told(box, file, box.dataset.bring, said);
    if (!found) return;
    const control = box.parentElement.querySelector(":scope > input:not(.name), :scope > select");
    control.value = found.name;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    event.target.value = "";
  });
  for (const box of document.querySelectorAll("details.pictures")) {
    box.addEventListener("toggle", () => { if (box.open) offerPictures(box, said); });
  }
}

/* Send the file of a box, and say in it what became of that; nothing where it was refused. */
async function told(box, file, kind, said) {
  const note = box.querySelector(".brought");
  note.className = "brought";
  note.textContent = said.bringing;
  const found = await send(kind, file, said);
  const refused = found instanceof Error;
  note.classList.toggle("error", refused);
  note.textContent = refused ? found.message : found.told || said.brought.replace("{name}", found.name);
  return refused ? null : found;
}

async function offerPictures(box, said) {
  const place = box.querySelector(".list");
  boxes += 1;
  const caption = labelled(said["picture-caption"], { type: "text", id: `caption-${boxes}`, autocomplete: "off", maxLength: 40 });
  const bring = labelled(said["picture-bring"], { type: "file", id: `picture-${boxes}`, accept: accepted });
  const note = document.createElement("p");
  const known = document.createElement("ul");
  note.className = "brought";
  note.setAttribute("role", "status");
  const put = (name) => {
    note.textContent = insert(box.closest(".field").querySelector("textarea"), name, caption.input.value.trim(), said);
    caption.input.value = "";
  };
  const quietly = (event) => event.stopPropagation(); // what is typed here is no change of the document
  for (const { input } of [caption, bring]) {
    input.addEventListener("input", quietly);
    input.addEventListener("keydown", (event) => { if (event.key === "Enter" && input === caption.input) event.preventDefault(); });
  }
  bring.input.addEventListener("change", async (event) => {
    event.stopPropagation();
    const [file] = bring.input.files;
    const found = file && await told(place, file, "pictures", said);
    if (!found) return;
    put(found.name);
    if (found.told) note.textContent += ` ${found.told}`;
    bring.input.value = "";
    list(known, put);
  });
  const title = document.createElement("p");
  title.textContent = said["picture-known"];
  title.hidden = !await list(known, put);
  place.replaceChildren(caption.box, bring.box, note, title, known);
}

/* Show the pictures that are here; return how many. */
async function list(known, put) {
  const answer = await fetch("/api/pictures");
  const names = answer.ok ? await answer.json() : [];
  known.replaceChildren(...names.map((name) => entry(name, put)));
  known.hidden = !names.length;
  return names.length;
}

function entry(name, put) {
  const line = document.createElement("li");
  const button = document.createElement("button");
  const picture = document.createElement("img");
  Object.assign(picture, { src: `/pictures/small/${name.split("/").map(encodeURIComponent).join("/")}`, alt: "", loading: "lazy" });
  Object.assign(button, { type: "button", className: "plain" });
  button.append(picture, name.split("/").pop());
  button.addEventListener("click", () => put(name));
  line.append(button);
  return line;
}

function labelled(text, given) {
  const box = document.createElement("div");
  const label = document.createElement("label");
  const input = document.createElement("input");
  Object.assign(input, given);
  Object.assign(label, { htmlFor: given.id, textContent: text });
  box.append(label, input);
  return { box, input };
}

/* A name for a caption that no other in the text has. */
function free(wanted, text) {
  let name = wanted;
  for (let number = 2; name && text.includes(`[图:${name}]`); number += 1) name = `${wanted}${number}`;
  return name;
}

/* Put a picture in as if it were typed, in lines of its own behind the line of the caret; return what to say. */
function insert(text, name, caption, said) {
  const plain = free(caption.replace(/[[\]"<>&{}:：\s]+/g, ""), text.value);
  const shows = caption || name.split("/").pop().replace(/\.[^.]*$/, "");
  const lines = [`![${shows.replace(/[[\]]/g, "")}](${name})`];
  if (plain) lines.push("", `[图:${plain}]: ${caption}`);
  const end = text.value.indexOf("\n", text.selectionEnd);
  const at = end < 0 ? text.value.length : end;
  text.focus();
  text.setSelectionRange(at, at);
  const before = text.value.slice(0, at);
  const gap = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const ending = at < text.value.length ? "" : "\n";
  document.execCommand("insertText", false, `${gap}${lines.join("\n")}${ending}`);
  return plain ? said["picture-put"].replace("{name}", plain) : said["picture-plain"];
}
