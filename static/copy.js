// Copies a text with one tap. Without it, texts are selected by hand.
"use strict";

const SHOWN = 4000; // milliseconds
const changed = document.getElementById("changed");
const report = document.getElementById("copied"); // where copying counts as taking the letter
let counted = false;

async function copy(field, button) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select(); // where a page may not write to the clipboard, as in the Tor Browser
    if (!document.execCommand("copy")) return;
  }
  button.textContent = changed.textContent = changed.dataset.copied;
  setTimeout(() => {
    button.textContent = field.closest(".copy").dataset.copy;
    changed.textContent = "";
  }, SHOWN);
  if (report && field.id === "copy" && !counted) {
    counted = true;
    navigator.sendBeacon(report.action, new URLSearchParams(new FormData(report)));
  }
}

for (const place of document.querySelectorAll(".copy")) {
  const field = place.querySelector("textarea");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = place.dataset.copy;
  button.addEventListener("click", () => copy(field, button));
  place.append(button);
}
