// Opens the steps that a figure leads to, in browsers that do not open what is folded around a link's target.
"use strict";

function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target === null) return;
  const folded = [];
  for (let at = target.closest("details"); at !== null; at = at.parentElement.closest("details")) folded.push(at);
  if (folded.length === 0) return;
  for (const one of folded) one.open = true;
  target.scrollIntoView({ block: "nearest" });
}

addEventListener("hashchange", unfold);
unfold();
