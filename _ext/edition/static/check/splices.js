// The longest runs of words that a text shares with the letters, and texts joined from several. Pure functions: no page, no network.
// Knows nothing of differences inside a run: a run agrees word by word.
(function () {
  "use strict";
  const { placesOf, bits, chance, letterOf } = window.EditionConcordance;

  const PART = 4; // words of a part of a splice
  const APART = 12; // words left out without a mark: more is called a splice
  const ENOUGH = 8; // bits beyond chance that a run must have: "I think that we" has fewer

  // From left to right the longest run that the archive has; words of no run are left between.
  function runs(all, ids) {
    const found = [];
    for (let i = 0; i + 1 < ids.length; ) {
      const best = longest(all, ids, i, found[found.length - 1]);
      const tells = best.length >= PART && beyondChance(all, ids, best) >= ENOUGH;
      if (tells) found.push(best);
      i += tells ? best.length : 1;
    }
    return found;
  }

  // The bits of a run beyond chance.
  function beyondChance(all, ids, { i, length }) {
    return ids.slice(i, i + length).reduce((sum, id) => sum + bits(all, id), -chance(all));
  }

  // The longest run from word `i` on; of equals the one that follows the run before most closely in the same letter.
  function longest(all, ids, i, before) {
    let best = { i, p: -1, length: 0 };
    for (const p of placesOf(all, ids[i], ids[i + 1])) {
      let length = 2;
      while (i + length < ids.length && all.ids[p + length] === ids[i + length]) length++;
      const follows = before && length === best.length && distance(before, p) < distance(before, best.p);
      if (length > best.length || follows) best = { i, p, length };
    }
    return best;
  }

  function distance(before, p) {
    const after = p - before.p - before.length;
    return after >= 0 ? after : 1e9 - after;
  }

  // The parts of a quotation joined from several places: they cover nearly all of it, and do not simply follow one another.
  function spliced(all, quoted) {
    const parts = runs(all, quoted.ids);
    const covered = parts.reduce((sum, one) => sum + one.length, 0);
    const apart = parts.some((one, at) => at > 0 && isApart(all, parts[at - 1], one));
    const few = parts.length > 1 && parts.length <= 4 && quoted.ids.length - covered <= Math.max(1, quoted.ids.length * 0.15);
    return few && apart ? parts : [];
  }

  function isApart(all, before, one) {
    const gap = one.p - before.p - before.length;
    return letterOf(all, before.p) !== letterOf(all, one.p) || gap < 0 || gap > APART;
  }

  window.EditionSplices = { runs, spliced, beyondChance };
})();
