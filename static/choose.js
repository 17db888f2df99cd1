// Filters recipients as one types. Without it, the form does the same on the server.
"use strict";

const WAIT = 700; // milliseconds, so that a screen reader hears the last number only
const field = document.getElementById("find");
const found = document.getElementById("found");
let waiting;

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function filter() {
  const wanted = folded(field.value);
  for (const item of document.querySelectorAll(".body [data-names]")) {
    item.hidden = !item.dataset.names.includes(wanted);
  }
  for (const region of document.querySelectorAll(".region")) {
    const any = region.querySelector("[data-names]:not([hidden])");
    region.hidden = !any;
    if (wanted && any) region.open = true;
  }
  for (const body of document.querySelectorAll(".body")) {
    body.hidden = !body.querySelector("[data-names]:not([hidden])");
  }
  clearTimeout(waiting);
  waiting = setTimeout(say, WAIT, wanted);
}

function say(wanted) {
  const number = document.querySelectorAll(".body [data-names]:not([hidden])").length;
  const text = number ? found.dataset.found.replace("{number}", number) : found.dataset.none;
  found.textContent = wanted ? text : "";
}

field.addEventListener("input", filter);
addEventListener("pageshow", filter); // going back, a browser fills in what was typed
