// The inbox: marks each letter of the page's list with how, and whether, a correspondent had it by the end of a day.
(function () {
  "use strict";
  const tool = document.getElementById("inbox-tool");
  const { messages, people } = window.EDITION;
  const form = tool.querySelector("form");
  const status = tool.querySelector(".tool-count");
  const items = new Map([...tool.querySelectorAll("li[data-letter]")].map((item) => [item.dataset.letter, item]));
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const HOW = { sent: "sent", received: "received", copied: "received as a copy", forwarded: "forwarded to them" };

  const day = (when) => (when || "").slice(0, 10);
  const has = (parties, person) => parties.some((party) => party.person === person);

  function inWords(when) {
    const [year, month, date] = day(when).split("-").map(Number);
    return `${date} ${MONTHS[month - 1]} ${year}`;
  }

  // How a person came to have a letter, and since when: the header's own roles first, then the acts of forwarding
  function ways(message, person) {
    const own = { from: day(message.when || message.after), by: day(message.when || message.before), dated: Boolean(message.when) };
    const found = [];
    if (has(message.from, person)) found.push({ how: "sent", ...own });
    else if (has(message.to, person)) found.push({ how: "received", ...own });
    else if (has(message.cc, person)) found.push({ how: "copied", ...own });
    // "fw:" in a header tells that it was forwarded and not when: not before the letter itself, and nothing says by when
    if (has(message.fw, person)) found.push({ how: "forwarded", from: own.from, by: "", dated: false });
    for (const act of message.forwarded) {
      const since = { from: day(act.when), by: day(act.when), dated: true };
      if (has(act.to, person)) found.push({ how: "forwarded", who: act.by.name, ...since });
      else if (has([act.by], person)) found.push({ how: "received", ...since }); // who passes a letter on has it
    }
    return found;
  }

  // What is known of a letter at the end of a day: that the person had it, that they may have had it, or that they had not
  function state(message, person, date) {
    const all = ways(message, person);
    const had = all.find((way) => way.by && way.by <= date);
    if (had) return { seen: "seen", how: had.how, words: `${HOW[had.how]}${had.who ? ` by ${had.who}, ${inWords(had.from)}` : ""}` };
    const may = all.find((way) => !way.dated && way.from <= date);
    if (may) {
      const bounds = `${inWords(may.from)} at the earliest${may.by ? `, ${inWords(may.by)} at the latest` : ""}`;
      return { seen: "perhaps", words: `perhaps ${HOW[may.how]}: on no printed date, ${bounds}` };
    }
    if (all.length) return { seen: "unseen", words: all[0].how === "forwarded" ? "not seen: forwarded later" : "not seen: later" };
    const parties = [...message.from, ...message.to, ...message.cc, ...message.fw];
    const hidden = parties.some((party) => party.name === "[redacted]");
    return { seen: "unseen", words: `not seen: not named in the header${hidden ? ", which hides a party" : ""}` };
  }

  function inferred(message, person) {
    return [...message.from, ...message.to].some((party) => party.person === person && party.inferred);
  }

  // The text of a letter, closed until it is asked for
  function text(message) {
    const closed = document.createElement("details");
    const summary = document.createElement("summary");
    const count = message.paragraphs.length;
    summary.textContent = `Read (${count} paragraph${count === 1 ? "" : "s"})`;
    summary.setAttribute("aria-label", `Read no. ${message.number}, ${count} paragraph${count === 1 ? "" : "s"}`);
    closed.append(summary);
    closed.addEventListener("toggle", () => {
      if (closed.children.length > 1) return;
      closed.append(...message.paragraphs.map((words) => {
        const paragraph = document.createElement("p");
        paragraph.append(...window.barred(words));
        return paragraph;
      }));
    });
    return closed;
  }

  for (const message of messages) {
    const label = document.createElement("p");
    label.className = "seen-label";
    items.get(message.id).prepend(label);
    items.get(message.id).append(text(message));
  }

  let said = null;
  function show() {
    const person = form.elements.person.value;
    const date = form.elements.date.value || form.elements.date.max;
    const counts = { sent: 0, received: 0, copied: 0, forwarded: 0, perhaps: 0, unseen: 0 };
    for (const message of messages) {
      const now = state(message, person, date);
      const item = items.get(message.id);
      item.className = now.seen;
      const how = inferred(message, person) && now.seen !== "unseen" ? `${now.words} (their part is inferred)` : now.words;
      item.querySelector(".seen-label").textContent = how;
      item.querySelector("details").hidden = now.seen === "unseen";
      counts[now.seen === "seen" ? now.how : now.seen] += 1;
    }
    const parts = [`sent ${counts.sent}`, `received ${counts.received}`, `had copies of ${counts.copied}`, `been forwarded ${counts.forwarded}`];
    const rest = [...(counts.perhaps ? [`perhaps ${counts.perhaps} more`] : []), `${counts.unseen} not seen`];
    const sentence = `By the end of ${inWords(date)}, ${people[person].name} had ${parts.join(", ")}; ${rest.join("; ")}.`;
    const speak = () => {
      if (status.textContent !== sentence) status.textContent = sentence;
    };
    if (said === null) speak(); // while the page loads nothing may move
    clearTimeout(said);
    said = setTimeout(speak, 150);
    steps(person, date);
  }

  // The days on which something of a person's is dated
  function days(person) {
    const dated = messages.flatMap((message) => ways(message, person).filter((way) => way.dated).map((way) => way.from));
    return [...new Set(dated)].sort();
  }

  const buttons = { earlier: form.querySelector("[data-act=earlier]"), later: form.querySelector("[data-act=later]") };
  function steps(person, date) {
    const all = days(person);
    buttons.earlier.dataset.day = all.filter((one) => one < date).pop() || "";
    buttons.later.dataset.day = all.find((one) => one > date) || "";
    // Not "disabled": a button that has the focus must not lose it when the last letter is reached
    for (const button of Object.values(buttons)) button.setAttribute("aria-disabled", String(!button.dataset.day));
  }

  const { keep } = window.keepInAddress(form, show);
  for (const button of Object.values(buttons)) {
    button.addEventListener("click", () => {
      if (!button.dataset.day) return;
      form.elements.date.value = button.dataset.day;
      keep(true);
      show();
    });
  }
  tool.classList.add("ready");
})();
