/* The pages beside the form. One request is under way and one waits, which is always the newest state; the old
   pictures stay until new ones can be painted, and nothing here ever takes the focus or moves what one looks at. */
import { focusOn, placeOf } from "./form.js";

const $ = (id) => document.getElementById(id);
const DEBOUNCE = 30;
const SLOW = 400;
const RETRY = 500;
const pages = $("pages");
const told = $("told");
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export class Preview {
  constructor(name, said, values, seen) {
    Object.assign(this, { name, said, values, seen });
    this.address = `/api/preview/${name.split("/").map(encodeURIComponent).join("/")}`;
    this.spots = [];
    this.order = [];
    this.at = 0;
    this.timer = 0;
    this.waiting = null;
    this.busy = false;
    $("before").addEventListener("click", () => this.turn(-1));
    $("after").addEventListener("click", () => this.turn(1));
    pages.addEventListener("click", (event) => this.clicked(event));
  }

  /* Something was typed: show it soon. */
  soon() {
    const typed = performance.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask({ typed }), DEBOUNCE);
  }

  /* Show the newest state now; return when it is shown, or a newer one is. */
  ask(wish = {}) {
    clearTimeout(this.timer);
    if (this.busy) {
      const before = this.waiting;
      this.waiting = { typed: wish.typed ?? before?.typed, done: before?.done ?? deferred() };
      return this.waiting.done.promise;
    }
    return this.run(wish);
  }

  async run(wish) {
    this.busy = true;
    const slow = setTimeout(() => this.tell(this.said.working), SLOW);
    try {
      const first = await this.show(wish.typed, this.inView());
      if (first && !this.waiting && first.pages.some((one) => !one.key)) await this.show(undefined, null);
    } finally {
      clearTimeout(slow);
      this.busy = false;
      const next = this.waiting;
      this.waiting = null;
      if (next) this.run(next).then(next.done.resolve);
    }
  }

  async show(typed, page) {
    const answer = await this.fetched(page);
    if (!answer) return null;
    const drawn = answer.pages.length > 0;
    pages.classList.toggle("stale", !drawn);
    if (drawn) {
      await this.paint(answer);
      if (typed) performance.measure("key-to-picture", { start: typed, end: performance.now() });
      this.tell(filled(this.said.ready, { pages: answer.pages.length }));
    } else {
      this.tell(filled(this.said.stale, { count: answer.problems.length }));
    }
    this.seen(answer);
    return answer;
  }

  /* Ask the program; when its process has ended say so, and ask the next one. */
  async fetched(page, again = true) {
    try {
      const asked = { values: this.values(), page, letter: this.order[this.at] ?? null, known: this.keys() };
      const answer = await fetch(this.address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(asked) });
      const read = await answer.json();
      if (answer.ok) return read;
      pages.classList.add("stale");
      this.tell({ 401: this.said.out, 502: this.said.lost }[answer.status] ?? read.title);
      if (answer.status === 502 && again) {
        await new Promise((go) => setTimeout(go, RETRY));
        return this.fetched(page, false);
      }
      this.seen({ problems: read.errors ?? [], findings: [] });
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      pages.classList.add("stale");
      this.tell(this.said.offline);
    }
    return null;
  }

  /* Put new pictures in place of old ones, all at once, when they can be painted. */
  async paint(answer) {
    const images = await Promise.all(answer.pages.map((one, number) => this.image(one, number)));
    while (pages.children.length > images.length) pages.lastElementChild.remove();
    images.forEach((image, number) => {
      const sheet = pages.children[number] ?? pages.appendChild(newSheet());
      if (image) sheet.querySelector("img")?.remove(), sheet.prepend(image);
      const alt = filled(this.said.page, { page: number + 1, pages: images.length });
      if (sheet.querySelector("img")) sheet.querySelector("img").alt = alt;
      const words = sheet.querySelector(".words");
      if (words.textContent !== answer.words[number]) words.textContent = answer.words[number] ?? "";
      sheet.querySelectorAll(".spot, .mark").forEach((one) => one.remove());
    });
    this.spots = answer.spots;
    for (const spot of answer.spots) this.place(spot, "spot").spot = spot;
    for (const mark of answer.marks) this.place(mark, "mark").title = answer.findings[mark.finding]?.text ?? "";
    this.follow(answer);
    this.mark(document.activeElement, false);
    await new Promise(requestAnimationFrame);
  }

  /* Return a picture that is ready to be painted; null where the one that is shown stays. */
  async image(one, number) {
    if (!one.key || pages.children[number]?.querySelector("img")?.dataset.key === one.key) return null;
    const image = new Image(one.width, one.height);
    image.dataset.key = one.key;
    image.src = `/picture/${one.key}.jpg`;
    await image.decode().catch(() => {});
    return image;
  }

  keys() {
    return [...pages.querySelectorAll("img")].map((image) => image.dataset.key);
  }

  place(area, kind) {
    const box = document.createElement("div");
    box.className = kind;
    box.setAttribute("aria-hidden", "true");
    for (const side of ["left", "top", "width", "height"]) box.style[side] = `${area[side] * 100}%`;
    pages.children[area.page - 1]?.append(box);
    return box;
  }

  /* The page that is seen most of, from 1; null before there is any. */
  inView() {
    const middle = pages.getBoundingClientRect().top + pages.clientHeight / 3;
    const at = [...pages.children].findIndex((sheet) => sheet.getBoundingClientRect().bottom > middle);
    return at < 0 ? null : at + 1;
  }

  /* Of a roster's document: which letter is shown. */
  follow(answer) {
    this.order = answer.letters > 1 ? answer.order : [];
    $("letters").hidden = !this.order.length;
    if (!this.order.length) return;
    this.at = Math.max(0, this.order.indexOf(answer.letter));
    const name = answer.recipients[answer.letter - 1];
    $("letter").textContent = filled(this.said.letter, { name, at: this.at + 1, letters: answer.letters });
  }

  turn(step) {
    this.at = (this.at + step + this.order.length) % this.order.length;
    this.ask();
  }

  clicked(event) {
    const spot = event.target.closest(".spot")?.spot;
    if (spot) focusOn(spot.field, spot.line);
  }

  /* Show on the pages what the focus is in; scroll there only when the focus moved. */
  mark(element, moved) {
    pages.querySelectorAll(".spot.on").forEach((one) => one.classList.remove("on"));
    if (!element?.closest?.("#form .field")) return;
    const { path, line } = placeOf(element);
    const inside = this.spots.filter((spot) => path.every((key, at) => String(spot.field[at]) === String(key)));
    const before = inside.filter((spot) => !spot.line || !line || spot.line <= line).map((spot) => spot.line ?? 0);
    const nearest = Math.max(...before);
    const meant = new Set(line ? inside.filter((spot) => (spot.line ?? 0) === nearest) : inside);
    const boxes = [...pages.querySelectorAll(".spot")].filter((box) => meant.has(box.spot));
    boxes.forEach((box) => box.classList.add("on"));
    if (moved && boxes.length) show(boxes[0]);
  }

  tell(text) {
    if (told.textContent !== text) told.textContent = text;
  }
}

function newSheet() {
  const sheet = document.createElement("figure");
  const words = document.createElement("div");
  words.className = "seen-not words";
  words.lang = "zh-CN";
  sheet.className = "sheet";
  sheet.append(words);
  return sheet;
}

/* Scroll the pages alone, and only as far as needed. */
function show(box) {
  const seen = pages.getBoundingClientRect();
  const area = box.getBoundingClientRect();
  if (area.top < seen.top || area.bottom > seen.bottom) pages.scrollTop += area.top - seen.top - seen.height / 3;
}

function deferred() {
  const made = {};
  made.promise = new Promise((resolve) => { made.resolve = resolve; });
  return made;
}
