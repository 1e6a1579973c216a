// The page "Check a quotation": reads what was pasted, shows what the letters say of it. Without this script the form stays hidden.
// Pasted text is only ever put in as text, never as markup, and leaves the page only when its reader asks for a link.
(function () {
  "use strict";
  const { cut } = window.EditionPasted;
  const { index, check, isWhole } = window.EditionMatching;
  const { beside, joined } = window.EditionNeighbours;
  const { message, counted, named, headed, verdictOf, whyOf, jointSaid, partSaid, summary } = window.EditionVerdicts;
  const form = document.getElementById("check");
  if (!form) return;
  const box = document.getElementById("check-text");
  const results = document.getElementById("check-results");
  const link = document.getElementById("check-link");
  const copied = document.getElementById("check-copied");

  const KEY = "#check=";
  const PLACES = 12; // a quotation that stands more often is listed so often, and counted
  const READ_OUT = 5; // more results than this are not read out one after the other; their sum is
  const STORY = 6; // words outside quotation marks: fewer, in a story that quotes, are taken for the journalist's own
  const SLICE = 40; // milliseconds: a long text is checked in turns, so that the page answers in between
  const PORTION = 100; // results shown at once: more are asked for
  const LINK = 6000; // characters: longer addresses are cut by programs that pass them on

  let concordance = null; // made at the first check: a visitor who only looks pays nothing

  let turn = 0; // the check that is under way: a new one ends it

  // Looks up what is pasted, passage by passage, and hands on what was found.
  function lookUp(text, done) {
    if (!concordance) concordance = index(window.EDITION.messages);
    const known = (start, end, outside) =>
      isWhole(concordance, text.slice(start, end), outside.map(([from, to]) => [from - start, to - start]));
    const { passages, quotations } = cut(text, known);
    const found = passages.map((one) => ({ ...one, text: text.slice(one.start, one.end) }));
    const mine = ++turn;
    let at = 0;
    const go = () => {
      if (mine !== turn) return;
      for (const until = performance.now() + SLICE; at < found.length && performance.now() < until; at++) {
        Object.assign(found[at], check(concordance, found[at].text));
      }
      if (at === found.length) return done({ found: joined(beside(concordance, found)), quotations });
      if (!results.hasAttribute("aria-busy")) results.replaceChildren(element("p", "check-sum", "Checking a long text …"));
      results.setAttribute("aria-busy", "true");
      setTimeout(go);
    };
    go();
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
    const why = whyOf(result);
    if (why) shown.append(element("p", "check-why", why));
    if (result.joint) shown.append(element("p", "check-joint", `It does not follow the words quoted before it, in ${named(result.before)}: it is ${jointSaid(result)}.`));
    if (result.pieces && result.changes.some(({ marked }) => marked !== "typography")) shown.append(difference(result.pieces), LEGEND());
    if (result.parts) shown.append(parts(result));
    if (result.places.length) shown.append(...passages(result.places));
    return shown;
  }

  // In a story with quotations, what stands around them is the journalist's: it is told only where a letter has it.
  function worthTelling({ found, quotations }) {
    const told = found.filter((one) => {
      const story = quotations > 0 && found.some(({ quoted }) => quoted);
      if (story && !one.quoted) return !/^(?:absent|short)$/.test(one.verdict) && one.words >= STORY;
      return one.verdict !== "short" || one.quoted || found.length === 1;
    });
    return told.length ? told : found.slice(0, 1);
  }

  function show(text) {
    copied.textContent = "";
    link.hidden = !text.trim();
    clear();
    if (!text.trim()) return say("Paste some words first.");
    if (!window.EDITION) return say("The file with the letters could not be loaded.");
    return lookUp(text, list);
  }

  function clear() {
    turn++;
    results.removeAttribute("aria-busy");
    results.replaceChildren();
  }

  function say(sentence) {
    results.replaceChildren(element("p", "check-sum", sentence));
  }

  function list(looked) {
    results.removeAttribute("aria-busy");
    const told = worthTelling(looked);
    if (!told.length) return say("There are no words in this.");
    const items = element("ol", "check-list");
    items.setAttribute("aria-live", told.length > READ_OUT ? "off" : "polite");
    results.replaceChildren(element("h2", "", "What the letters say"), element("p", "check-sum", summary(told, looked.found)), items);
    portion(items, told, 0);
    return undefined;
  }

  // The next results, and, where there are more, a button for them; asked for, they get the focus.
  function portion(items, told, from) {
    const next = told.slice(from, from + PORTION).map((result, at) => item(result, from + at));
    items.append(...next);
    const rest = told.length - from - next.length;
    if (from) {
      next[0].tabIndex = -1;
      next[0].focus();
    }
    if (!rest) return;
    const more = element("button", "check-more", `Show more results (${rest} not shown yet)`);
    more.type = "button";
    results.append(more);
    more.addEventListener("click", () => {
      more.remove();
      portion(items, told, from + PORTION);
    });
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
    clear();
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
