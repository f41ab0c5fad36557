// What is chosen is shown in place. A slider stands beside the day that the pages are shown as of, over the days on which
// reports came out; the arrow keys lead from day to day. Without script the fields and their button do the same.
"use strict";

const PAUSE = 350; // milliseconds without a move, after which a day is meant
let asked = new AbortController();

function daysOf(written) {
  const [first, ...gaps] = written.split(" ");
  let at = Date.parse(first);
  const later = gaps.map((gap) => new Date((at += gap * 86400000)).toISOString().slice(0, 10));
  return [first, ...later];
}

function around(form) {
  const all = [...form.parentNode.children];
  return [all.slice(0, all.indexOf(form)), all.slice(all.indexOf(form) + 1)];
}

async function follow(form) {
  const asks = [...new FormData(form)].filter(([, value]) => value !== "");
  const address = `${form.action}?${new URLSearchParams(asks)}`;
  asked.abort();
  asked = new AbortController();
  const answer = await fetch(address, { signal: asked.signal }).catch(() => null);
  if (answer === null) return;
  if (!answer.ok || answer.redirected) return form.requestSubmit();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("form.filters");
  if (found === null) return form.requestSubmit();
  around(form).flat().forEach((part) => part.remove());
  const [above, below] = around(found);
  form.before(...above);
  form.after(...below);
  for (const select of form.querySelectorAll("select")) {
    const chosen = select.value;
    select.replaceChildren(...found.querySelector(`[name="${select.name}"]`).children);
    select.value = chosen;
  }
  for (const part of [".top", ".foot"]) document.querySelector(part).replaceWith(page.querySelector(part));
  history.replaceState(null, "", address);
  document.dispatchEvent(new Event("replaced"));
}

for (const form of document.querySelectorAll("form.filters"))
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) follow(form);
  });

for (const field of document.querySelectorAll("input[data-days]")) {
  const days = daysOf(field.dataset.days);
  if (days.length < 2) continue;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.max = days.length; // behind the last day: everything
  slider.setAttribute("aria-label", "As known on, slide to a day on which a report came out");
  const tell = () => slider.setAttribute("aria-valuetext", field.value || "everything");
  const place = () => {
    const at = days.findLastIndex((day) => day <= field.value);
    slider.value = field.value === "" ? days.length : Math.max(at, 0);
    tell();
  };
  let waiting;
  slider.addEventListener("input", () => {
    field.value = days[slider.value] ?? "";
    tell();
    clearTimeout(waiting);
    waiting = setTimeout(follow, PAUSE, slider.form);
  });
  field.addEventListener("change", place);
  place();
  field.after(slider);
}
