// Shows what was read in words of a report beside them, to who points at them, walks to them by keyboard or touches them.
// It is taken from the list of claims; without script the words lead there.
"use strict";

{
  const WAIT = 120; // milliseconds for the pointer to cross from the words to the card
  const article = document.querySelector("article.text");
  const card = document.createElement("div");
  let leaving;
  let shown = null;

  function entry(identity) {
    const claim = document.getElementById(`claim-${identity}`);
    const part = document.createElement("div");
    part.className = claim.className;
    part.append(...claim.cloneNode(true).childNodes);
    part.querySelector("a[href^='#words']")?.remove();
    return part;
  }

  function place(word) {
    const rects = word.getClientRects();
    const at = rects[0];
    const room = document.documentElement.clientWidth - card.offsetWidth - 8;
    card.style.left = `${Math.max(8, Math.min(at.left, room)) + scrollX}px`;
    const above = at.top - card.offsetHeight - 6;
    const isBelow = above < 0;
    const hidden = Math.max(...[...rects].map((rect) => rect.bottom)) - card.getBoundingClientRect().top;
    if (getComputedStyle(card).position === "fixed") return hidden > 0 && scrollBy(0, hidden + 8); // a phone's
    card.style.top = `${(isBelow ? rects[rects.length - 1].bottom + 6 : above) + scrollY}px`;
  }

  function show(word) {
    clearTimeout(leaving);
    if (shown === word) return;
    hide();
    shown = word;
    const claims = [word.hash.slice("#claim-".length), ...(word.dataset.also ?? "").split(" ")];
    card.replaceChildren(...claims.filter(Boolean).map(entry));
    card.hidden = false;
    word.setAttribute("aria-describedby", card.id);
    place(word);
  }

  function hide() {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  }

  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, WAIT);
  };
  const wordAt = (event) => event.target.closest("a.word");

  // Out of their list, too, links say which claim they are about; here and not in the page, of which they were a tenth.
  document.querySelectorAll(".claims > li").forEach((claim, at) => {
    for (const link of claim.querySelectorAll(".links a")) link.ariaLabel = `${link.textContent} of claim ${at + 1}`;
  });
  card.id = "hint";
  card.className = "hint no-print";
  card.hidden = true;
  document.body.append(card);
  article.addEventListener("pointerover", (event) => {
    const word = wordAt(event);
    if (word !== null && event.pointerType === "mouse") show(word);
  });
  article.addEventListener("pointerout", (event) => event.pointerType === "mouse" && leave());
  card.addEventListener("pointerenter", () => clearTimeout(leaving));
  card.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
  // Who came here by a link sees the words first, and nothing over the text behind them.
  let isWalking = false;
  article.addEventListener("focusin", (event) => {
    const word = wordAt(event);
    if (word !== null && isWalking) show(word);
  });
  article.addEventListener("focusout", leave);
  card.addEventListener("focusin", () => clearTimeout(leaving));
  card.addEventListener("focusout", leave);
  // The first touch shows the card, from which links lead on; the second one follows the words.
  let isToShow = false;
  article.addEventListener("pointerdown", (event) => {
    isToShow = event.pointerType !== "mouse" && shown !== wordAt(event);
  });
  article.addEventListener("click", (event) => {
    const word = wordAt(event);
    if (word === null || !isToShow) return hide();
    isToShow = false;
    event.preventDefault();
    show(word);
  });
  document.addEventListener("pointerdown", (event) => {
    isWalking = false;
    if (!card.contains(event.target) && wordAt(event) === null) hide();
  });
  document.addEventListener("keydown", (event) => {
    isWalking = true;
    if (event.key === "Escape") hide();
  });
}
