// "Exit this page": also by pressing Shift three times. The page is hidden before the other loads,
// and its place in the history is taken, so that going back does not show it.
"use strict";

// Alone: with Alt or Ctrl it changes keyboards, once or twice input methods; five times opens a
// window of Windows, with a sound.
const PRESSES = 3;
const WITHIN = 3000; // milliseconds
const exit = document.querySelector(".exit");
let presses = [];

exit.title = exit.dataset.keys; // without scripts it would not be true

function leave() {
  document.body.hidden = true;
  document.title = "…";
  location.replace(exit.href);
}

function forget() {
  presses = [];
}

exit.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

addEventListener("keydown", (event) => {
  const alone = event.key === "Shift" && !event.altKey && !event.ctrlKey && !event.metaKey;
  if (!alone || event.isComposing) forget();
  else if (!event.repeat) {
    presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
  }
  if (presses.length >= PRESSES) leave();
});
addEventListener("pointerdown", forget);
addEventListener("blur", forget);
