// A concordance of the letters: every word with its places, made once. Pure functions: no page, no network.
// Knows where words stand, and nothing of quotations.
(function () {
  "use strict";
  const { eachWord, fold } = window.EditionWords;

  // The index: every word a number (0 ends a letter), and the places of each pair of words under its hash.
  function index(messages) {
    const texts = messages.map((message) => message.paragraphs.join("\n"));
    const vocabulary = new Map(); // folded word → number
    const numbers = new Map(); // word as written → number: folding is slow, and most words come again as they were
    const most = texts.reduce((sum, text) => sum + text.length + 1, 0);
    const [ids, starts, firsts, counts] = [new Int32Array(most), new Int32Array(2 * most), [], [0]];
    let at = 0;
    const put = (id, start, end) => {
      counts[id]++;
      ids[at] = id;
      starts[2 * at] = start;
      starts[2 * at++ + 1] = end;
    };
    const numbered = (raw) => {
      const key = fold(raw);
      if (!vocabulary.has(key)) vocabulary.set(key, counts.push(0) - 1);
      numbers.set(raw, vocabulary.get(key));
      return vocabulary.get(key);
    };
    for (const text of texts) {
      firsts.push(at);
      eachWord(text, (raw, start, end) => put(numbers.get(raw) || numbered(raw), start, end));
      put(0, text.length, text.length);
    }
    const whole = { texts, vocabulary, counts, ids: ids.slice(0, at), starts: starts.slice(0, 2 * at), firsts };
    whole.edges = messages.map((message) => edgesOf(message.paragraphs));
    return Object.assign(whole, pairsOf(whole.ids));
  }

  // Where each paragraph of a letter starts in its text.
  function edgesOf(paragraphs) {
    let at = 0;
    return paragraphs.map((text) => (at += text.length + 1) - text.length - 1);
  }

  // Places by hash of the pair, in one array, as a counting sort leaves them: no object per pair, and quick to make.
  function pairsOf(ids) {
    const size = 1 << Math.max(10, Math.min(21, Math.ceil(Math.log2(ids.length + 1))));
    const heads = new Int32Array(size + 1);
    const posts = new Int32Array(ids.length);
    for (let p = 0; p + 1 < ids.length; p++) heads[hash(ids[p], ids[p + 1], size) + 1]++;
    for (let h = 0; h < size; h++) heads[h + 1] += heads[h];
    const free = heads.slice();
    for (let p = 0; p + 1 < ids.length; p++) posts[free[hash(ids[p], ids[p + 1], size)]++] = p;
    return { size, heads, posts };
  }

  function hash(a, b, size) {
    return ((Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 7) & (size - 1);
  }

  // Every place of two words in a row.
  function placesOf(all, a, b) {
    const found = [];
    if (a <= 0 || b <= 0) return found;
    const h = hash(a, b, all.size);
    for (let at = all.heads[h]; at < all.heads[h + 1]; at++) {
      const p = all.posts[at];
      if (all.ids[p] === a && all.ids[p + 1] === b) found.push(p);
    }
    return found;
  }

  // How much two texts say by both having this word: a rare one says more. A word the archive lacks counts as the rarest.
  function bits(all, id) {
    return Math.log2(all.ids.length / (id > 0 ? all.counts[id] : 1));
  }

  // The bits in which any two texts agree somewhere in an archive of this length.
  function chance(all) {
    return Math.log2(all.ids.length);
  }

  // Every place where these words stand in this order; through the pair that has the fewest places.
  function exact(all, ids) {
    if (!ids.length || ids.some((id) => id <= 0)) return [];
    if (ids.length === 1) return every(all, ids[0]);
    let best = null;
    for (let i = 0; i + 1 < ids.length; i++) {
      const h = hash(ids[i], ids[i + 1], all.size);
      const size = all.heads[h + 1] - all.heads[h];
      if (!best || size < best.size) best = { size, i };
    }
    const starts = placesOf(all, ids[best.i], ids[best.i + 1]).map((p) => p - best.i);
    return starts.filter((p) => p >= 0 && ids.every((id, i) => all.ids[p + i] === id));
  }

  function every(all, id) {
    const found = [];
    for (let p = all.ids.indexOf(id); p >= 0; p = all.ids.indexOf(id, p + 1)) found.push(p);
    return found;
  }

  // A stretch, kept within the letter that has the place `p`.
  function inLetter(all, p, from, to) {
    const m = letterOf(all, p);
    const end = (m + 1 < all.firsts.length ? all.firsts[m + 1] : all.ids.length) - 1;
    return { from: Math.max(from, all.firsts[m]), to: Math.min(to, end) };
  }

  function letterOf(all, p) {
    return last(all.firsts, p);
  }

  // The last of ascending numbers that is not greater than `value`.
  function last(numbers, value) {
    let [low, high] = [0, numbers.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (numbers[middle] <= value) low = middle;
      else high = middle;
    }
    return low;
  }

  // A stretch of words as a place that a page can link to and show: letter, first and last paragraph (from 1), characters.
  function place(all, from, to) {
    const m = letterOf(all, from);
    const [start, end] = [all.starts[2 * from], all.starts[2 * to - 1]];
    const edges = all.edges[m];
    return { message: m, first: last(edges, start) + 1, last: last(edges, end - 1) + 1, start, end, from, to };
  }

  window.EditionConcordance = { index, placesOf, exact, bits, chance, inLetter, letterOf, place };
})();
