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
const ENOUGH = 12; // words, with which a sentence or two are somebody's own
const LINE_END = /\r\n|[\n\v\f\r\x85\u2028\u2029]/;
// Signs that are seen stay, and so do joiners, which words are spelled with.
const UNSEEN = /[\p{Cc}\p{Co}\p{Cs}\ufff9-\ufffb]|(?![\u200b-\u200d\u180e\u{e0020}-\u{e007f}])(?=\p{Default_Ignorable_Code_Point})\p{Cf}/gu;
const SPELLING = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,16}\u{e007f}|[\u200b\u180e\u{e0020}-\u{e007f}]/gu;
const UNSPACED = "[\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}\\p{Script=Tai_Le}\\p{Script=New_Tai_Lue}\\p{Script=Tai_Tham}\\p{Script=Tai_Viet}\\p{Script=Ahom}\\p{Script=Balinese}\\p{Script=Javanese}\\p{Script=Cham}]";
const MONGOLIAN = "(?!\\u180e)\\p{Script=Mongolian}";
const [AFTER_UNSPACED, AFTER_MONGOLIAN] = [UNSPACED, MONGOLIAN].map((each) => new RegExp(`${each}$`, "u"));
const [BEFORE_UNSPACED, BEFORE_MONGOLIAN] = [UNSPACED, MONGOLIAN].map((each) => new RegExp(`^${each}`, "u"));
const PILE = /((?:[\p{Mn}\p{Me}][\u200c\u200d]*(?![\u200c\u200d])){8})[\p{Mn}\p{Me}\u200c\u200d]+/gu;
const BETWEEN_NAMES = /[^\p{L}\p{M}\p{N}\p{Cf}'’`´"״׳]+/u;
const FAMILY_NAME = /^[\P{L}\p{Lm}]*(欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|夏侯|皇甫|尉迟|尉遲|公孙|公孫|慕容|令狐|东方|東方|司徒|\p{Script=Han})/u;
const LETTER = /(?!\p{Lm})\p{L}/u;
let waiting, said;

const value = (name) => form.elements[name]?.value ?? ""; // not all forms ask for an address
const line = (name) => block(name).replace(/\s+/g, " ");

function block(name) {
  const rows = value(name).replaceAll("\t", " ").split(LINE_END);
  const seen = rows.map((row) => row.replace(UNSEEN, ""));
  const kept = seen.map((row) => row.replace(SPELLING, spelled).trimEnd()).join("\n");
  return withoutPiles(composed(withoutPiles(kept))).replace(/\n{3,}/g, "\n\n").trim();
}

// Invisible signs stay where a script is spelled with them.
function spelled(sign, at, row) {
  const [before, after] = [row.slice(0, at), row.slice(at + sign.length)];
  if (sign === "\u200b") {
    return AFTER_UNSPACED.test(before) || BEFORE_UNSPACED.test(after) ? sign : "";
  }
  if (sign === "\u180e") {
    return AFTER_MONGOLIAN.test(before) && BEFORE_MONGOLIAN.test(after) ? sign : "";
  }
  return sign.startsWith("\u{1f3f4}") ? sign : "";
}

// A sign that the normal form would replace by another one stays as it was typed.
function composed(text) {
  if (text.normalize("NFC") === text) return text;
  const parts = [""];
  for (const char of text) {
    const other = char.normalize("NFC");
    const isReplaced = other !== char && [...other].length === 1 && !/\p{M}/u.test(char);
    if (isReplaced) parts.push(char, "");
    else parts[parts.length - 1] += char;
  }
  return parts.map((part, index) => (index % 2 ? part : part.normalize("NFC"))).join("");
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
  drawSubject(letter, model.content);
  drawAsks(letter, model.dataset);
  drawDate(letter, model.dataset.placeDate);
  drawAddress(letter);
  drawReply(letter);
  drawNote(letter);
  drawSignature(letter, language, model.dataset.resident);
  sheet.replaceChildren(letter);
  measure(language);
}

// What a letter is about is the first thing that it asks for.
function drawSubject(letter, texts) {
  const [first] = new FormData(form).getAll("ask");
  const subjects = [...texts.querySelectorAll("[data-subject]")];
  const found = subjects.find((each) => each.dataset.subject === first);
  if (found) letter.querySelector(".letter-subject").replaceChildren(...found.cloneNode(true).childNodes);
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
  to.querySelectorAll(":scope > :not([lang])").forEach((each) => each.remove());
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
  const place = document.createElement(lines.length ? "p" : "div");
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
  const family = name.match(FAMILY_NAME);
  if (family) return family[1];
  return name.split(BETWEEN_NAMES).map(first).filter(Boolean).map((each) => `${each}.`).join(" ");
}

// Browsers without Intl.Segmenter cut a few scripts' letters short, here and not in the letter.
function first(word) {
  const graphemes = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const signs = graphemes ? [...graphemes.segment(word)].map((each) => each.segment) : [...word];
  return signs.find((sign) => LETTER.test(sign));
}

function count(text, language) {
  if (!Intl.Segmenter) return text.split(/\s+/).filter(Boolean).length;
  const words = new Intl.Segmenter(language, { granularity: "word" });
  return [...words.segment(text)].filter((each) => each.isWordLike).length;
}

function measure(language) {
  const note = block("note");
  const asks = new FormData(form).getAll("ask").length;
  const over = [...note].length - own.dataset.most;
  const { dataset } = own;
  const text = over > 0 ? dataset.over.replace("{over}", over) : praise(count(note, language));
  own.hidden = false;
  own.textContent = text;
  say(`${dataset.asks.replace("{asks}", asks)} ${text}`);
}

// In words: a figure would be small for what is good, and nothing for what is enough.
function praise(words) {
  const { dataset } = own;
  if (!words) return dataset.none;
  if (words < ENOUGH) return dataset.few;
  return words > MANY ? dataset.long : dataset.enough;
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
