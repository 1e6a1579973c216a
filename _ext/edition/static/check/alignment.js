// How a quotation differs from a stretch of a letter, word by word. Pure functions: no page, no network.
// Knows neither how stretches are found nor what is said of them.
(function () {
  "use strict";

  // What a step costs. Agreeing is a gain, so that no word is lost to make a neighbour cheaper; leaving out a clause costs little
  // more than leaving out a word; what an omission mark or brackets account for is next to free, and is told apart afterwards.
  const SAME = -0.5;
  const CHANGED = 0.95; // less than a word put in, so that a changed word at either end is shown against the letter's
  const ADDED = 1;
  const SKIPPED = { open: 1, more: 0.3 };
  const OMITTED = { open: 0.002, more: 0.002 };
  const BRACKETED = { open: 0.15, more: 0.15, added: 0.05, changed: 0.06 };

  // The cheapest way to turn a stretch of a letter into the quotation, which must be used up, the stretch not. Dynamic programming:
  // `cost[i][j]` is that of the first i words of the quotation ending at word j of the stretch, `gap[i][j]` of those that end with
  // words of the letter left out.
  function align(all, quoted, { from, to }) {
    const [n, w] = [quoted.ids.length, to - from];
    const steps = costsOf(quoted, n);
    const matched = (i, j) => (quoted.ids[i - 1] === all.ids[from + j - 1] ? SAME : steps.changed(i));
    const rows = () => Array.from({ length: n + 1 }, () => new Float64Array(w + 1));
    const [cost, gap] = [rows(), rows()];
    gap[0].fill(Infinity);
    for (let i = 1; i <= n; i++) {
      cost[i][0] = cost[i - 1][0] + steps.added(i);
      gap[i][0] = Infinity;
      const { open, more } = steps.skipped(i);
      for (let j = 1; j <= w; j++) {
        gap[i][j] = Math.min(cost[i][j - 1] + open, gap[i][j - 1] + more);
        cost[i][j] = Math.min(cost[i - 1][j - 1] + matched(i, j), cost[i - 1][j] + steps.added(i), gap[i][j]);
      }
    }
    return traced({ cost, gap, steps, matched, from, n });
  }

  function costsOf({ inserted, omitted }, n) {
    const never = { open: Infinity, more: Infinity };
    return {
      added: (i) => (inserted[i - 1] ? BRACKETED.added : ADDED),
      changed: (i) => (inserted[i - 1] ? BRACKETED.changed : CHANGED),
      skipped: (i) => (i === n ? never : omitted[i] ? OMITTED : inserted[i] || inserted[i - 1] ? BRACKETED : SKIPPED),
    };
  }

  // The way back through the costs, from the cheapest end.
  function traced({ cost, gap, steps, matched, from, n }) {
    const way = [];
    let [i, j] = [n, cost[n].indexOf(Math.min(...cost[n]))];
    const end = from + j;
    while (i > 0) {
      if (j > 0 && near(cost[i][j], cost[i - 1][j - 1] + matched(i, j))) {
        way.push({ kind: matched(i, j) === SAME ? "same" : "changed", i: --i, p: from + --j });
      } else if (near(cost[i][j], cost[i - 1][j] + steps.added(i))) {
        way.push({ kind: "added", i: --i });
      } else {
        const { more } = steps.skipped(i);
        for (let on = true; on; ) {
          on = j > 1 && near(gap[i][j], gap[i][j - 1] + more);
          way.push({ kind: "skipped", i, p: from + --j });
        }
      }
    }
    return { start: from + j, end, steps: way.reverse() };
  }

  function near(a, b) {
    return Math.abs(a - b) < 1e-9;
  }

  // Changes in an alignment, neighbours joined: {ours: [from, to) of the letter, theirs: [from, to) of the quotation, marked}.
  function changesOf(alignment, quoted) {
    const changes = [];
    let [p, i, open] = [alignment.start, 0, null];
    for (const step of alignment.steps) {
      if (step.kind !== "same" && !open) changes.push((open = { ours: [p, p], theirs: [i, i], marked: false }));
      if (step.kind === "same") open = null;
      if (step.kind !== "added") p = step.p + 1;
      if (step.kind !== "skipped") i = step.i + 1;
      if (open) Object.assign(open, { ours: [open.ours[0], p], theirs: [open.theirs[0], i] });
    }
    for (const change of changes) {
      const [from, to] = change.theirs;
      const theirs = quoted.inserted.slice(from, to);
      const omission = from === to && quoted.omitted[from];
      change.marked = omission ? "omission" : theirs.length && theirs.every(Boolean) ? "insertion" : "";
    }
    return changes;
  }

  window.EditionAlignment = { align, changesOf };
})();
