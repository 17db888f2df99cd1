// Redraws the letter beside the form as it is written, in the browser alone: nothing is sent.
// It fills in what the server's own template of the letter (templates/letter/letter.html) leaves
// open, by the rules of campaign/letter/compose.py and clean.py, to which the cases in
// tests/letter/write_cases.toml hold it. Without it, "Show my letter" does the same.
"use strict";

const WAIT = 900; // milliseconds, so that a screen reader hears of a change once
const form = document.getElementById("form");
const sheet = document.querySelector(".letter-beside .sheet");
const own = document.getElementById("own");
const changed = document.getElementById("changed");
const models = [...document.querySelectorAll("template[data-language]")];
const MANY = 200; // words
const LINE_END = /\r\n|[\n\v\f\r\x85\u2028\u2029]/;
const UNPRINTABLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}]/gu; // joiners are part of spelling
const PILE = /((?:[\p{Mn}\p{Me}][\u200c\u200d]*(?![\u200c\u200d])){8})[\p{Mn}\p{Me}\u200c\u200d]+/gu;
let waiting, said;

const value = (name) => form.elements[name]?.value ?? ""; // not all forms ask for an address
const line = (name) => block(name).replace(/\s+/g, " ");

function block(name) {
  const rows = value(name).replaceAll("\t", " ").split(LINE_END);
  const kept = rows.map((row) => row.replace(UNPRINTABLE, "").trimEnd()).join("\n");
  return withoutPiles(withoutPiles(kept).normalize("NFC")).replace(/\n{3,}/g, "\n\n").trim();
}

const lines = (name) => block(name).split("\n").map((each) => each.split(/\s+/).join(" ").trim())
  .filter(Boolean);

const withoutPiles = (text) => text.replace(PILE, "$1");

function redraw() {
  const language = value("language");
  const isHome = (each) => value("sign_as") !== "blank" && each.dataset.home === value("country");
  const spoken = models.filter((each) => each.dataset.language === language);
  const model = spoken.find((each) => each.dataset.home && isHome(each)) || spoken[0];
  const letter = model.content.cloneNode(true).querySelector(".paper");
  drawAsks(letter, model.dataset);
  drawDate(letter, model.dataset.placeDate);
  drawAddress(letter);
  drawReply(letter);
  drawNote(letter);
  drawSignature(letter, language, model.dataset.resident);
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

// As it was typed; the letter itself has a country that ends it in capitals.
function drawAddress(letter) {
  const found = lines("to_postal");
  if (!found.length) return;
  const to = letter.querySelector(".letter-to");
  to.querySelectorAll(":scope > p:not([lang])").forEach((each) => each.remove());
  to.append(...found.map(inParagraph));
}

function drawReply(letter) {
  const found = lines("reply_to");
  if (!found.length) return;
  const place = document.createElement("div");
  place.className = "letter-reply";
  place.dir = "ltr";
  place.append(...found.map(inParagraph));
  letter.querySelector(".letter-date").before(place);
}

function inParagraph(text) {
  const paragraph = document.createElement("p");
  const line = document.createElement("bdi");
  line.textContent = text;
  paragraph.append(line);
  return paragraph;
}

function drawNote(letter) {
  const salutation = letter.querySelector(".letter-salutation");
  const parts = block("note").split("\n\n").filter(Boolean);
  salutation.after(...parts.map((part) => {
    const paragraph = document.createElement("p");
    paragraph.className = "letter-note";
    paragraph.dir = "auto";
    paragraph.textContent = part;
    return paragraph;
  }));
}

function drawSignature(letter, language, resident) {
  const end = letter.querySelector(".letter-end");
  const lines = signature(language, resident).filter(Boolean);
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

function signature(language, resident) {
  const name = line("name");
  const where = nameOfCountry(language);
  switch (value("sign_as")) {
    case "full": return [name, line("place"), where];
    case "initials": return [initials(name), where];
    case "country": return [where && resident.replace("{country}", () => inSentence(language))];
    default: return [];
  }
}

// As the campaign calls it: in the page's language where it is chosen, in others in a template.
function nameOfCountry(language) {
  const code = value("country");
  const other = document.querySelector(`template[data-countries="${language}"]`);
  const names = other ? [...other.content.children] : [...form.elements.country.options];
  return code && names.find((each) => each.value === code).textContent;
}

// Where a country is called otherwise in a sentence: "the Netherlands".
function inSentence(language) {
  const { content } = document.querySelector(`template[data-in-sentence="${language}"]`);
  const found = [...content.children].find((each) => each.value === value("country"));
  return found ? found.textContent : nameOfCountry(language);
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
  const note = block("note");
  const words = count(note, language);
  const share = Math.floor(all ? (100 * words) / all : 0);
  const asks = new FormData(form).getAll("ask").length;
  const over = [...note].length - own.dataset.most;
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
