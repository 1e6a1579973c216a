// The page "Check a quotation": reads what was pasted, shows what matching.js says of it. Without this script the form stays hidden.
// Pasted text is only ever put in as text, never as markup, and leaves the page only when its reader asks for a link.
(function () {
  "use strict";
  const { cut } = window.EditionPasted;
  const { index, check, isWhole } = window.EditionMatching;
  const { beside, joined } = window.EditionNeighbours;
  const form = document.getElementById("check");
  if (!form) return;
  const box = document.getElementById("check-text");
  const results = document.getElementById("check-results");
  const link = document.getElementById("check-link");
  const copied = document.getElementById("check-copied");

  const KEY = "#check=";
  const PLACES = 12; // a quotation that stands more often is listed so often, and counted
  const READ_OUT = 5; // more results than this are not read out one after the other; their sum is
  const LINK = 6000; // characters: longer addresses are cut by programs that pass them on
  const MONTHS = "January February March April May June July August September October November December".split(" ");

  let concordance = null; // made at the first check: a visitor who only looks pays nothing

  function lookUp(text) {
    if (!concordance) concordance = index(window.EDITION.messages);
    const known = (start, end, outside) =>
      isWhole(concordance, text.slice(start, end), outside.map(([from, to]) => [from - start, to - start]));
    const { passages, quotations } = cut(text, known);
    const found = passages.map((one) => ({ ...one, text: text.slice(one.start, one.end) }));
    for (const one of found) Object.assign(one, check(concordance, one.text));
    return { found: joined(beside(concordance, found)), quotations };
  }

  // ---- What is said

  const message = (place) => window.EDITION.messages[place.message];
  const counted = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
  const listed = (items) => (items.length > 1 ? `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}` : items.join(""));

  function named(place) {
    const reach = place.first === place.last ? `¶${place.first}` : `¶${place.first}–${place.last}`;
    return `no. ${message(place).number} ${reach}`;
  }

  function dated({ when, after, before }) {
    const words = (iso) => {
      const [year, month, day] = iso.slice(0, 10).split("-");
      return [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
    };
    if (when) return words(when);
    const bounds = [after && `after ${words(after)}`, before && `before ${words(before)}`].filter(Boolean);
    return bounds.length ? `undated, ${bounds.join(" and ")}` : "undated";
  }

  function headed(place) {
    const { from, to } = message(place);
    const names = (parties) => listed(parties.map(({ name }) => name));
    return `${names(from)}${to.length ? ` to ${names(to)}` : ""}, ${dated(message(place))}`;
  }

  // The verdict in a line, and, where there is more to say, why.
  function verdictOf(result) {
    const [place] = result.places;
    const where = result.places.length > 1 ? `${result.places.length} places` : place && named(place);
    const sayings = {
      verbatim: () => `Verbatim in ${where}`,
      words: () => `Verbatim in ${where}, but for ${listed(apartFrom(result))}`,
      differs: () => `Differs from ${where}: ${listed(changed(result.changes))}`,
      spliced: () => `Joined: ${listed(result.parts.map((part, at) => `its ${ORDINALS[at]} part stands in ${named(part.places[0])}`))}`,
      part: () => `Only in part: ${counted(result.parts[0].words.split(/\s+/).length, "word")} in a row`,
      absent: () => "Not in this archive",
      short: () => "Not in this archive in these words",
    };
    return sayings[result.verdict]();
  }

  function apartFrom({ kinds, changes }) {
    const marked = [...new Set(changes.map((one) => one.marked))];
    const marks = { omission: "marked omissions", insertion: "words in brackets", typography: "" };
    return [...kinds, ...marked.map((name) => marks[name])].filter(Boolean);
  }

  function changed(changes) {
    const wrong = changes.filter(({ marked }) => !marked);
    const [lost, put] = [wrong.map(({ lemma }) => lemma), wrong.map(({ reading }) => reading)];
    const same = (words) => words.join(" ").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).sort().join(" ");
    if (same(lost) === same(put)) return ["the same words in another order"];
    const kinds = [
      [wrong.filter((one) => one.lemma && one.reading).length, "in other words"],
      [wrong.filter((one) => !one.reading).length, "left out"],
      [wrong.filter((one) => !one.lemma).length, "put in"],
    ];
    return kinds.filter(([n]) => n).map(([n, how]) => `${counted(n, "place")} ${how}`);
  }

  const ORDINALS = ["first", "second", "third", "fourth"];
  const EXPLAINED = {
    verbatim: "Character by character.",
    words: "None of this is a difference of wording.",
    spliced: "No letter has these words in a row.",
    part: "The letters have these words in a row; the rest of the sentence they have not.",
    absent: "No letter has this sentence, or one like it. That says nothing about other sources.",
    short: "Fewer than three words are not compared, but only looked for as they are. Paste more of the sentence.",
    few: "Words as few as these may be anybody’s. Paste more of the sentence to be sure of its place.",
  };

  // How a part, or a passage, comes to stand after the one before it.
  function jointSaid({ joint, gap }) {
    const later = `from further on in the same letter, with ${counted(gap, "word")} left out`;
    return { letter: "from another letter", earlier: "from further up in the same letter", later }[joint];
  }

  function bridgeSaid({ marked, bridge }) {
    const words = bridge.replace(/^[\s,;:.]+|[\s,;:.]+$/g, "");
    return marked ? "joined by an omission mark" : words ? `joined by “${words}”` : "joined without a mark";
  }

  function partSaid(part) {
    return part.joint ? `${jointSaid(part)}, ${bridgeSaid(part)}: ` : "";
  }

  // ---- What is shown

  function element(name, classes, ...content) {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    made.append(...content.filter((one) => one !== null));
    return made;
  }

  function anchor(address, words, label) {
    const made = element("a", "", words);
    made.href = (document.documentElement.dataset.content_root || "./") + address;
    if (label) made.setAttribute("aria-label", label);
    return made;
  }

  // Where it stands: the letter's own page, its place in a chapter, who wrote to whom, when.
  function source(place) {
    const { letter, home } = message(place);
    const shown = element("span", "check-source", anchor(`${letter}#p${place.first}`, named(place)));
    shown.append(` · ${headed(place)}`);
    if (home) shown.append(" · ", anchor(`${home}-p${place.first}`, "in its chapter", `${named(place)} in its chapter`));
    return shown;
  }

  // The passage in its paragraphs, with what surrounds it.
  function passage(place) {
    const { paragraphs } = message(place);
    const figure = element("figure", "check-passage", element("figcaption", "", source(place)));
    const quote = element("blockquote", "");
    let at = paragraphs.slice(0, place.first - 1).reduce((sum, one) => sum + one.length + 1, 0);
    for (const text of paragraphs.slice(place.first - 1, place.last)) {
      const [from, to] = [Math.max(0, place.start - at), Math.min(text.length, place.end - at)];
      quote.append(element("p", "", text.slice(0, from), element("mark", "", text.slice(from, to)), text.slice(to)));
      at += text.length + 1;
    }
    figure.append(quote);
    return figure;
  }

  function passages(places) {
    const [first, ...others] = places;
    const shown = [passage(first)];
    if (others.length) {
      const items = others.slice(0, PLACES - 1).map((one) => element("li", "", source(one)));
      const more = others.length + 1 - PLACES;
      if (more > 0) items.push(element("li", "", `and ${counted(more, "more place")}`));
      shown.push(element("p", "check-also", "It also stands in:"), element("ul", "check-places", ...items));
    }
    return shown;
  }

  const unseen = (words) => element("span", "check-unseen", words);

  // The letter's words with the changes in them: struck through what was left out, underlined what was put in.
  function difference(pieces) {
    const shown = element("p", "check-difference");
    pieces.forEach(({ same, lemma, reading, marked }, at) => {
      if (at) shown.append(" ");
      if (same !== undefined) return shown.append(same);
      if (marked === "typography") return shown.append(lemma);
      if (lemma) shown.append(element("del", marked ? "marked" : "", unseen("[left out: "), lemma, unseen("]")));
      if (lemma && reading) shown.append(" ");
      if (reading) shown.append(element("ins", marked ? "marked" : "", unseen("[put in: "), reading, unseen("]")));
    });
    return shown;
  }

  const LEGEND = () =>
    element("p", "check-legend", element("del", "", "struck through"), ": in the letter, not in your text; ",
      element("ins", "", "underlined"), ": in your text, not in the letter.");

  function parts(result) {
    const items = result.parts.map((part) =>
      element("li", "", element("p", "", partSaid(part), "“", element("bdi", "", part.words), "”:"), ...passages(part.places)));
    return element("ol", "check-parts", ...items);
  }

  function item(result, at) {
    const quoted = element("blockquote", "check-quoted", element("p", "", result.text));
    quoted.dir = "auto";
    const heading = element("h3", "check-verdict", verdictOf(result));
    heading.id = `check-result-${at + 1}`;
    const shown = element("li", `check-result ${result.verdict}`, quoted, heading);
    const why = EXPLAINED[result.few && result.places.length ? "few" : result.verdict];
    if (why) shown.append(element("p", "check-why", why));
    if (result.joint) shown.append(element("p", "check-joint", `It does not follow the words quoted before it, in ${named(result.before)}: it is ${jointSaid(result)}.`));
    if (result.pieces && result.changes.some(({ marked }) => marked !== "typography")) shown.append(difference(result.pieces), LEGEND());
    if (result.parts) shown.append(parts(result));
    if (result.places.length) shown.append(...passages(result.places));
    return shown;
  }

  const SUMS = {
    verbatim: "verbatim", words: "verbatim but for typography or marks", differs: "with other words", spliced: "joined",
    part: "only in part", absent: "not in this archive", short: "too short to be compared",
  };

  // In a story with quotations, what stands around them is the journalist's: it is told only where a letter has it.
  function worthTelling({ found, quotations }) {
    const told = found.filter((one) => {
      const story = quotations > 0 && found.some(({ quoted }) => quoted);
      if (story && !one.quoted) return one.verdict !== "absent" && !one.few;
      return one.verdict !== "short" || one.quoted || found.length === 1;
    });
    return told.length ? told : found.slice(0, 1);
  }

  function summary(told, found) {
    const sums = Object.keys(SUMS).map((verdict) => [told.filter((one) => one.verdict === verdict).length, SUMS[verdict]]);
    const words = sums.filter(([n]) => n).map(([n, how]) => `${n} ${how}`);
    const rest = found.length - told.length;
    const left = rest ? ` ${counted(rest, "other passage")} (outside quotation marks, or fewer than three words) had nothing to tell.` : "";
    return `${counted(told.length, "passage")} checked: ${words.join(", ")}.${left}`;
  }

  function show(text) {
    copied.textContent = "";
    link.hidden = !text.trim();
    if (!text.trim()) return results.replaceChildren(element("p", "check-sum", "Paste some words first."));
    if (!window.EDITION) return results.replaceChildren(element("p", "check-sum", "The file with the letters could not be loaded."));
    const looked = lookUp(text);
    const told = worthTelling(looked);
    const list = element("ol", "check-list", ...told.map(item));
    list.setAttribute("aria-live", told.length > READ_OUT ? "off" : "polite");
    const heading = element("h2", "", "What the letters say");
    const sum = told.length ? summary(told, looked.found) : "There are no words in this.";
    return results.replaceChildren(heading, element("p", "check-sum", sum), list);
  }

  // ---- What a visitor does

  function copyLink() {
    const address = `${location.href.split("#")[0]}${KEY}${encodeURIComponent(box.value)}`;
    if (address.length > LINK) return void (copied.textContent = "This text is too long for a link.");
    history.replaceState(null, "", address);
    const said = "The link is in the address bar";
    const done = navigator.clipboard ? navigator.clipboard.writeText(address) : Promise.reject(new Error("no clipboard"));
    done.then(() => (copied.textContent = `${said} and has been copied.`), () => (copied.textContent = `${said}.`));
  }

  function fromAddress() {
    if (!location.hash.startsWith(KEY)) return;
    try {
      box.value = decodeURIComponent(location.hash.slice(KEY.length));
    } catch {
      return; // an address cut off in the middle of a character: nothing to check
    }
    show(box.value);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(box.value);
  });
  form.addEventListener("reset", () => {
    results.replaceChildren();
    copied.textContent = "";
    link.hidden = true;
    if (location.hash.startsWith(KEY)) history.replaceState(null, "", location.href.split("#")[0]);
    box.focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  for (const button of form.querySelectorAll("[data-example]")) {
    button.addEventListener("click", () => {
      box.value = button.dataset.example;
      show(box.value);
    });
  }
  link.addEventListener("click", copyLink);
  window.addEventListener("hashchange", fromAddress);
  form.hidden = false;
  fromAddress();
})();
