// Keyboard moves between the cells of table[data-sheet]: Enter goes down, arrows up and down,
// left and right when the cursor is at the edge of the text. Tab keeps its own meaning.

const FIELD = "input:not([type=hidden]), select, textarea";

function fieldAt(row, column) {
  return row?.cells[column]?.querySelector(FIELD) ?? null;
}

function rowsOf(table) {
  return [...table.tBodies].flatMap((body) => [...body.rows]);
}

function nearest(table, field, down, across) {
  const cell = field.closest("td, th");
  const rows = rowsOf(table);
  let row = rows.indexOf(cell.parentElement) + down;
  let column = cell.cellIndex + across;
  while (row >= 0 && row < rows.length && column >= 0 && column < rows[row].cells.length) {
    const found = fieldAt(rows[row], column);
    if (found && !found.disabled) return found;
    row += down;
    column += across;
  }
  return null;
}

function atEdge(field, end) {
  if (field.selectionStart === null || field.selectionStart === undefined) return true;
  const position = end ? field.value.length : 0;
  return field.selectionStart === field.selectionEnd && field.selectionStart === position;
}

function direction(event, field) {
  const writing = field.tagName === "TEXTAREA";
  const choosing = field.tagName === "SELECT";
  switch (event.key) {
    case "Enter": return writing || event.ctrlKey ? null : [event.shiftKey ? -1 : 1, 0];
    case "ArrowDown": return choosing || (writing && !atEdge(field, true)) ? null : [1, 0];
    case "ArrowUp": return choosing || (writing && !atEdge(field, false)) ? null : [-1, 0];
    case "ArrowRight": return !choosing && atEdge(field, true) ? [0, 1] : null;
    case "ArrowLeft": return !choosing && atEdge(field, false) ? [0, -1] : null;
    default: return null;
  }
}

function move(event) {
  const field = event.target.closest(FIELD);
  if (!field || event.altKey || event.metaKey) return;
  // The browser's own keys for these: days of a date, steps of a number
  if (["date", "datetime-local", "time", "radio", "checkbox"].includes(field.type) && event.key !== "Enter") return;
  const way = direction(event, field);
  if (!way) return;
  const next = nearest(event.currentTarget, field, ...way);
  // In the last row Enter does nothing rather than send a half-filled sheet
  if (next || event.key === "Enter") event.preventDefault();
  if (!next) return;
  next.focus();
  if (typeof next.select === "function") next.select();
}

export function startSheets(root) {
  for (const table of root.querySelectorAll("table[data-sheet]:not([data-sheet-started])")) {
    table.dataset.sheetStarted = "yes";
    table.addEventListener("keydown", move);
  }
}
