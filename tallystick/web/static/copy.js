// A button below each table that copies it as a spreadsheet takes it: a table with its links, and tab-separated values.
// A cell that tells several things becomes as many columns, which its heading names in data-parts.
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

function keep(rows) {
  const lines = rows.map((columns) => columns.map(({ text }) => harmless(text)).join("\t"));
  if (self.ClipboardItem === undefined) return navigator.clipboard.writeText(lines.join("\n"));
  const kinds = { "text/plain": lines.join("\n"), "text/html": tableOf(rows) };
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
    const shown = [...table.rows].filter((row) => !row.hidden);
    const headings = [...table.tHead.rows[0].cells];
    const isKept = await keep(shown.map((row) => columnsOf(row, headings))).then(
      () => true,
      () => false, // the browser does not allow it
    );
    button.textContent = isKept ? "Copied" : "Not allowed by the browser";
    told.textContent = isKept ? `${shown.length} rows are in the clipboard` : button.textContent;
  });
  (table.closest(".scroll") ?? table).after(button, told);
}

const offerAll = () => document.querySelectorAll("table[data-copies]").forEach(offer);
if (navigator.clipboard !== undefined) {
  document.addEventListener("replaced", offerAll); // another day was put into the page
  offerAll();
}
