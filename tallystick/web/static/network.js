// Where somebody in the drawing of who agrees with whom is pointed at, or has the focus, the others' arcs and names fade.
"use strict";

const drawing = document.querySelector(".network svg");

function pick(node) {
  const own = new Set([node]);
  for (const arc of drawing.querySelectorAll("path")) {
    const ends = arc.dataset.ends.split(" ");
    const isOwn = ends.includes(node);
    arc.classList.toggle("lit", isOwn);
    if (isOwn) ends.forEach((end) => own.add(end));
  }
  for (const name of drawing.querySelectorAll("a")) name.classList.toggle("lit", own.has(name.dataset.node));
  drawing.classList.add("picked");
}

const over = (event) => {
  const name = event.target.closest("a");
  if (name !== null) pick(name.dataset.node);
};
const away = () => drawing.classList.remove("picked");

if (drawing !== null) {
  for (const kind of ["pointerover", "focusin"]) drawing.addEventListener(kind, over);
  for (const kind of ["pointerout", "focusout"]) drawing.addEventListener(kind, away);
}
