// Where a quotation stands in the letters, and how it differs from them. Pure functions: no page, no network, no state but the concordance.
//
// The work is done on words, not on characters: case, quotation marks, dashes and line breaks then cost nothing, and are
// explained afterwards (words.js). It goes from the cheap and certain to the dear and doubtful:
//   1. the very words in the very order, found through the rarest of their pairs;
//   2. seed and extend: pairs of words that both have are seeds; where seeds crowd, one alignment tells the difference;
//   3. splices and parts: the longest runs that the archive has, from left to right.
// Pairs are seeds because one changed word in a sentence of five leaves no three neighbours as they were, but two pairs.
(function () {
  "use strict";
  const { wordsOf, differing, HIDDEN } = window.EditionWords;
  const { index, placesOf, exact, bits, chance, inLetter, letterOf, place } = window.EditionConcordance;
  const { align, changesOf } = window.EditionAlignment;
  const { runs, spliced, beyondChance } = window.EditionSplices;

  // Tuned on the cases in tests/book/quotations and on all sentences of the other documents; see tests/book/test_book_check.py.
  // What agrees is measured in bits, beyond the log2 of the archive's length: that many agree somewhere by chance, and an archive
  // sixty times as long must not find sixty times as many lookalikes.
  const ALIKE = 0.45; // of what a quotation and its passage say, this much must be common to call them one and the same
  const ENOUGH = 8; // bits beyond chance that must agree: two rare words, or four common ones
  const RUN = 2; // words that must agree in a row
  const TO_ONE = 2; // words that must agree for each that does not: "OpenAI should be more open" is no "work should be open"
  const MORE = 16; // bits that must agree beyond ENOUGH for each word that differs beyond these
  const FEWEST = 3; // words: fewer are found where they stand, but none are like them
  const CLAUSE = 4; // words left out in one go count as no more than these
  const SIGN = /^[^\p{L}\p{N}\p{Extended_Pictographic}]+$/u;
  const OMISSION = /…|\.\s?\.\s?\.|\*\s?\*\s?\*/;
  const CANDIDATES = 8; // crowds of seeds that are aligned
  const PARTLY = 6; // words that stand in the archive though the rest of their sentence does not
  const TELLING = 24; // bits beyond chance that these must have: "at the end of the day we" has fewer
  const REACH = 400; // words that an omission mark may stand for, when the passage is not the very words

  // ---- Seed and extend

  // Stretches of the archive in which many of the quotation's pairs stand close together, the likeliest first.
  function candidates(all, quoted) {
    const { ids } = quoted;
    const often = 200 + all.ids.length / 500; // "of the" is everywhere and tells nothing
    const seeds = [];
    for (let i = 0; i + 1 < ids.length; i++) {
      const places = placesOf(all, ids[i], ids[i + 1]);
      const weight = Math.log2(all.ids.length / (places.length + 1));
      if (places.length <= often) for (const p of places) seeds.push({ p, i, weight, letter: letterOf(all, p) });
    }
    seeds.sort((a, b) => a.p - b.p || a.i - b.i);
    const crowds = crowded(seeds, ids.length, Math.ceil(ids.length * 1.5) + 8 + (quoted.marked ? REACH : 0));
    crowds.sort((a, b) => b.weight - a.weight || a.first.p - b.first.p);
    const chosen = [];
    for (const one of crowds) {
      if (chosen.length === CANDIDATES) break;
      if (!chosen.some((other) => one.first.p <= other.last.p && other.first.p <= one.last.p)) chosen.push(one);
    }
    return chosen.map(({ first, last }) => inLetter(all, first.p, first.p - first.i - 8, last.p + ids.length - last.i + 8));
  }

  // A window slides over the seeds of a letter; each pair of the quotation counts once in it.
  function crowded(seeds, length, width) {
    const crowds = [];
    const times = new Int32Array(length);
    let [from, weight] = [0, 0];
    for (let to = 0; to < seeds.length; to++) {
      if (times[seeds[to].i]++ === 0) weight += seeds[to].weight;
      for (; seeds[to].p - seeds[from].p > width || seeds[to].letter !== seeds[from].letter; from++) {
        if (--times[seeds[from].i] === 0) weight -= seeds[from].weight;
      }
      crowds.push({ first: seeds[from], last: seeds[to], weight });
    }
    return crowds;
  }

  // The passages that are the quotation, altered: all that differ equally little. Alike is measured in bits and not in words, so
  // that "it is one of the" in common makes no foreign sentence a misquotation.
  function altered(all, quoted, stretches, fewest) {
    const found = [];
    for (const stretch of stretches) {
      const alignment = align(all, quoted, stretch);
      const changes = changesOf(alignment, quoted);
      const score = scored(all, quoted, alignment, changes);
      if (score.run >= fewest.run && isSame(score, score.common - fewest.chance)) {
        found.push({ ...alignment, changes, alike: score.alike, wrong: score.wrong });
      }
    }
    const best = found.reduce((least, one) => Math.min(least, one.wrong), Infinity);
    return found.filter((one) => one.wrong === best).sort((a, b) => a.start - b.start);
  }

  // The more words agree, and the rarer they are, the more others may differ.
  function isSame({ alike, same, doubt }, beyond) {
    return alike >= ALIKE && same >= doubt && beyond >= ENOUGH + MORE * Math.max(0, doubt - same / TO_ONE);
  }

  function scored(all, quoted, alignment, changes) {
    let [common, other, same, run, longest] = [0, 0, 0, 0, 0];
    for (const { kind, i } of alignment.steps) {
      run = kind === "same" ? run + 1 : 0;
      same += kind === "same";
      longest = Math.max(longest, run);
      if (kind === "same" && !quoted.inserted[i]) common += bits(all, quoted.ids[i]);
    }
    let wrong = 0;
    for (const { ours, theirs, marked } of changes) {
      if (marked) continue;
      for (let p = ours[0]; p < ours[1]; p++) other += bits(all, all.ids[p]) / 2;
      for (let i = theirs[0]; i < theirs[1]; i++) other += bits(all, quoted.ids[i]) / 2;
      const [lost, put] = [ours[1] - ours[0], theirs[1] - theirs[0]];
      wrong += put ? Math.max(lost, put) : Math.min(lost, CLAUSE);
    }
    const elsewhere = moved(all, quoted, changes);
    common += elsewhere.reduce((sum, id) => sum + bits(all, id), 0);
    const doubt = wrong + strayed(quoted, changes) - elsewhere.length;
    return { common, same, run: longest, alike: common / (common + other), wrong, doubt };
  }

  // Words of the quotation, two or more in a row, with which it begins or ends otherwise than the letter: a common phrase that goes
  // on in another way is no misquotation, so these count twice.
  function strayed(quoted, changes) {
    const edges = changes.filter(({ theirs, marked }) => !marked && (theirs[0] === 0 || theirs[1] === quoted.ids.length));
    return edges.map(({ theirs }) => theirs[1] - theirs[0]).filter((put) => put > 1).reduce((sum, put) => sum + put, 0);
  }

  // Words that stand in both, but in another order, look like one left out and one put in: they count once, and as common.
  function moved(all, quoted, changes) {
    const wrong = changes.filter(({ marked }) => !marked);
    const lost = wrong.flatMap(({ ours, theirs }) => (theirs[0] < theirs[1] ? [] : [...all.ids.slice(ours[0], ours[1])]));
    const put = wrong.flatMap(({ ours, theirs }) => (ours[0] < ours[1] ? [] : quoted.ids.slice(theirs[0], theirs[1])));
    return put.filter((id) => id > 0 && lost.includes(id) && lost.splice(lost.indexOf(id), 1));
  }

  // ---- The verdict

  // The words of a quotation with what its marks say: `inserted` words stand in brackets, `omitted` before a word means a mark.
  function read(all, text) {
    const words = rejoined(all, text, wordsOf(text));
    const ids = words.map(({ key }) => all.vocabulary.get(key) || -1);
    const between = words.map(({ start }, i) => text.slice(i ? words[i - 1].end : 0, start));
    const omitted = between.map((gap, i) => i > 0 && OMISSION.test(gap));
    const brackets = [...text.matchAll(/\[[^[\]]{1,80}\]/g)].map(({ index, 0: { length } }) => [index, index + length]);
    const inserted = words.map(({ key, start, end }) => key !== HIDDEN && brackets.some(([from, to]) => start < to && from < end));
    return { text, words, ids, omitted, inserted, marked: omitted.some(Boolean) };
  }

  // A word that the end of a line divides, where the archive has it in one: "con-" and "sidered", as a PDF gives them.
  function rejoined(all, text, words) {
    const whole = [];
    for (const word of words) {
      const before = whole[whole.length - 1];
      const divided = before && /^(?:[-‐]|\u00AD)[^\S\n]*\n\s*$/.test(text.slice(before.end - (text[before.end - 1] === "\u00AD"), word.start));
      const key = divided && before.key + word.key;
      if (divided && all.vocabulary.has(key)) Object.assign(before, { key, end: word.end });
      else whole.push(word);
    }
    return whole;
  }

  // What is to be said of a quotation: {verdict, places, words, few, ...}. Verdicts: verbatim, words (typography or marked changes
  // apart), differs, spliced, part, absent, short. `words` counts its words, `few` says that they are too few to be compared.
  function check(all, text) {
    const quoted = read(all, text);
    const legible = quoted.words.filter(({ key }) => key !== HIDDEN && !SIGN.test(key)).length;
    const few = legible < FEWEST && text.replace(/█|<redacted>|\[redacted\]/gi, "").length < 25;
    return { ...judged(all, quoted, legible, few), words: quoted.words.length, few };
  }

  function judged(all, quoted, legible, few) {
    const { ids } = quoted;
    const same = legible ? exact(all, ids) : [];
    if (same.length) return verbatim(all, quoted, same);
    if (few) return { verdict: "short", places: [] };
    const near = altered(all, quoted, candidates(all, quoted), { run: RUN, chance: chance(all) });
    const parts = near.length && near[0].wrong < 3 ? [] : spliced(all, quoted);
    const unlike = parts.length && near.length ? ids.length - parts.reduce((sum, one) => sum + one.length, 0) < near[0].wrong : true;
    if (parts.length && unlike) return { verdict: "spliced", places: [], parts: partsOf(all, quoted, parts) };
    if (near.length) return compared(all, quoted, near);
    const [part] = runs(all, ids).sort((a, b) => b.length - a.length);
    if (part && part.length >= PARTLY && beyondChance(all, ids, part) >= TELLING) return { verdict: "part", places: [], parts: partsOf(all, quoted, [part]) };
    return { verdict: "absent", places: [] };
  }

  // What is to be said of a quotation that is looked for in these stretches alone: as few words agree there by chance, fewer must; null
  // where it is not there.
  function compare(all, text, stretches) {
    const quoted = read(all, text);
    const most = stretches.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0);
    const near = altered(all, quoted, stretches, { run: 1, chance: Math.log2(most + 1) });
    return near.length ? compared(all, quoted, near) : null;
  }

  function verbatim(all, quoted, starts) {
    const places = starts.map((p) => ({ ...place(all, p, p + quoted.ids.length), kinds: explained(all, quoted, p) }));
    const fewest = Math.min(...places.map(({ kinds }) => kinds.length));
    const kinds = places.find((one) => one.kinds.length === fewest).kinds;
    return { verdict: kinds.length ? "words" : "verbatim", kinds, places, changes: [] };
  }

  function compared(all, quoted, near) {
    const [best] = near;
    const kinds = new Set();
    const changes = best.changes.map((change) => ({ ...worded(all, quoted, best, change), ...change }));
    for (const one of changes) {
      // Brackets are the quotation's own only where the letter has none.
      if (one.marked === "insertion" && bracketed(all, one.ours[0])) one.marked = "";
      const joined = [one.lemma, one.reading].map((s) => wordsOf(s).map(({ key }) => key).join(""));
      if (!one.marked && joined[0] === joined[1]) one.marked = "typography";
      if (one.marked === "typography") kinds.add("blanks or hyphens inside words");
    }
    const verdict = changes.every(({ marked }) => marked) ? "words" : "differs";
    const places = near.map(({ start, end }) => place(all, start, end));
    const pieces = shown(all, quoted, best, changes);
    return { verdict, places, kinds: [...kinds], changes, pieces, alike: best.alike };
  }

  function bracketed(all, p) {
    const before = all.texts[letterOf(all, p)].slice(0, all.starts[2 * p]);
    return before.lastIndexOf("[") > before.lastIndexOf("]");
  }

  // Whether a passage that has quotation marks inside is one of a letter's, marks and all: it stands there, or, altered, with most of
  // the words outside the marks. A journalist's words around a quotation do not.
  function isWhole(all, text, outside) {
    const result = check(all, text);
    if (result.verdict !== "differs") return result.verdict === "verbatim" || result.verdict === "words";
    const words = wordsOf(text).map(({ start }, i) => ({ i, out: outside.some(([from, to]) => from <= start && start < to) }));
    const out = words.filter((word) => word.out);
    const kept = out.filter(({ i }) => !result.changes.some(({ theirs }) => theirs[0] <= i && i < theirs[1]));
    return kept.length * 2 > out.length;
  }

  // The words of a change, on both sides.
  function worded(all, quoted, alignment, { ours, theirs }) {
    const text = all.texts[letterOf(all, alignment.start)];
    const lemma = ours[0] < ours[1] ? text.slice(all.starts[2 * ours[0]], all.starts[2 * ours[1] - 1]) : "";
    const [first, end] = [quoted.words[theirs[0]], quoted.words[theirs[1] - 1]];
    return { lemma, reading: theirs[0] < theirs[1] ? quoted.text.slice(first.start, end.end) : "" };
  }

  // The passage as pieces of text, same or changed, in the letter's own characters where the words agree.
  function shown(all, quoted, { start, end }, changes) {
    const text = all.texts[letterOf(all, start)];
    const pieces = [];
    let p = start;
    const upTo = (to) => {
      if (p < to) pieces.push({ same: text.slice(all.starts[2 * p], all.starts[2 * to - 1]) });
    };
    for (const { ours, lemma, reading, marked } of changes) {
      upTo(ours[0]);
      pieces.push({ lemma, reading, marked });
      p = ours[1];
    }
    upTo(end);
    return pieces;
  }

  function partsOf(all, quoted, parts) {
    return parts.map(({ i, p, length }, at) => {
      const before = parts[at - 1];
      const gap = before ? p - before.p - before.length : 0;
      const joint = !before ? "" : letterOf(all, before.p) !== letterOf(all, p) ? "letter" : gap < 0 ? "earlier" : "later";
      const words = quoted.text.slice(quoted.words[i].start, quoted.words[i + length - 1].end);
      const others = exact(all, quoted.ids.slice(i, i + length)).filter((other) => other !== p);
      const places = [p, ...others].map((one) => place(all, one, one + length));
      const bridge = before ? quoted.text.slice(quoted.words[before.i + before.length - 1].end, quoted.words[i].start) : "";
      return { words, joint, gap, bridge, marked: Boolean(before && quoted.omitted[i]), places };
    });
  }

  // How the characters differ where the words are the same, as names for readers.
  function explained(all, quoted, p) {
    const kinds = new Set();
    const { words, text } = quoted;
    const letter = all.texts[letterOf(all, p)];
    words.forEach(({ start, end }, i) => {
      const [from, to] = [all.starts[2 * (p + i)], all.starts[2 * (p + i) + 1]];
      differing(letter.slice(from, to), text.slice(start, end), kinds);
      if (!i) return;
      differing(letter.slice(all.starts[2 * (p + i) - 1], from), text.slice(words[i - 1].end, start), kinds);
    });
    const [tail, rest] = [text.slice(words[words.length - 1].end), letter.slice(all.starts[2 * (p + words.length) - 1])];
    const closing = tail.match(/[.,;:!?]/);
    const following = rest.match(/^[\s"“”'’)\]]*([.,;:!?])?/)[1];
    if (closing && closing[0] !== following && !rest.startsWith(tail) && !OMISSION.test(tail)) kinds.add("the closing punctuation");
    return [...kinds];
  }

  window.EditionMatching = { index, check, compare, isWhole };
})();
