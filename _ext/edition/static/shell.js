// The page around the text: colours, sidebars, the list of a page's parts, wide tables, and the way to the search.
(function () {
  "use strict";
  const page = document.documentElement;
  const find = (selector) => document.querySelector(selector);

  // Colours: a button goes round system, light, dark; the page's head has set them before anything was drawn.
  const MODES = { auto: "as the system has them", light: "light", dark: "dark" };
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function colour(mode) {
    page.dataset.mode = mode;
    page.dataset.theme = mode !== "auto" ? mode : dark.matches ? "dark" : "light";
    const button = find(".theme-switch-button");
    if (button) button.setAttribute("aria-label", `Colours: ${MODES[mode]}`);
  }

  function changeColours() {
    const names = Object.keys(MODES);
    const mode = names[(names.indexOf(page.dataset.mode) + 1) % names.length];
    colour(mode);
    try {
      localStorage.setItem("mode", mode);
    } catch (error) {
      // the choice then lasts as long as the page
    }
  }

  // Sidebars: beside the text where there is room, else in a dialog, which brings the keyboard back to its button.
  function move(from, to) {
    to.append(...from.childNodes);
    to.classList.add(...from.classList);
    from.removeAttribute("class");
  }

  // Esc closes a dialog, which no other listener is to prevent: Sphinx's script for marked words does, on every page.
  function escape(dialog) {
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      dialog.close();
    });
  }

  function sidebar(name, roomy) {
    const toggle = find(`.${name}-toggle`);
    const beside = find(`#pst-${name}-sidebar`);
    const dialog = find(`#pst-${name}-sidebar-modal`);
    if (!toggle || !beside || !dialog) return;
    const room = window.matchMedia(roomy);
    const say = (open) => toggle.setAttribute("aria-expanded", String(open));
    const close = () => dialog.open && dialog.close();
    say(room.matches);
    escape(dialog);
    toggle.addEventListener("click", () => {
      if (room.matches) return say(!beside.classList.toggle("pst-sidebar-hidden"));
      move(beside, dialog);
      dialog.showModal();
      return say(true);
    });
    dialog.addEventListener("close", () => {
      move(dialog, beside);
      say(room.matches && !beside.classList.contains("pst-sidebar-hidden"));
      toggle.focus();
    });
    // A click beside the dialog, or on a link to this very page, closes it.
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest('a[href^="#"]')) close();
    });
    room.addEventListener("change", () => {
      close();
      say(room.matches);
    });
  }

  // Where the reader is, in the list of the page's parts
  function follow() {
    const links = new Map();
    for (const link of document.querySelectorAll("#pst-page-toc-nav a[href^='#']")) {
      const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (part) links.set(part.querySelector("h1, h2, h3, h4") || part, link);
    }
    const watch = new IntersectionObserver((seen) => {
      const here = seen.filter((one) => one.isIntersecting).pop();
      if (!here) return;
      for (const [heading, link] of links) {
        link.classList.toggle("active", heading === here.target);
        if (heading === here.target) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }, { rootMargin: "0px 0px -70% 0px" });
    for (const heading of links.keys()) watch.observe(heading);
  }

  // A table wider than its place can be moved with the keys.
  function reach() {
    for (const box of document.querySelectorAll(".pst-scrollable-table-container, pre")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  }

  // The search: its index, which grows with the book, is loaded when the search is opened for the first time.
  function load(address) {
    return new Promise((loaded, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = loaded;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  let ready = null;
  async function loadSearch(dialog) {
    // Sphinx's script would take ?q= in any page's address, or nothing, as its own query, and write it into every field
    // of that name: it starts when it believes the page has loaded, so it is not to believe so.
    Object.defineProperty(document, "readyState", { configurable: true, get: () => "loading" });
    try {
      for (const address of dialog.dataset.scripts.split(" ")) await load(address);
    } finally {
      delete document.readyState;
    }
  }

  function openSearch() {
    const dialog = find("#search-dialog");
    const field = find(".bd-search-container input[name=q]");
    if (field) {
      field.focus(); // the search page has its own
      field.select();
      return;
    }
    if (dialog.open) return;
    for (const other of document.querySelectorAll("dialog[open]")) other.close();
    const from = document.activeElement;
    dialog.addEventListener("close", () => from && from.focus && from.focus(), { once: true });
    dialog.showModal();
    dialog.querySelector("input").select();
    ready = ready || loadSearch(dialog);
  }

  function search() {
    const dialog = find("#search-dialog");
    for (const button of document.querySelectorAll(".open-search")) button.addEventListener("click", openSearch);
    escape(dialog);
    dialog.querySelector(".close-search").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    const mac = navigator.platform.startsWith("Mac") || navigator.platform === "iPhone";
    for (const key of document.querySelectorAll(".search-button__kbd-shortcut kbd:first-child")) if (mac) key.textContent = "⌘";
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "k" || event.shiftKey || event.altKey || (mac ? !event.metaKey : !event.ctrlKey)) return;
      event.preventDefault();
      if (dialog.open) dialog.close();
      else openSearch();
    });
  }

  colour(page.dataset.mode in MODES ? page.dataset.mode : "auto");
  dark.addEventListener("change", () => colour(page.dataset.mode));
  const button = find(".theme-switch-button");
  if (button) button.addEventListener("click", changeColours);
  sidebar("primary", "(min-width: 992px)");
  sidebar("secondary", "(min-width: 1200px)");
  follow();
  search();
  window.addEventListener("load", reach);
  window.addEventListener("resize", reach);
  // The bar above the text casts a shadow on what is below it.
  document.addEventListener("scroll", () => document.body.classList.toggle("scrolled", window.scrollY > 8), { passive: true });
})();
