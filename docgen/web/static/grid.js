/* A table whose cells are typed one by one, or pasted from a spreadsheet as they were copied there. */

const form = document.getElementById("form");
const rowsOf = (field) => [...field.querySelectorAll(":scope > .scroll tr")];
const cellsOf = (row) => [...row.querySelectorAll("textarea")];

/* The rows as a file has them: no longer than their last cell that says something, or that was empty before;
   all of one length where all were. */
export function gridValue(field) {
  const rows = rowsOf(field)
    .map((row) => ({ cells: cellsOf(row).map((cell) => cell.value.trim()), least: Number(row.dataset.least ?? 0) }))
    .filter((row) => row.cells.some(Boolean));
  const lengths = rows.map((row) => Math.max(row.least, row.cells.findLastIndex(Boolean) + 1));
  const width = Math.max(0, ...lengths);
  return rows.map((row, at) => row.cells.slice(0, "ragged" in field.dataset ? lengths[at] : width));
}

/* The cell at a place of a table; null where there is none. */
export function cellAt(field, row, column) {
  const found = rowsOf(field)[row];
  return (found && cellsOf(found)[column ?? 0]) ?? null;
}

/* Rows and columns are added and taken out; what was taken out can be put back. */
export function grids(changed, said) {
  for (const field of form.querySelectorAll(".gridded")) label(field);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-grid]");
    if (!button) return;
    const field = button.closest(".gridded");
    if (button.dataset.grid === "row") cellsOf(addRow(field))[0].focus();
    if (button.dataset.grid === "column") addColumn(field);
    if (button.dataset.grid === "remove") remove(field, button.closest("tr"), changed, said);
    label(field);
    changed();
  });
  form.addEventListener("paste", (event) => {
    const field = event.target.closest(".gridded");
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!field || !text.includes("\t")) return;
    event.preventDefault();
    spread(field, event.target, text.split("\n").map((line) => line.split("\t")));
    label(field);
    changed();
  });
}

function addRow(field) {
  const row = field.querySelector(":scope > template").content.cloneNode(true).firstElementChild;
  const width = Math.max(0, ...rowsOf(field).map((one) => cellsOf(one).length));
  while (cellsOf(row).length < width) addCell(row);
  field.querySelector(":scope > .scroll tbody").append(row);
  return row;
}

function addColumn(field) {
  if (!rowsOf(field).length) addRow(field);
  for (const row of rowsOf(field)) addCell(row);
  cellsOf(rowsOf(field)[0]).at(-1).focus();
}

function addCell(row) {
  const cell = row.firstElementChild.cloneNode(true);
  cell.firstElementChild.value = "";
  row.lastElementChild.before(cell);
}

function spread(field, from, table) {
  const first = rowsOf(field).indexOf(from.closest("tr"));
  const left = cellsOf(from.closest("tr")).indexOf(from);
  table.forEach((texts, down) => {
    while (rowsOf(field).length <= first + down) addRow(field);
    texts.forEach((text, right) => {
      while (cellsOf(rowsOf(field)[0]).length <= left + right) addColumn(field);
      cellAt(field, first + down, left + right).value = text.trim();
    });
  });
  from.focus();
}

function remove(field, row, changed, said) {
  const told = field.querySelector(":scope > .removed");
  const next = row.nextElementSibling;
  const number = rowsOf(field).indexOf(row) + 1;
  row.remove();
  const undo = document.createElement("button");
  Object.assign(undo, { type: "button", className: "plain", textContent: said.undo });
  undo.addEventListener("click", () => {
    const body = field.querySelector(":scope > .scroll tbody");
    body.insertBefore(row, next?.parentElement === body ? next : null);
    told.replaceChildren();
    label(field);
    cellsOf(row)[0].focus();
    changed();
  });
  told.replaceChildren(said.removed.replace("{number}", number), undo);
  undo.focus();
}

/* Who listens hears the place of each cell. */
function label(field) {
  rowsOf(field).forEach((row, down) => cellsOf(row).forEach((cell, right) => {
    cell.setAttribute("aria-label", field.dataset.cell.replace("{row}", down + 1).replace("{column}", right + 1));
  }));
}
