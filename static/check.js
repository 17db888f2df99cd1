// Opens the browser's print window where that was asked for, and shows the next way beside a mail
// program that may not open. Without it, both are there to be pressed.
"use strict";

document.querySelector("[formaction$='/open']")?.addEventListener("click", () => {
  const next = document.getElementById("not-opened");
  if (next) next.open = true;
});

if (document.getElementById("printing")) addEventListener("load", () => print());
