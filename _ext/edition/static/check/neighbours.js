// How passages that were pasted together stand to one another in the letters: what follows words that were found, and what does not.
// Knows no page: results of matching.js in, results out.
(function () {
  "use strict";
  const { inLetter } = window.EditionConcordance;
  const { compare } = window.EditionMatching;

  const PLACES = 4; // a neighbour that stands in more places says nothing of where to look

  // A short sentence, altered, is like many; where its neighbour in the paste was found, the letter's next words are those to compare.
  function beside(all, found) {
    return found.map((one, at) => {
      if (one.verdict !== "absent") return one;
      const kin = (other) => other && other.quoted === one.quoted && !other.few && other.places.length <= PLACES;
      const [before, after] = [found[at - 1], found[at + 1]].map((other) => (kin(other) ? other.places : []));
      const reach = Math.ceil(one.words * 1.5) + 4;
      const stretches = [
        ...before.map(({ to }) => inLetter(all, to - 1, to, to + reach)),
        ...after.map(({ from }) => inLetter(all, from, from - reach, from)),
      ];
      const result = compare(all, one.text, stretches);
      return result ? { ...one, ...result } : one;
    });
  }

  // Between the same quotation marks, each passage is taken to follow the one before. Where it does not, it is given a `joint`.
  function joined(found) {
    return found.map((one, at) => {
      const before = found[at - 1];
      const apart = !before || one.group < 0 || one.group !== before.group || one.few || before.few;
      if (apart || !one.places.length || !before.places.length) return one;
      const pairs = before.places.flatMap((first) => one.places.map((second) => ({ first, second })));
      const near = pairs.filter(({ first, second }) => first.message === second.message);
      const gaps = near.map(({ first, second }) => second.from - first.to);
      const after = gaps.filter((gap) => gap >= 0);
      if (!near.length) return { ...one, joint: "letter", before: before.places[0] };
      if (!after.length) return { ...one, joint: "earlier", before: near[0].first };
      const gap = Math.min(...after);
      return gap ? { ...one, joint: "later", gap, before: near[gaps.indexOf(gap)].first } : one;
    });
  }

  window.EditionNeighbours = { beside, joined };
})();
