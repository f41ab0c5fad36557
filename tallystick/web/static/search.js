// Searches the sentences of the reports of a site. What says in which sentences a word stands, and the sentences
// themselves, lie in parts beside the page (parts.js). Words are found by their beginnings, those of one or two letters
// and those in quotation marks as they are.
"use strict";

const form = document.querySelector("#search");
const field = form.elements.namedItem("q");
const told = document.querySelector("#told");
const list = document.querySelector("#sentences");
const more = document.querySelector("#more");
const SIZE = Number(form.dataset.rows);
const SHOWN = 30; // so many more each time
const PAUSE = 250; // milliseconds without a key, after which what was typed is meant
const LEAST = 3; // letters, from which on a beginning is enough
let turn = 0;

const foldedWords = (text) =>
  text
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function termsOf(asked) {
  const found = [];
  for (const [, phrase, word] of asked.matchAll(/"([^"]*)"|(\S+)/g)) {
    const words = foldedWords(phrase ?? word);
    if (words.length === 0) continue;
    if (phrase !== undefined) found.push({ words, isWhole: true });
    else for (const one of words) found.push({ words: [one], isWhole: one.length < LEAST });
  }
  return found;
}

const isMeant = (word, asked, isWhole) => (isWhole ? word === asked : word.startsWith(asked));

async function withWord(asked, isWhole) {
  const starts = await part("search", "starts");
  const last = isWhole ? asked : `${asked}\uffff`;
  const names = [...starts.keys()].filter((at) => starts[at] <= last && (starts[at + 1] ?? "\uffff") >= asked);
  const found = new Set();
  for (const words of await Promise.all(names.map((at) => part("search", `words-${at}`))))
    for (const [word, gaps] of words) if (isMeant(word, asked, isWhole)) add(found, gaps);
  return found;
}

async function candidates(terms) {
  const sets = await Promise.all(terms.flatMap(({ words, isWhole }) => words.map((word) => withWord(word, isWhole))));
  return [...sets[0]].filter((row) => sets.every((set) => set.has(row))).sort((one, other) => one - other);
}

async function sentence(row) {
  const [pages, rows] = await part("search", `rows-${Math.floor(row / SIZE)}`);
  const [page, start, words, labels] = rows[row % SIZE];
  const [report, link, language] = pages[page];
  const holder = document.createElement("blockquote");
  Object.assign(holder, { className: "quote", dir: "auto", lang: language, innerHTML: words });
  return { report, link: `${link}#at-${start}`, page: link, labels, holder };
}

// Marks what was asked for; says whether every phrase stands in it.
function mark(holder, terms) {
  const met = new Set();
  const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const node of texts) {
    const words = [...node.data.matchAll(/\d+(?:,\d{3})+(?!\d)|[\p{L}\p{N}\p{M}]+/gu)];
    const folded = words.map(([word]) => foldedWords(word).join(""));
    const marked = new Set();
    for (const [number, { words: asked, isWhole }] of terms.entries())
      for (const at of folded.keys())
        if (asked.every((one, further) => at + further < folded.length && isMeant(folded[at + further], one, isWhole))) {
          met.add(number);
          asked.forEach((_, further) => marked.add(at + further));
        }
    for (const at of [...marked].sort((one, other) => other - one)) {
      const hit = document.createElement("mark");
      hit.className = "hit";
      const word = node.splitText(words[at].index);
      word.splitText(words[at][0].length);
      word.replaceWith(hit);
      hit.append(word);
    }
  }
  return terms.every((term, number) => term.words.length === 1 || met.has(number));
}

function element(tag, name, ...content) {
  const made = document.createElement(tag);
  made.className = name;
  made.append(...content);
  return made;
}

function link(to, name, words) {
  const made = element("a", name, words);
  made.href = to;
  return made;
}

function append(found) {
  let section = list.lastElementChild;
  if (section?.dataset.report !== found.report) {
    section = element("section", "", element("h2", ""));
    section.dataset.report = found.report;
    section.firstElementChild.innerHTML = found.report;
    list.append(section);
  }
  const source = element("p", "source", link(found.link, "", "in the report"));
  for (const [kind, label, claim] of found.labels)
    source.append(" ", link(`${found.page}#claim-${claim}`, `label ${kind}`, label));
  section.append(found.holder, source);
}

// Keeps what is asked in the address, so that who comes back from a report finds it again.
function remember() {
  const asked = field.value === "" ? "" : `?${new URLSearchParams({ q: field.value })}`;
  try {
    history.replaceState(null, "", location.pathname + asked);
  } catch {
    // a browser that lets no page on a disk do so
  }
}

async function show() {
  const mine = ++turn;
  const terms = termsOf(field.value);
  list.replaceChildren();
  more.hidden = true;
  told.textContent = terms.length === 0 ? form.dataset.none : "Searching …";
  if (terms.length === 0) return;
  const rows = await candidates(terms);
  const isExact = terms.every(({ words }) => words.length === 1);
  let at = 0;
  let shown = 0;
  const further = async () => {
    const first = shown;
    for (; at < rows.length && shown < first + SHOWN; at++) {
      const found = await sentence(rows[at]);
      if (mine !== turn) return; // something else was asked meanwhile
      if (!mark(found.holder, terms)) continue;
      append(found);
      shown++;
    }
    const number = isExact ? rows.length : shown;
    const counted = `${number.toLocaleString("en")} sentence${number === 1 ? "" : "s"} found`;
    if (number === 0) told.textContent = "No sentence has all of that.";
    else told.textContent = isExact || at === rows.length ? `${counted}.` : `${counted} so far.`;
    more.hidden = at === rows.length;
  };
  more.onclick = async () => {
    const before = list.querySelectorAll(".source").length;
    await further();
    list.querySelectorAll(".source")[before]?.querySelector("a").focus();
  };
  if (mine === turn) await further();
}

function ask() {
  remember();
  show();
}

let waiting;
field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
form.hidden = false;
if (field.value === "") field.focus();
show();
