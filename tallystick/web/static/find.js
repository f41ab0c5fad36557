// Shows the promises that are asked for, by the fields of the form or by the address. What says in which rows a word
// stands, and the rows themselves, lie in parts beside the page (parts.js).
"use strict";

const form = document.querySelector("#find");
const body = document.querySelector("#found tbody");
const more = document.querySelector("#more");
const total = Number(form.dataset.total);
const starts = form.dataset.starts.split(" ");
const SHOWN = 100; // so many more each time
let turn = 0;

const codes = (text) => [...text].map((sign) => sign.codePointAt(0).toString(16)).join("-");
const wordsOf = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/(?<=\d),(?=\d{3})/g, "").match(/[\p{L}\p{N}_]+/gu) ?? [];

async function withWord(word) {
  const start = [...word].slice(0, 2).join("");
  const names = starts.filter((one) => one.startsWith(start)).map((one) => `word-${codes(one)}`);
  const found = new Set();
  for (const terms of await Promise.all(names.map((name) => part("find", name))))
    for (const [term, gaps] of terms) if (term.startsWith(word)) add(found, gaps);
  return found;
}

async function withChoice(choice) {
  const sum = [...choice].reduce((before, sign) => before + sign.codePointAt(0), 0);
  const found = new Set();
  for (const [term, gaps] of await part("find", `choice-${sum % Number(form.dataset.choices)}`))
    if (term === choice) add(found, gaps);
  return found;
}

async function rowsShown(numbers) {
  const size = Number(form.dataset.rows);
  const parts = await Promise.all(numbers.map((row) => part("find", `rows-${Math.floor(row / size)}`)));
  const holder = document.createElement("template");
  holder.innerHTML = numbers.map((row, at) => parts[at][row % size] ?? "").join("");
  return holder.content;
}

async function show() {
  const mine = ++turn;
  const asked = new FormData(form);
  const chosen = ["actor", "recipient", "category", "status"].filter((name) => asked.get(name));
  const sets = await Promise.all([
    ...wordsOf(asked.get("words")).map(withWord),
    ...chosen.map((name) => withChoice(`${name}:${asked.get(name)}`)),
  ]);
  const every = sets.length === 0 ? [...Array(total).keys()] : [...sets[0]].sort((one, other) => one - other);
  const rows = every.filter((row) => sets.every((set) => set.has(row)));
  const first = await rowsShown(rows.slice(0, SHOWN));
  if (mine !== turn) return; // something else was asked meanwhile
  body.replaceChildren(first);
  document.querySelector("#count").textContent = rows.length.toLocaleString("en");
  let shown = SHOWN;
  more.hidden = rows.length <= shown;
  more.onclick = async () => {
    const next = await rowsShown(rows.slice(shown, shown + SHOWN));
    if (mine !== turn) return;
    const link = next.querySelector("a");
    body.append(next);
    shown += SHOWN;
    more.hidden = rows.length <= shown;
    link?.focus();
  };
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
