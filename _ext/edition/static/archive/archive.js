// The browser of the archive: filters the list that the page has, counts what each filter would find, and marks words.
(function () {
  "use strict";
  const tool = document.getElementById("archive-tool");
  const { messages, people, threads } = window.EDITION;
  const form = tool.querySelector("form");
  const list = tool.querySelector("ol.found");
  const status = tool.querySelector(".tool-count");
  const empty = tool.querySelector(".tool-empty");
  const items = new Map([...list.children].map((item) => [item.dataset.letter, item]));
  const openings = new Map([...items].map(([id, item]) => [id, [...item.querySelector(".found-words").childNodes]]));
  const root = document.documentElement.dataset.content_root || "./";
  const subjects = new Map(threads.map((thread) => [thread.id, thread.title]));
  const WORD = /[^\n\r\p{Z}\p{P}]+/gu; // what the index, too, takes for a word
  const OMISSION = "⟨…⟩";

  // Headers
  const ROLES = {
    from: (message) => message.from,
    to: (message) => message.to,
    cc: (message) => message.cc,
    fw: (message) => [...message.fw, ...message.forwarded.flatMap((act) => act.to)],
  };
  const key = (party) => party.person || (party.name === "[redacted]" ? "redacted" : "");
  for (const message of messages) {
    message.roles = {};
    for (const role of Object.keys(ROLES)) message.roles[role] = new Set(ROLES[role](message).map(key));
    message.roles[""] = new Set(Object.values(message.roles).flatMap((keys) => [...keys]));
    for (const act of message.forwarded) message.roles[""].add(key(act.by));
    message.roles.received = new Set(["to", "cc", "fw"].flatMap((role) => [...message.roles[role]]));
    message.year = (message.when || "none").slice(0, 4);
  }
  let latest = "";
  for (const message of messages) {
    latest = (message.when || message.after || latest).slice(0, 10);
    message.day = latest;
  }

  // Between two people: one writes, the other receives, in the role that is chosen for the first
  function between(message, one, other, role) {
    const { from, received } = message.roles;
    const to = message.roles[role] || received;
    const sent = from.has(one) && received.has(other);
    return role === "from" ? sent : (to.has(one) && from.has(other)) || (role === "" && sent);
  }

  const FILTERS = {
    person: (message, want) => !want.person || want.with || message.roles[want.role].has(want.person),
    with: (message, want) =>
      !want.with || (want.person ? between(message, want.person, want.with, want.role) : message.roles[""].has(want.with)),
    year: (message, want) => !want.year || message.year === want.year,
    thread: (message, want) => !want.thread || message.thread === want.thread,
    kind: (message, want) => !want.kind || message.medium === want.kind,
    redactions: (message, want) => !want.redactions || (want.redactions === "with") === message.redactions > 0,
  };

  // Words
  let index = null;
  function searched(words) {
    if (!index) {
      index = new window.MiniSearch({ fields: ["text", "names", "subject"], searchOptions: { combineWith: "AND", prefix } });
      index.addAll(messages.map((message, id) => ({
        id, text: message.paragraphs.join("\n"), subject: subjects.get(message.thread),
        names: [...message.roles[""]].map((person) => (people[person] ? people[person].name : person)).join(" "),
      })));
    }
    const nearest = new Map();
    const found = index.search(words, { fuzzy: (term, at, terms) => distance(term, prefix(term, at, terms), nearest) });
    return { found: new Map(found.map((one) => [messages[one.id].id, one])), nearest };
  }
  const prefix = (term, at, terms) => at === terms.length - 1 && term.length > 2;

  // A word that some letter has is taken as it is; of another, as many characters may differ as it takes to find one
  function distance(term, prefix, nearest) {
    if (index.search(term, { fuzzy: false, prefix }).length) return false;
    for (let away = 1; away <= Math.min(3, Math.floor(term.length / 2)); away++) {
      const near = new Set(index.search(term, { fuzzy: away, prefix: false }).flatMap((hit) => hit.terms));
      if (!near.size) continue;
      nearest.set(term, [...near]);
      return away;
    }
    return false;
  }

  // The words of a paragraph around the first that was looked for, as nodes
  function shown(text, terms) {
    const hits = [...text.matchAll(WORD)].filter((word) => terms.has(word[0].toLowerCase()));
    const at = hits.length ? hits[0].index : 0;
    const start = at < 70 ? 0 : text.indexOf(" ", at - 60) + 1;
    const stop = text.length <= start + 200 ? text.length : Math.max(text.lastIndexOf(" ", start + 200), at + hits[0][0].length);
    const nodes = [start ? `${OMISSION} ` : ""];
    let done = start;
    for (const hit of hits.filter((word) => word.index >= start && word.index < stop)) {
      const mark = document.createElement("mark");
      mark.textContent = hit[0];
      nodes.push(...window.barred(text.slice(done, hit.index)), mark);
      done = hit.index + hit[0].length;
    }
    return [...nodes, ...window.barred(text.slice(done, stop)), stop < text.length ? ` ${OMISSION}` : ""];
  }

  function snippet(message, hit) {
    const place = items.get(message.id).querySelector(".found-words");
    const terms = new Set(hit ? hit.terms : []);
    const counts = message.paragraphs.map((text) => new Set([...text.matchAll(WORD)].map((word) => word[0].toLowerCase()).filter((word) => terms.has(word))).size);
    const most = Math.max(0, ...counts);
    if (!most) return place.replaceChildren(...openings.get(message.id)); // no words, or words of the header alone
    const number = counts.indexOf(most) + 1;
    const link = document.createElement("a");
    link.href = `${root}${message.home}-p${number}`;
    link.textContent = `¶ ${number}`;
    link.setAttribute("aria-label", `¶ ${number} of no. ${message.number}`);
    place.replaceChildren(...(message.home ? [link, " "] : []), ...shown(message.paragraphs[number - 1].trim(), terms));
  }

  // Counts: what each value of a filter would find, all other filters as they are
  function count(want, found) {
    const passing = (name, value) => {
      const other = { ...want, [name]: value };
      return messages.filter((message) => (!found || found.has(message.id)) && Object.values(FILTERS).every((fits) => fits(message, other))).length;
    };
    for (const option of form.querySelectorAll("option[data-label]")) {
      option.textContent = `${option.dataset.label} (${passing(option.parentElement.name, option.value)})`;
    }
    for (const button of form.querySelectorAll("input[type=radio]")) {
      button.parentElement.querySelector(".count").textContent = `(${passing(button.name, button.value)})`;
    }
  }

  function ordered(found, order) {
    if (order === "match" && found) return [...messages].sort((a, b) => score(found, b) - score(found, a));
    if (order !== "oldest" && order !== "newest") return messages;
    const sorted = [...messages].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    return order === "newest" ? sorted.reverse() : sorted;
  }
  const score = (found, message) => (found.has(message.id) ? found.get(message.id).score : -1);

  let said = null;
  function say(number, nearest) {
    const count = `${number} of ${messages.length} letter${messages.length === 1 ? "" : "s"}`;
    const taken = [...(nearest || [])].map(([word, near]) => `. No letter has “${word}”: taken for ${near.map((one) => `“${one}”`).join(" or ")}`);
    const text = `${count}${taken.join("")}${taken.length ? "." : ""}`;
    const speak = () => {
      if (status.textContent !== text) status.textContent = text;
    };
    if (said === null) speak(); // while the page loads nothing may move
    clearTimeout(said);
    said = setTimeout(speak, 150);
  }

  function show() {
    const want = Object.fromEntries(new FormData(form));
    const words = want.words.trim();
    const { found, nearest } = words ? searched(words) : { found: null, nearest: null };
    const kept = messages.filter((message) => (!found || found.has(message.id)) && Object.values(FILTERS).every((fits) => fits(message, want)));
    const visible = new Set(kept);
    for (const message of messages) {
      items.get(message.id).hidden = !visible.has(message);
      if (visible.has(message)) snippet(message, found && found.get(message.id));
    }
    const order = ordered(found, want.sort);
    if ([...list.children].some((item, at) => item.dataset.letter !== order[at].id)) list.append(...order.map((message) => items.get(message.id)));
    empty.hidden = kept.length > 0;
    count(want, found);
    say(kept.length, nearest);
  }

  const { keep } = window.keepInAddress(form, show);
  form.querySelector("[data-act=clear]").addEventListener("click", () => {
    form.reset();
    keep(true);
    show();
    form.elements.words.focus();
  });
  tool.classList.add("ready");
})();
