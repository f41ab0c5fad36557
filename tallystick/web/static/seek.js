// The search field above every page of a site leads to the page that searches; a file cannot be asked by a form.
"use strict";

const seek = document.querySelector(".seek");
seek.addEventListener("submit", (event) => {
  event.preventDefault();
  location.href = `${seek.dataset.to}?${new URLSearchParams(new FormData(seek))}`;
});
seek.hidden = false;
