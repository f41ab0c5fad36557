// A button below each table that copies it as a spreadsheet takes it: a table with its links, and tab-separated values.
// A cell that tells several things becomes as many columns, which its heading names in data-parts. Rows that are
// selected and copied as any text come out alike.
"use strict";

const words = (cell) => {
  const bare = cell.cloneNode(true);
  for (const drawn of bare.querySelectorAll("[aria-hidden]")) drawn.remove();
  return bare.textContent.replace(/\s+/g, " ").trim();
};

// A spreadsheet would take text that begins so for a formula, and reports are written by anybody.
const harmless = (text) => (/^[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text);

function columnsOf(row, headings) {
  return [...row.cells].flatMap((cell, at) => {
    const parts = headings[at]?.dataset.parts?.split("|");
    if (parts === undefined) return [{ text: words(cell), link: cell.querySelector("a") }];
    if (cell === headings[at]) return parts.map((name) => ({ text: name, link: null }));
    return parts.map((name) => {
      const found = cell.querySelector(`[data-part="${name}"]`);
      return { text: found === null ? "" : found.dataset.value ?? words(found), link: found?.closest("a") ?? null };
    });
  });
}

function tableOf(rows) {
  const table = document.createElement("table");
  for (const columns of rows) {
    const row = table.insertRow();
    for (const { text, link } of columns) {
      const cell = row.insertCell();
      const holder = link === null ? cell : cell.appendChild(document.createElement("a"));
      if (link !== null) holder.href = link.href;
      holder.textContent = harmless(text);
    }
  }
  return table.outerHTML;
}

function kindsOf(table, isMeant) {
  const headings = [...table.tHead.rows[0].cells];
  const rows = [...table.rows].filter((row) => !row.hidden && isMeant(row)).map((row) => columnsOf(row, headings));
  const lines = rows.map((columns) => columns.map(({ text }) => harmless(text)).join("\t"));
  return { "text/plain": lines.join("\n"), "text/html": tableOf(rows) };
}

function keep(kinds) {
  if (self.ClipboardItem === undefined) return navigator.clipboard.writeText(kinds["text/plain"]);
  const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
  return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

function offer(table) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copies no-print";
  button.textContent = "Copy table";
  button.setAttribute("aria-label", `Copy the table ${table.dataset.copies} for a spreadsheet`);
  const told = document.createElement("span");
  told.className = "hidden";
  told.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const kinds = kindsOf(table, () => true);
    const isKept = await keep(kinds).then(
      () => true,
      () => false, // the browser does not allow it
    );
    button.textContent = isKept ? "Copied" : "Not allowed by the browser";
    told.textContent = isKept ? `${kinds["text/plain"].split("\n").length} rows are in the clipboard` : button.textContent;
  });
  (table.closest(".scroll") ?? table).after(button, told);
}

// The one table of which several cells are selected, and nothing beside it.
function selectedTable(selection) {
  if (selection.isCollapsed || selection.rangeCount !== 1) return null;
  const range = selection.getRangeAt(0);
  const some = [...document.querySelectorAll("table[data-copies]")].filter((table) => range.intersectsNode(table));
  if (some.length !== 1) return null;
  const [table] = some;
  const beside = range.cloneContents();
  if (!table.contains(range.commonAncestorContainer)) {
    for (const own of beside.querySelectorAll("table, button")) own.remove();
    if (beside.textContent.trim() !== "") return null;
  }
  return [...table.querySelectorAll("td, th")].filter((cell) => selection.containsNode(cell, true)).length > 1
    ? table
    : null;
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  const table = selectedTable(selection);
  if (table === null) return;
  const kinds = kindsOf(table, (row) => selection.containsNode(row, true));
  for (const [type, text] of Object.entries(kinds)) event.clipboardData.setData(type, text);
  event.preventDefault();
});

const offerAll = () => document.querySelectorAll("table[data-copies]").forEach(offer);
if (navigator.clipboard !== undefined) {
  document.addEventListener("replaced", offerAll); // another day was put into the page
  offerAll();
}
