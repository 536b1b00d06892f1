/* A job followed while it goes on; findings drawn on the pages; moments told in the clerk's own time. */
const working = document.querySelector("[data-job]");
if (working) follow(working);
for (const time of document.querySelectorAll("time[data-moment]")) tell(time);
for (const item of document.querySelectorAll("li[data-page]")) draw(item);
if (sessionStorage.getItem("ended") === location.pathname) {
  sessionStorage.removeItem("ended");
  document.getElementById("outcome").focus();
}

for (const all of document.querySelectorAll("[data-all]")) {
  all.hidden = false;
  all.addEventListener("click", () => { for (const box of all.form.querySelectorAll("[name=change]")) box.checked = true; });
}

function follow(place) {
  const bar = place.querySelector("progress"), text = place.querySelector("[role=status]");
  const state = document.querySelector("h1 .state");
  const stream = new EventSource(`/api/jobs/${place.dataset.job}/events`);
  addEventListener("pagehide", () => stream.close());
  stream.onmessage = (event) => {
    const job = JSON.parse(event.data);
    if (!job.open) {
      stream.close();
      sessionStorage.setItem("ended", location.pathname);
      location.reload();
      return;
    }
    if (job.total) {
      bar.max = job.total;
      bar.value = job.done;
    }
    state.textContent = job.label;
    if (text.textContent !== job.text) text.textContent = job.text;
  };
}

function tell(time) {
  const moment = new Date(Number(time.dataset.moment) * 1000);
  time.dateTime = moment.toISOString();
  time.textContent = moment.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
}

function draw(item) {
  const sheet = document.getElementById(`page-${item.dataset.page}`), mark = document.createElement("span");
  const number = item.id.split("-")[1];
  mark.className = item.querySelector(".state.bad") ? "mark" : "mark told";
  mark.dataset.number = number;
  mark.setAttribute("aria-hidden", "true");
  for (const side of ["left", "top", "width", "height"]) mark.style[side] = `${100 * Number(item.dataset[side])}%`;
  sheet.append(mark);
  const see = (there) => {
    for (const one of document.querySelectorAll(".seen")) one.classList.remove("seen");
    item.classList.add("seen");
    mark.classList.add("seen");
    there.scrollIntoView({ block: "center" });
  };
  mark.addEventListener("click", () => { see(item); item.focus({ preventScroll: true }); });
  item.querySelector(".shows").addEventListener("click", (event) => { event.preventDefault(); see(mark); sheet.focus({ preventScroll: true }); });
}
