// Words of a letter as nodes in which the bars of the disclosure have a name for those who hear them.
window.barred = function (words) {
  "use strict";
  return words.split(/(█+)/).map((part) => {
    if (!part.startsWith("█")) return part;
    const bars = document.createElement("span");
    bars.className = "redaction bars";
    bars.setAttribute("role", "img");
    bars.setAttribute("aria-label", `redacted, ${part.length} characters`);
    bars.textContent = part;
    return bars;
  });
};
