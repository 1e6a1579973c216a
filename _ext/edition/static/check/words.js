// The words of a text, where they stand, and how two readings of the same words differ in their typography.
// Knows no letters and no page: text in, plain values out.
(function () {
  "use strict";

  const INVISIBLE = "\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF";
  const LETTER = `[\\p{L}\\p{N}\\p{M}${INVISIBLE}]`;
  // In this order: what the disclosure hides; a number with its points; a word that brackets begin ("[W]e"); a word, with its
  // apostrophes, or that brackets end ("want[ed]"); signs that say something ("$", "%"); a pictograph. A hyphen is none: "non-profit" is two words, as is "non profit".
  const WORD = new RegExp(
    `<[Rr]edacted>|\\[[Rr]edacted\\]|█+|\\p{N}+(?:[.,]\\p{N}+)+|\\[\\p{L}{1,3}\\]\\p{L}${LETTER}*` +
      `|[\\p{L}\\p{N}]${LETTER}*(?:['’‘ʼ]${LETTER}+)*(?:\\[\\p{L}{1,4}\\])?|[$€£¥%+~&@≤≥]|\\p{Extended_Pictographic}`,
    "gu",
  );
  const HIDDEN = "█";
  const REDACTED = /^(?:█|<redacted>$|\[redacted\]$)/i;
  const PLAIN = /^[a-z0-9']+$/;
  const UNSEEN = new RegExp(`[${INVISIBLE}]`, "gu");

  // The form in which two words are the same word. Everything that is not wording goes: case, the shape of apostrophes, ligatures.
  function fold(raw) {
    const low = raw.toLowerCase();
    if (PLAIN.test(low)) return low; // nearly all: the other steps are slow
    if (REDACTED.test(raw)) return HIDDEN;
    return low.normalize("NFKC").replace(UNSEEN, "").replace(/[’‘ʼ`´]/g, "'").replace(/[[\]]/g, "");
  }

  // Every word of a text, in order, handed to `take(raw, start, end)`: an archive has hundreds of thousands, and needs no object each.
  function eachWord(text, take) {
    WORD.lastIndex = 0;
    for (let found = WORD.exec(text); found; found = WORD.exec(text)) take(found[0], found.index, WORD.lastIndex);
  }

  function wordsOf(text) {
    const words = [];
    eachWord(text, (raw, start, end) => words.push({ key: fold(raw), start, end }));
    return words;
  }

  const QUOTES = /[“”„‟«»‹›"‘’‚‛'ʼ`´]/g;
  const DASHES = /[-‐‑‒–—―−]+/g;

  // What differs between two strings that stand between (or are) the same words: a set of names, for readers.
  function differing(ours, theirs, kinds) {
    const steps = [
      ["invisible characters", (s) => s.replace(UNSEEN, "")],
      ["blanks and line breaks", (s) => s.replace(/\s+/g, " ")],
      ["quotation marks", (s) => s.replace(/''|``/g, '"').replace(QUOTES, '"')],
      ["dashes and hyphens", (s) => s.replace(/ ?[-‐‑‒–—―−]+ ?/g, "-")],
      ["capitals", (s) => s.toLowerCase()],
      ["brackets", (s) => s.replace(/[[\]]/g, "")],
      ["quotation marks", (s) => s.replace(/"/g, "")],
      ["dashes and hyphens", (s) => s.replace(DASHES, " ")],
      ["blanks and line breaks", (s) => s.replace(/\s+/g, "")],
      ["the form of characters", (s) => s.normalize("NFKC")],
    ];
    let [a, b] = [ours, theirs];
    for (const [kind, step] of steps) {
      if (a === b) return;
      const [x, y] = [step(a), step(b)];
      // A step explains a difference if without it the strings were less alike; what is left in the end is punctuation.
      if (x === y || distance(x, y) < distance(a, b)) kinds.add(kind);
      [a, b] = [x, y];
    }
    if (a !== b) kinds.add(/█|redacted/i.test(a) ? "the length of a redaction" : "punctuation");
  }

  // How unlike two short strings are: the characters that are not in both, counted.
  function distance(a, b) {
    const count = new Map();
    for (const one of a) count.set(one, (count.get(one) || 0) + 1);
    for (const one of b) count.set(one, (count.get(one) || 0) - 1);
    return [...count.values()].reduce((sum, n) => sum + Math.abs(n), 0);
  }

  window.EditionWords = { eachWord, wordsOf, fold, differing, HIDDEN };
})();
