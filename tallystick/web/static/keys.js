// Keys of the review: each does what the element marked with it does, so that nothing works by key alone.
"use strict";

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input:not([type=radio]), textarea, select") !== null;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return event.target.blur();
  if (isTyping) return;
  const marked = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (marked === null || marked.disabled) return;
  event.preventDefault();
  if (!marked.matches("input, select")) return marked.click();
  const folded = marked.closest("details");
  if (folded !== null) folded.open = true;
  marked.focus();
});
