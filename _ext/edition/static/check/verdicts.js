// What is said of a quotation in words: where it stands, how it differs, how parts were joined. Strings only: no page.
(function () {
  "use strict";
  const MONTHS = "January February March April May June July August September October November December".split(" ");

  const message = (place) => window.EDITION.messages[place.message];
  const counted = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
  const listed = (items) => (items.length > 1 ? `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}` : items.join(""));

  function named(place) {
    const reach = place.first === place.last ? `¶${place.first}` : `¶${place.first}–${place.last}`;
    return `no. ${message(place).number} ${reach}`;
  }

  function dated({ when, after, before }) {
    const words = (iso) => {
      const [year, month, day] = iso.slice(0, 10).split("-");
      return [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
    };
    if (when) return words(when);
    const bounds = [after && `after ${words(after)}`, before && `before ${words(before)}`].filter(Boolean);
    return bounds.length ? `undated, ${bounds.join(" and ")}` : "undated";
  }

  function headed(place) {
    const { from, to } = message(place);
    const names = (parties) => listed(parties.map(({ name }) => name));
    return `${names(from)}${to.length ? ` to ${names(to)}` : ""}, ${dated(message(place))}`;
  }

  // The verdict in a line.
  function verdictOf(result) {
    const [place] = result.places;
    const where = result.places.length > 1 ? `${result.places.length} places` : place && named(place);
    const sayings = {
      verbatim: () => `Verbatim in ${where}`,
      words: () => `Verbatim in ${where}, but for ${listed(apartFrom(result))}`,
      differs: () => `Differs from ${where}: ${listed(changed(result.changes))}`,
      spliced: () => `Joined: ${listed(result.parts.map((part, at) => `its ${ORDINALS[at]} part stands in ${named(part.places[0])}`))}`,
      part: () => `Only in part: ${counted(result.parts[0].words.split(/\s+/).length, "word")} in a row`,
      absent: () => "Not in this archive",
      short: () => "Not in this archive in these words",
    };
    return sayings[result.verdict]();
  }

  function apartFrom({ kinds, changes }) {
    const marked = [...new Set(changes.map((one) => one.marked))];
    const marks = { omission: "marked omissions", insertion: "words in brackets", typography: "" };
    return [...kinds, ...marked.map((name) => marks[name])].filter(Boolean);
  }

  function changed(changes) {
    const wrong = changes.filter(({ marked }) => !marked);
    const [lost, put] = [wrong.map(({ lemma }) => lemma), wrong.map(({ reading }) => reading)];
    const same = (words) => words.join(" ").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).sort().join(" ");
    if (same(lost) === same(put)) return ["the same words in another order"];
    const kinds = [
      [wrong.filter((one) => one.lemma && one.reading).length, "in other words"],
      [wrong.filter((one) => !one.reading).length, "left out"],
      [wrong.filter((one) => !one.lemma).length, "put in"],
    ];
    return kinds.filter(([n]) => n).map(([n, how]) => `${counted(n, "place")} ${how}`);
  }

  const ORDINALS = ["first", "second", "third", "fourth"];
  const EXPLAINED = {
    verbatim: "Character by character.",
    words: "None of this is a difference of wording.",
    spliced: "No letter has these words in a row.",
    part: "The letters have these words in a row; the rest of the sentence they have not.",
    absent: "No letter has this sentence, or one like it. That says nothing about other sources.",
    short: "Fewer than three words are not compared, but only looked for as they are. Paste more of the sentence.",
    few: "Words as few as these may be anybody’s. Paste more of the sentence to be sure of its place.",
  };

  function whyOf({ verdict, few, places }) {
    return EXPLAINED[few && places.length ? "few" : verdict];
  }

  // How a part, or a passage, comes to stand after the one before it.
  function jointSaid({ joint, gap }) {
    const later = `from further on in the same letter, with ${counted(gap, "word")} left out`;
    return { letter: "from another letter", earlier: "from further up in the same letter", later }[joint];
  }

  function bridgeSaid({ marked, bridge }) {
    const words = bridge.replace(/^[\s,;:.]+|[\s,;:.]+$/g, "");
    return marked ? "joined by an omission mark" : words ? `joined by “${words}”` : "joined without a mark";
  }

  function partSaid(part) {
    return part.joint ? `${jointSaid(part)}, ${bridgeSaid(part)}: ` : "";
  }

  const SUMS = {
    verbatim: "verbatim", words: "verbatim but for typography or marks", differs: "with other words", spliced: "joined",
    part: "only in part", absent: "not in this archive", short: "too short to be compared",
  };

  function summary(told, found) {
    const sums = Object.keys(SUMS).map((verdict) => [told.filter((one) => one.verdict === verdict).length, SUMS[verdict]]);
    const words = sums.filter(([n]) => n).map(([n, how]) => `${n} ${how}`);
    const rest = found.length - told.length;
    const left = rest ? ` ${counted(rest, "other passage")} (outside quotation marks, or fewer than three words) had nothing to tell.` : "";
    return `${counted(told.length, "passage")} checked: ${words.join(", ")}.${left}`;
  }

  window.EditionVerdicts = { message, counted, named, headed, verdictOf, whyOf, jointSaid, partSaid, summary };
})();
