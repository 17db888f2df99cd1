// Shows how far a job is without loading the page again. Without it, the page does that itself.
"use strict";

const EVERY = 2000; // milliseconds
const job = document.getElementById("job");
const told = document.getElementById("told");

async function look() {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("job");
    if (!now) return location.reload();
    show(now);
    document.title = page.title;
  } catch {
    // The network may come back.
  }
  if (job.dataset.goesOn) setTimeout(look, EVERY);
}

function show(now) {
  const heading = job.querySelector("h1").textContent;
  const next = now.querySelector("h1").textContent;
  const papers = (part) => part.querySelectorAll(".rows li").length;
  if (next === heading && papers(now) === papers(job) && now.querySelector(".box")) {
    job.querySelector(".box").replaceChildren(...now.querySelector(".box").childNodes);
  } else {
    job.replaceChildren(...now.childNodes);
  }
  if (!now.dataset.goesOn) delete job.dataset.goesOn;
  if (next !== heading) told.textContent = next;
}

setTimeout(look, EVERY);
