// A button below each table that copies it as tab-separated values, as a spreadsheet takes them.
"use strict";

const words = (cell) => {
  const bare = cell.cloneNode(true);
  for (const drawn of bare.querySelectorAll("[aria-hidden]")) drawn.remove();
  return bare.textContent.replace(/\s+/g, " ").trim();
};

// A spreadsheet would take text that begins so for a formula, and reports are written by anybody.
const harmless = (text) => (/^[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text);

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
    const lines = shown.map((row) => [...row.cells].map((cell) => harmless(words(cell))).join("\t"));
    const isKept = await navigator.clipboard.writeText(lines.join("\n")).then(
      () => true,
      () => false, // the browser does not allow it
    );
    button.textContent = isKept ? "Copied" : "Not allowed by the browser";
    told.textContent = isKept ? `${lines.length} rows are in the clipboard` : button.textContent;
  });
  (table.closest(".scroll") ?? table).after(button, told);
}

const offerAll = () => document.querySelectorAll("table[data-copies]").forEach(offer);
if (navigator.clipboard !== undefined) {
  document.addEventListener("replaced", offerAll); // another day was put into the page
  offerAll();
}
