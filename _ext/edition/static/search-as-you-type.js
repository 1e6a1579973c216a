// Finds pages while the reader types, with Sphinx's own index and ranking (searchtools.js); loaded when the search is opened.
(function () {
  "use strict";
  const SHOWN = 12;
  const dialog = document.getElementById("search-dialog");
  const field = dialog.querySelector("input[name=q]");
  const count = document.getElementById("search-count");
  const list = document.getElementById("search-found");
  const root = document.documentElement.dataset.content_root;
  let latest = null;

  function results(words) {
    const query = Search._parseQuery(words);
    // Sphinx marks the words of the last query on whatever page comes next; ours are marked when a page is chosen.
    const marks = localStorage.getItem("sphinx_highlight_terms");
    localStorage.removeItem("sphinx_highlight_terms");
    return { marks, found: Search._performSearch(...query).reverse() }; // the best comes last
  }

  function item([name, title, anchor, described], marks) {
    const link = document.createElement("a");
    link.href = root + name + DOCUMENTATION_OPTIONS.LINK_SUFFIX + anchor;
    const [page, ...part] = title.split(" > ");
    link.textContent = part.length ? part.join(" > ") : page;
    const where = part.length ? page : described || "";
    if (where) {
      const line = document.createElement("span");
      line.className = "where";
      line.textContent = where;
      link.append(line);
    }
    link.addEventListener("click", () => {
      if (marks) localStorage.setItem("sphinx_highlight_terms", marks);
      dialog.close();
    });
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }

  function show() {
    const words = field.value.trim();
    if (words === latest) return;
    latest = words;
    list.replaceChildren();
    count.textContent = "";
    if (words.length < 2) return;
    const { marks, found } = results(words);
    list.append(...found.slice(0, SHOWN).map((one) => item(one, marks)));
    const more = found.length > SHOWN ? `; the first ${SHOWN} are below, Enter shows all` : "";
    count.textContent = found.length === 0 ? "Nothing found" : found.length === 1 ? "1 place found" : `${found.length} places found${more}`;
  }

  let waiting = 0;
  field.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(show, 120);
  });
  // The arrows go through what was found.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });
  show();
})();
