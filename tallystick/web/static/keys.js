// Keys of one letter: each does what the element marked with it does, so that nothing works by key alone. They can be
// turned off on the page of help, since a spoken word is a row of letters to the browser of who speaks to it.
"use strict";

const OFF = "tally-keys-off";
const areOff = () => {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false; // a browser that keeps nothing
  }
};

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=radio], [type=range]), textarea, select") !== null;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return event.target.blur();
  if (isTyping || areOff()) return;
  const marked = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (marked === null || marked.disabled) return;
  event.preventDefault();
  if (!marked.matches("input, select")) return marked.click();
  const folded = marked.closest("details");
  if (folded !== null) folded.open = true;
  marked.focus();
});

const keysOn = document.querySelector("#keys-on");
if (keysOn !== null) {
  const tell = () => keysOn.setAttribute("aria-pressed", String(!areOff()));
  keysOn.addEventListener("click", () => {
    if (areOff()) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    tell();
  });
  keysOn.hidden = false;
  tell();
}
