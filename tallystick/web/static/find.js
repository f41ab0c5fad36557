// Shows the promises that are asked for, by the fields of the form or by the address; without it all are shown.
"use strict";

const form = document.querySelector("#find");
const rows = [...document.querySelectorAll("#found tbody tr")].map((element) => ({
  element,
  words: element.textContent.toLocaleLowerCase(),
  actor: JSON.parse(element.dataset.actor),
  recipient: JSON.parse(element.dataset.recipient),
  category: [element.dataset.category],
  status: [element.dataset.status],
}));

function show() {
  const asked = new FormData(form);
  const words = asked.get("words").toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const chosen = ["actor", "recipient", "category", "status"].filter((name) => asked.get(name));
  let count = 0;
  for (const row of rows) {
    const isFound =
      words.every((word) => row.words.includes(word)) && chosen.every((name) => row[name].includes(asked.get(name)));
    row.element.hidden = !isFound;
    count += isFound;
  }
  document.querySelector("#count").textContent = count;
}

for (const [name, value] of new URLSearchParams(location.search)) {
  const field = form.elements.namedItem(name);
  if (field === null) continue;
  const isListed = !(field instanceof HTMLSelectElement) || [...field.options].some((option) => option.value === value);
  if (!isListed) field.add(new Option(value, value));
  field.value = value;
}
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
show();
