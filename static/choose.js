// Filters the delegations as one types. Without it, the form does the same on the server.
"use strict";

const field = document.getElementById("find");

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function filter() {
  const wanted = folded(field.value);
  for (const item of document.querySelectorAll(".body li[data-names]")) {
    item.hidden = !item.dataset.names.includes(wanted);
  }
  for (const region of document.querySelectorAll(".region")) {
    const found = region.querySelector("li:not([hidden])");
    region.hidden = !found;
    if (wanted && found) region.open = true;
  }
}

field.addEventListener("input", filter);
