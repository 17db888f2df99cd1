// Redraws the letter beside the form as it is written, in the browser alone: nothing is sent.
// It fills in what the server's own template of the letter (templates/letter/letter.html) leaves
// open, by the rules of campaign/letter/compose.py. Without it, "Show my letter" does the same.
"use strict";

const WAIT = 900; // milliseconds, so that a screen reader hears of a change once
const form = document.getElementById("form");
const sheet = document.querySelector(".letter-beside .sheet");
const own = document.getElementById("own");
const changed = document.getElementById("changed");
const models = [...document.querySelectorAll("template[data-language]")];
const MANY = 200; // words
let waiting, said;

const value = (name) => form.elements[name].value;
const line = (name) => value(name).trim().replace(/\s+/g, " ");
const country = () => form.elements.country.selectedOptions[0];

function redraw() {
  const language = value("language");
  const isHome = (each) => value("sign_as") !== "blank" && each.dataset.home === value("country");
  const spoken = models.filter((each) => each.dataset.language === language);
  const model = spoken.find((each) => each.dataset.home && isHome(each)) || spoken[0];
  const letter = model.content.cloneNode(true).querySelector(".paper");
  drawAsks(letter, model.dataset);
  drawDate(letter, model.dataset.placeDate);
  drawNote(letter);
  drawSignature(letter, language);
  sheet.replaceChildren(letter);
  measure(letter, language);
}

function drawAsks(letter, ends) {
  const wanted = new Set(new FormData(form).getAll("ask"));
  for (const each of letter.querySelectorAll("[data-ask]")) {
    if (!wanted.has(each.dataset.ask)) each.remove();
  }
  const list = letter.querySelector(".letter-asks");
  const items = list ? [...list.children] : [];
  items.forEach((item, index) => {
    const text = item.lastChild;
    if (!text) return;
    const end = [ends.itemEnd, ends.listEnd].find((each) => text.textContent.endsWith(each)) || "";
    const bare = text.textContent.slice(0, text.textContent.length - end.length);
    text.textContent = bare + (index === items.length - 1 ? ends.listEnd : ends.itemEnd);
  });
  if (items.length === 1) {
    const only = document.createElement("p");
    only.className = "letter-ask";
    only.append(...items[0].childNodes);
    list.replaceWith(only);
  } else if (list && !items.length) list.remove();
}

function drawDate(letter, pattern) {
  const place = value("sign_as") === "full" && line("place");
  if (!place || !pattern) return;
  const spoken = document.createElement("bdi");
  spoken.textContent = place;
  const day = [...letter.querySelector(".letter-date").childNodes];
  const parts = pattern.split(/(\{place\}|\{date\})/).flatMap((part) =>
    part === "{place}" ? [spoken] : part === "{date}" ? day : [part]);
  letter.querySelector(".letter-date").replaceChildren(...parts);
}

function drawNote(letter) {
  const salutation = letter.querySelector(".letter-salutation");
  const parts = value("note").trim().split(/\n(?:\s*\n)+/).filter((part) => part.trim());
  salutation.after(...parts.map((part) => {
    const paragraph = document.createElement("p");
    paragraph.className = "letter-note";
    paragraph.dir = "auto";
    paragraph.textContent = part.trim();
    return paragraph;
  }));
}

function drawSignature(letter, language) {
  const end = letter.querySelector(".letter-end");
  const lines = signature(language).filter(Boolean);
  end.querySelector(".letter-signature, .letter-sign-here").remove();
  const place = document.createElement("p");
  place.className = lines.length ? "letter-signature" : "letter-sign-here";
  lines.forEach((text, index) => {
    const line = document.createElement("bdi");
    line.textContent = text;
    place.append(...(index ? [document.createElement("br"), line] : [line]));
  });
  end.append(place);
}

function signature(language) {
  const name = line("name");
  const where = nameOfCountry(language);
  switch (value("sign_as")) {
    case "full": return [name, line("place"), where];
    case "initials": return [initials(name), where];
    case "country": return [where];
    default: return [];
  }
}

// Country names stand on the page in one language only.
function nameOfCountry(language) {
  const option = country();
  if (!option || !option.value) return "";
  const spoken = option.closest("[lang]").lang;
  if (spoken === language || !Intl.DisplayNames) return option.textContent;
  return new Intl.DisplayNames([language], { type: "region" }).of(option.value);
}

function initials(name) {
  return name.split(/[\s.·-]+/).filter(Boolean).map((word) => `${first(word)}.`).join(" ");
}

// Browsers without Intl.Segmenter cut a few scripts' letters short, here and not in the letter.
function first(word) {
  if (!Intl.Segmenter) return [...word][0];
  const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return [...graphemes.segment(word)][0].segment;
}

function count(text, language) {
  if (!Intl.Segmenter) return text.split(/\s+/).filter(Boolean).length;
  const words = new Intl.Segmenter(language, { granularity: "word" });
  return [...words.segment(text)].filter((each) => each.isWordLike).length;
}

function measure(letter, language) {
  const all = count([...letter.querySelectorAll("[class^=letter-]:is(p, li), li")]
    .filter((each) => !each.closest(".letter-to, .letter-date, .letter-salutation, .letter-end"))
    .map((each) => each.textContent).join("\n"), language);
  const words = count(value("note"), language);
  const share = Math.floor(all ? (100 * words) / all : 0);
  const asks = new FormData(form).getAll("ask").length;
  const over = [...value("note").trim()].length - own.dataset.most;
  const texts = over > 0 ? [own.dataset.over.replace("{over}", over)] : praise(words, share);
  own.hidden = false;
  const meter = document.getElementById("own-meter");
  meter.value = share;
  meter.hidden = !words || over > 0;
  document.getElementById("own-text").textContent = texts.join(" ");
  say([own.dataset.asks.replace("{asks}", asks), ...texts].join(" "));
}

function praise(words, share) {
  if (!words) return [own.dataset.none];
  const { dataset } = own;
  const texts = [dataset.words.replace("{words}", words), dataset.share.replace("{share}", share)];
  return words > MANY ? [...texts, dataset.long] : texts;
}

function say(text) {
  if (said === undefined) said = text; // how the page was opened is no change
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (text !== said) changed.textContent = said = text;
  }, WAIT);
}

form.addEventListener("input", redraw);
addEventListener("pageshow", redraw); // going back, a browser fills in what was typed
