/* A form whose work takes long says so, and is not sent twice. */
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const told = document.createElement("p");
    told.className = "banner";
    told.setAttribute("role", "status");
    told.textContent = form.dataset.busy;
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", form.dataset.busy);
    told.append(bar);
    form.append(told);
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  });
}
addEventListener("pageshow", (shown) => {
  if (shown.persisted) location.reload();
});
