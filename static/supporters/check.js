// Opens the browser's print window where that was asked for, and shows the next way beside a mail
// program that may not open. Without it, both are there to be pressed.
"use strict";

const next = document.getElementById("not-opened");

if (next) {
  document.querySelector("[data-opens-mail]").addEventListener("click", () => {
    next.open = true;
    document.getElementById("changed").textContent = next.dataset.below;
  });
}

if (document.getElementById("printing")) addEventListener("load", () => print());
