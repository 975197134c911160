// The figure grid under the keyboard: arrows and Enter go from cell to cell, a pasted block is spread
// over the cells; one that names its organisations goes into the field for pasting.

const CELL = "input.grid-cell";

function cellsOf(form) {
  const rows = [...form.querySelectorAll("tr, .grid-unit")];
  return rows.map((row) => [...row.querySelectorAll(CELL)]).filter((row) => row.length);
}

function placeOf(rows, cell) {
  const row = rows.findIndex((one) => one.includes(cell));
  return { row, column: rows[row].indexOf(cell) };
}

function go(rows, row, column) {
  const target = rows[row]?.[Math.min(column, rows[row].length - 1)];
  if (!target) return false;
  target.focus();
  target.select();
  return true;
}

function step(cell, key, shift) {
  const atStart = cell.selectionStart === 0;
  const atEnd = cell.selectionEnd === cell.value.length;
  if (key === "ArrowUp" || (key === "Enter" && shift)) return [-1, 0];
  if (key === "ArrowDown" || key === "Enter") return [1, 0];
  if (key === "ArrowLeft" && atStart) return [0, -1];
  if (key === "ArrowRight" && atEnd) return [0, 1];
  return null;
}

function moveBy(event) {
  const cell = event.target.closest(CELL);
  if (!cell || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = step(cell, event.key, event.shiftKey);
  if (!by) return;
  const rows = cellsOf(cell.form);
  const { row, column } = placeOf(rows, cell);
  // Enter never sends the form from within the grid: the last row is no end of the work.
  if (go(rows, row + by[0], column + by[1]) || event.key === "Enter") event.preventDefault();
}

function isNumber(text) {
  return text.trim() === "" || /^[¥￥]?[\d０-９.,，]+(元|人|人次|份|期|场|家|件|块|户)?$/.test(text.trim());
}

function spread(event) {
  const cell = event.target.closest(CELL);
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!cell || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const block = text.split("\n").map((line) => line.split("\t"));
  const rows = cellsOf(cell.form);
  const { row, column } = placeOf(rows, cell);
  const field = document.querySelector("#pasted");
  const fits = row + block.length <= rows.length && block.every((line) => column + line.length <= rows[row].length);
  if (field && (!fits || !block.every((line) => line.every(isNumber)))) {
    field.value = text;
    field.closest("details").open = true;
    field.focus();
    field.scrollIntoView({ block: "center" });
    return;
  }
  block.forEach((line, down) => line.forEach((value, across) => {
    const target = rows[row + down]?.[column + across];
    if (target) {
      target.value = value.trim();
      mark(target);
    }
  }));
}

function mark(cell) {
  cell.classList.toggle("is-changed", cell.value !== cell.defaultValue);
}

for (const form of document.querySelectorAll("[data-grid]")) {
  form.addEventListener("keydown", moveBy);
  form.addEventListener("paste", spread);
  form.addEventListener("input", (event) => event.target.matches(CELL) && mark(event.target));
  form.addEventListener("focusin", (event) => event.target.matches(CELL) && event.target.select());
}
