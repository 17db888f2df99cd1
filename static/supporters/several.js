// Says how many are chosen as one ticks, and refuses one too many at once. Without it, the server does.
"use strict";

const chosen = document.getElementById("chosen");
const spoken = document.getElementById("found"); // the one place of the page that speaks by itself
const boxes = [...document.querySelectorAll('input[type="checkbox"][name="to"]')];
const most = Number(chosen.dataset.most);

function tell(isFull) {
  const number = boxes.filter((each) => each.checked).length;
  const text = number ? chosen.dataset.chosen.replace("{number}", number) : "";
  chosen.textContent = isFull ? `${text} ${chosen.dataset.full}` : text;
}

for (const box of boxes) {
  box.addEventListener("change", () => {
    const isFull = boxes.filter((each) => each.checked).length > most;
    if (isFull) box.checked = false;
    tell(isFull);
    spoken.textContent = chosen.textContent;
  });
}
addEventListener("pageshow", () => tell(false)); // going back, a browser ticks what was ticked
