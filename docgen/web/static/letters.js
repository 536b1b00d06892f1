/* A file dropped is a file chosen; one that is too large is told before it is sent. */
for (const form of document.querySelectorAll("form.drop")) {
  const input = form.querySelector("input[type=file]"), told = form.querySelector("[role=alert]");
  const fits = () => {
    const large = [...input.files].some((file) => file.size > Number(form.dataset.largest) - 4096);
    told.textContent = large ? form.dataset.tooLarge : "";
    return !large;
  };
  input.addEventListener("change", fits);
  form.addEventListener("submit", (event) => { if (!fits()) event.preventDefault(); });
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
document.querySelector("[data-focus]")?.focus();
