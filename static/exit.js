// "Leave quickly": also by pressing Shift three times. The page is hidden before the other loads,
// and its place in the history is taken, so that going back does not show it. Earlier pages are
// forgotten, too, as far as a browser lets them (docs/decisions/0036).
"use strict";

// Alone: with Alt or Ctrl it changes keyboards, once or twice input methods; five times opens a
// window of Windows, with a sound.
const PRESSES = 3;
const WITHIN = 3000; // milliseconds
const exit = document.querySelector(".exit");
// A page that a browser keeps to go back to is forgotten when it would hear of this.
const pages = "BroadcastChannel" in window ? new BroadcastChannel("leave") : null;
let presses = [];

if (pages) pages.onmessage = () => {};

exit.title = exit.dataset.keys; // without scripts it would not be true

function leave() {
  document.body.hidden = true;
  document.title = "…";
  if (pages) pages.postMessage("");
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
