// Asks again for a page that is being worked out, and says how far it is, until it is there. Without script the browser
// loads it anew by itself.
"use strict";

async function ask(shown) {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (answer !== null) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-waiting]");
    if (found === null) return location.reload();
    shown.replaceChildren(...found.children);
  }
  wait(shown);
}

function wait(shown) {
  setTimeout(ask, shown.dataset.waiting * 1000, shown);
}

document.querySelectorAll("[data-waiting]").forEach(wait);
