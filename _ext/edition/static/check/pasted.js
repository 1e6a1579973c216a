// What a visitor pasted, cut into the passages that are looked up one by one: sentences, and words in quotation marks.
// Knows no letters and no page: text in, ranges of characters out.
(function () {
  "use strict";
  const { wordsOf } = window.EditionWords;

  const LONGEST = 120; // words: a "sentence" longer than this (a list, a text without points) is cut
  const FEWEST = 3; // words: fewer could be anybody's
  const ABBREVIATED = /(?:^|[\s("“])(?:Mr|Mrs|Ms|Dr|Prof|St|vs|No|Inc|Ltd|Jr|Sr|Gen|Sen|Rep|Gov|Co|Corp|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|cf|U\.S|U\.K|\p{Lu})\.$/u;
  const END = /([.!?…]+["”’»)\]]*)(?=\s+["“‘«([]*[^\p{Ll}\s.…])|\n[^\S\n]*\n|\n(?=[^\S\n]*(?:[-•*]\s|\d+[.)]\s))/gu;

  const OMISSION = /(?:…|\.\s?\.\s?\.)["”’»)\]]*$/;

  // Where sentences begin and end, quotation marks ignored. A line break alone ends none: mail and news are wrapped. Nor does an
  // omission mark: what it joins is one quotation.
  function sentencesOf(text) {
    const cuts = [];
    for (const found of text.matchAll(END)) {
      const end = found.index + found[0].length;
      const before = text.slice(Math.max(0, end - 12), end);
      if (found[1] && (ABBREVIATED.test(before) || OMISSION.test(before))) continue;
      cuts.push({ at: end, firm: found[0].startsWith("\n") });
    }
    cuts.push({ at: text.length, firm: true });
    const sentences = [];
    let start = 0;
    for (const { at, firm } of cuts) {
      const last = sentences[sentences.length - 1];
      // "No." and "Mr." are no sentences to look up: they go with their neighbour, unless a line or paragraph ends between them.
      if (last && !last.firm && (isShort(text, last) || isShort(text, { start, end: at }))) Object.assign(last, { end: at, firm });
      else sentences.push({ start, end: at, firm });
      start = at;
    }
    return sentences.flatMap((one) => shortened(text, one));
  }

  function isShort(text, { start, end }) {
    return wordsOf(text.slice(start, end)).length < FEWEST;
  }

  function shortened(text, { start, end }) {
    const words = wordsOf(text.slice(start, end));
    const pieces = [];
    for (let at = 0; at < Math.max(words.length, 1); at += LONGEST) {
      const from = at ? start + words[at].start : start;
      pieces.push({ start: from, end: at + LONGEST < words.length ? start + words[at + LONGEST].start : end });
    }
    return pieces;
  }

  const CLOSING = { "“": '”"', "„": '“”"', "«": "»", "‹": "›", '"': '"”', "‘": "’", "'": "'" };
  const INSIDE = /[\p{L}\p{N}.,!?…;:%)\]]/u; // what stands before a closing mark, and before no opening one
  const LETTER = /[\p{L}\p{N}]/u;

  // What stands between quotation marks, outermost pairs only. A quotation that goes on for several paragraphs opens each anew and
  // closes only the last, so an opening mark or a blank line ends it too.
  function quotedIn(text) {
    const regions = [];
    let open = null;
    const close = (end) => {
      if (end > open.start) regions.push({ start: open.start, end });
      open = null;
    };
    for (let at = 0; at < text.length; at++) {
      const mark = text[at];
      const blankLine = mark === "\n" && /^\n[^\S\n]*\n/.test(text.slice(at, at + 40));
      if (open && blankLine && open.mark === "'") open = null; // it was an apostrophe
      if (open && (blankLine || (mark === open.mark && !"\"'‘".includes(mark)))) close(at);
      if (open && open.closing.includes(mark) && closes(text, at, open)) close(at);
      else if (!open && mark in CLOSING && !INSIDE.test(text[at - 1] || " ") && opens(text, at)) open = { start: at + 1, mark, closing: CLOSING[mark] };
    }
    if (open && !"‘'".includes(open.mark)) close(text.length);
    return regions;
  }

  // A straight single mark opens nothing before a blank or a year ("the class of '98").
  function opens(text, at) {
    return text[at] !== "'" || !/^(?:$|[\s']|\d\ds?\b)/.test(text.slice(at + 1, at + 5));
  }

  // Programs mix straight and curly marks; but a straight one closes nothing where the curly one that does is still to come.
  function closes(text, at, open) {
    if (text[at] === '"' && open.mark !== '"') return INSIDE.test(text[at - 1]) && !/^[^“„\n]*”/.test(text.slice(at + 1, at + 600));
    return !isApostrophe(text, at);
  }

  // A mark inside a word ("don't"), and one after an s with more of the sentence and another mark to come ("our rivals' offers are
  // gone,'"), closes no quotation.
  function isApostrophe(text, at) {
    const mark = text[at];
    if (mark !== "’" && mark !== "'") return false;
    if (LETTER.test(text[at + 1] || "")) return true;
    if (!/s/i.test(text[at - 1]) || !/^ \p{Ll}/u.test(text.slice(at + 1, at + 4))) return false;
    const later = text.slice(at + 1, at + 400).match(/^[^\n“”"‘]*?[\p{L}\p{N}.,!?…;:)\]]['’](?![\p{L}\p{N}])/u);
    return Boolean(later) && !/\s'\S/.test(later[0]);
  }

  // The passages to look up, each {start, end, quoted, group}: `group` numbers the quotation marks it stands in. A sentence that has
  // marks inside is cut at them unless `known(start, end, outside)` says that it stands in the archive with them: letters quote, too.
  // `outside` are the ranges that stand in no marks.
  function cut(text, known) {
    const regions = quotedIn(text);
    const passages = [];
    let from = 0; // the first region that does not end before the sentence: a long text has thousands
    for (const sentence of sentencesOf(text)) {
      while (from < regions.length && regions[from].end <= sentence.start) from++;
      const near = [];
      for (let at = from; at < regions.length && regions[at].start < sentence.end; at++) near.push({ ...regions[at], group: at });
      const inner = edgesOf(text, near, sentence);
      const whole = !inner.length || known(sentence.start, sentence.end, outsideOf(near, sentence));
      let [start, at] = [sentence.start, 0];
      for (const end of whole ? [sentence.end] : [...inner, sentence.end]) {
        const first = start + Math.max(0, text.slice(start, end).search(LETTER));
        while (at < near.length && near[at].end <= first) at++;
        const quoted = at < near.length && near[at].start <= first;
        const passage = trimmed(text, { start, end, quoted, group: quoted ? near[at].group : -1 });
        if (passage) passages.push(passage);
        start = end;
      }
    }
    return { passages, quotations: regions.length };
  }

  // Where marks stand inside a sentence, with words on both sides.
  function edgesOf(text, regions, { start, end }) {
    const words = wordsOf(text.slice(start, end));
    if (!words.length) return [];
    const [first, last] = [start + words[0].start, start + words[words.length - 1].end];
    return regions.flatMap((one) => [one.start, one.end]).filter((at) => first < at && at < last);
  }

  function outsideOf(regions, { start, end }) {
    const ranges = [];
    let from = start;
    for (const one of regions) {
      if (from < one.start) ranges.push([from, one.start]);
      from = Math.min(end, one.end);
    }
    return from < end ? [...ranges, [from, end]] : ranges;
  }

  const AROUND = /[\s“”„«»‹›"'‘’]/;

  // Without blanks and without the quotation marks around it, nor a point after those; null where nothing is left.
  function trimmed(text, passage) {
    let { start, end } = passage;
    while (start < end && AROUND.test(text[start])) start++;
    for (let at = end; at > start; at--) {
      const mark = text[at - 1];
      if (AROUND.test(mark)) end = at - 1;
      else if (at !== end || !/[.,;:]/.test(mark) || !/["“”„«»‹›'‘’]/.test(text[at - 2] || "")) break;
    }
    return wordsOf(text.slice(start, end)).length ? { ...passage, start, end } : null;
  }

  window.EditionPasted = { cut, sentencesOf, quotedIn, FEWEST };
})();
