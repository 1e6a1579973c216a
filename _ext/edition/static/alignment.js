// How a quotation differs from a stretch of a letter, word by word. Pure functions: no page, no network.
// Knows neither how stretches are found nor what is said of them.
(function () {
  "use strict";

  // The cheapest way to turn a stretch of a letter into the quotation, which must be used up, the stretch not. What an omission mark
  // or brackets account for costs next to nothing, and is told apart from a change afterwards.
  function align(all, quoted, { from, to }) {
    const { ids, inserted, omitted } = quoted;
    const [n, w] = [ids.length, to - from];
    const added = (i) => (inserted[i] ? 0.05 : 1);
    const skipped = (i) => (i === 0 || i === n ? 0 : omitted[i] ? 0.002 : inserted[i] || inserted[i - 1] ? 0.15 : 1);
    const cost = Array.from({ length: n + 1 }, () => new Float32Array(w + 1));
    for (let i = 1; i <= n; i++) {
      cost[i][0] = cost[i - 1][0] + added(i - 1);
      const skip = skipped(i);
      for (let j = 1; j <= w; j++) {
        const same = ids[i - 1] === all.ids[from + j - 1];
        // A little less than 1, so that a changed word at either end is shown against the letter's.
        const step = cost[i - 1][j - 1] + (same ? 0 : inserted[i - 1] ? 0.06 : 0.95);
        cost[i][j] = Math.min(step, cost[i - 1][j] + added(i - 1), i < n ? cost[i][j - 1] + skip : Infinity);
      }
    }
    let j = cost[n].indexOf(Math.min(...cost[n]));
    const end = from + j;
    const steps = [];
    for (let i = n; i > 0; ) {
      const same = j > 0 && ids[i - 1] === all.ids[from + j - 1];
      const step = j > 0 ? cost[i - 1][j - 1] + (same ? 0 : inserted[i - 1] ? 0.06 : 0.95) : Infinity;
      if (j > 0 && near(cost[i][j], step)) steps.push({ kind: same ? "same" : "changed", i: --i, p: from + --j });
      else if (near(cost[i][j], cost[i - 1][j] + added(i - 1))) steps.push({ kind: "added", i: --i });
      else steps.push({ kind: "skipped", i, p: from + --j });
    }
    return { start: from + j, end, steps: steps.reverse() };
  }

  function near(a, b) {
    return Math.abs(a - b) < 1e-4;
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
