// A button below each table that copies it as tab-separated values, as a spreadsheet takes them.
"use strict";

const words = (cell) => {
  const bare = cell.cloneNode(true);
  for (const drawn of bare.querySelectorAll("[aria-hidden]")) drawn.remove();
  return bare.textContent.replace(/\s+/g, " ").trim();
};

for (const table of document.querySelectorAll("table[data-copies]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copies no-print";
  button.textContent = "Copy table";
  button.setAttribute("aria-label", `Copy the table ${table.dataset.copies} for a spreadsheet`);
  button.addEventListener("click", async () => {
    const lines = [...table.rows].map((row) => [...row.cells].map(words).join("\t"));
    await navigator.clipboard.writeText(lines.join("\n"));
    button.textContent = "Copied";
  });
  (table.closest(".scroll") ?? table).after(button);
}
