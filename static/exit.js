// "Exit this page": also by pressing Shift three times. The page is hidden before the other loads,
// and its place in the history is taken, so that going back does not show it.
"use strict";

const PRESSES = 3;
const WITHIN = 3000; // milliseconds
const exit = document.querySelector(".exit");
let presses = [];

function leave() {
  document.body.hidden = true;
  document.title = "…";
  location.replace(exit.href);
}

exit.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

addEventListener("keydown", (event) => {
  if (event.key !== "Shift") presses = [];
  else if (!event.repeat) presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
  if (presses.length >= PRESSES) leave();
});
