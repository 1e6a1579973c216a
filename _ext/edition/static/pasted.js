// What a visitor pasted, cut into the passages that are looked up one by one: sentences, and words in quotation marks.
// Knows no letters and no page: text in, ranges of characters out.
(function () {
  "use strict";
  const { wordsOf } = window.EditionWords;

  const LONGEST = 120; // words: a "sentence" longer than this (a list, a text without points) is cut
  const FEWEST = 3; // words: fewer could be anybody's
  const ABBREVIATED = /(?:^|[\s("“])(?:Mr|Mrs|Ms|Dr|Prof|St|vs|No|Inc|Ltd|Jr|Sr|Gen|Sen|Rep|Gov|e\.g|i\.e|cf|U\.S|U\.K|\p{Lu})\.$/u;
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

  const CLOSING = { "“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’" };

  // What stands between quotation marks, outermost pairs only. A quotation that goes on for several paragraphs opens each anew and
  // closes only the last, so an opening mark or a blank line ends it too.
  function quotedIn(text) {
    const regions = [];
    let open = null;
    for (let at = 0; at < text.length; at++) {
      const mark = text[at];
      const begins = !/[\p{L}\p{N}.,!?…;:%)\]]/u.test(text[at - 1] || " ");
      const blankLine = mark === "\n" && /^\n[^\S\n]*\n/.test(text.slice(at, at + 40));
      if (open && (blankLine || (mark === open.mark && mark !== '"' && mark !== "‘"))) open = closed(regions, open, at);
      if (open && open.closing.includes(mark) && !(mark === "’" && /[\p{L}\p{N}]/u.test(text[at + 1] || ""))) {
        open = closed(regions, open, at);
      } else if (!open && mark in CLOSING && begins) {
        open = { start: at + 1, mark, closing: CLOSING[mark] };
      }
    }
    if (open && open.mark !== "‘") closed(regions, open, text.length);
    return regions;
  }

  function closed(regions, open, end) {
    regions.push({ start: open.start, end });
    return null;
  }

  // The passages to look up, each {start, end, quoted, group}: `group` numbers the quotation marks it stands in. A sentence that has
  // marks inside is cut at them unless `known(start, end, outside)` says that it stands in the archive with them: letters quote, too.
  // `outside` are the ranges that stand in no marks.
  function cut(text, known) {
    const regions = quotedIn(text);
    const passages = [];
    for (const sentence of sentencesOf(text)) {
      const edges = regions.flatMap((one) => [one.start, one.end]).filter((at) => sentence.start < at && at < sentence.end);
      const inner = edges.filter((at) => /[\p{L}\p{N}]/u.test(text.slice(sentence.start, at)) && /[\p{L}\p{N}]/u.test(text.slice(at, sentence.end)));
      const whole = !inner.length || known(sentence.start, sentence.end, outsideOf(regions, sentence));
      const ends = whole ? [sentence.end] : [...inner, sentence.end];
      let start = sentence.start;
      for (const end of ends) {
        const group = regions.findIndex((one) => start < one.end && end > one.start && midst(text, start, end, one));
        const passage = trimmed(text, { start, end, quoted: group >= 0, group });
        if (passage) passages.push(passage);
        start = end;
      }
    }
    return { passages, quotations: regions.length };
  }

  function outsideOf(regions, { start, end }) {
    const edges = [start, ...regions.flatMap((one) => [one.start, one.end]).filter((at) => start < at && at < end), end];
    const ranges = edges.slice(1).map((to, i) => [edges[i], to]);
    return ranges.filter(([from, to]) => !regions.some((one) => one.start <= from && to <= one.end));
  }

  // Whether the words of a passage stand in a region: its first word does.
  function midst(text, start, end, region) {
    const first = start + text.slice(start, end).search(/[\p{L}\p{N}]/u);
    return region.start <= first && first < region.end;
  }

  // Without blanks and without the quotation marks around it, nor a point after those; null where nothing is left.
  function trimmed(text, passage) {
    const inside = text.slice(passage.start, passage.end);
    const before = inside.match(/^[\s“”„«»"‘’]*/)[0].length;
    const after = inside.slice(before).match(/(?:["“”„«»‘’][.,;:]?|\s)*$/)[0].length;
    const [start, end] = [passage.start + before, passage.end - after];
    return wordsOf(text.slice(start, end)).length ? { ...passage, start, end } : null;
  }

  window.EditionPasted = { cut, sentencesOf, quotedIn, FEWEST };
})();
