// The first lines of what a link leads to, on hover and on keyboard focus; without this script they are plain links.
// Each page has a file of its previews (_static/previews/), loaded when a link to that page is first pointed at.
(function () {
  "use strict";
  const KINDS = /#(msg|person|org|term|document|citation)-/;
  const WAIT = 250, LINGER = 200;
  const root = document.documentElement.dataset.content_root;
  const here = new URL(root || "./", window.location.href);
  const loading = new Map();
  window.EDITION_PREVIEWS = window.EDITION_PREVIEWS || {};
  let popover = null, shown = null, timer = 0;

  const previewed = (target) => {
    const link = target instanceof Element && target.closest("main a[href*='#']");
    if (!link || !KINDS.test(link.hash) || link.closest(".preview, .paragraph-number, .headerlink")) return null;
    const itself = link.pathname === location.pathname && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return itself && itself.contains(link) ? null : link;
  };

  // The name of the page a link leads to, as Sphinx has it: the address below the book's root, without its ending.
  function pageOf(link) {
    const inside = link.href.startsWith(here.href) ? link.href.slice(here.href.length) : "";
    return inside.replace(/[?#].*$/, "").replace(/\.html$/, "") || "index";
  }

  function data(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done) => {
        const script = document.createElement("script");
        script.src = `${here.href}_static/previews/${name}.js`;
        script.onload = () => done(window.EDITION_PREVIEWS[name] || {});
        script.onerror = () => done({});
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  function line(name, words) {
    const part = document.createElement(name === "title" ? "strong" : "span");
    part.className = `preview-${name}`;
    part.textContent = words;
    return part;
  }

  function box() {
    if (popover) return popover;
    popover = document.createElement("div");
    popover.id = "preview";
    popover.className = "preview";
    popover.setAttribute("role", "tooltip");
    popover.hidden = true;
    popover.addEventListener("pointerenter", () => window.clearTimeout(timer));
    popover.addEventListener("pointerleave", () => later(hide, LINGER));
    document.querySelector("main").append(popover);
    return popover;
  }

  function place(link, pointer) {
    // A link that runs over a line's end has several boxes: the one under the pointer counts.
    const boxes = [...link.getClientRects()];
    const at = (pointer && boxes.find((one) => pointer.y >= one.top - 2 && pointer.y <= one.bottom + 2)) || boxes[0];
    const frame = (popover.offsetParent || document.body).getBoundingClientRect();
    const left = Math.min(Math.max(at.left, 8), page().clientWidth - popover.offsetWidth - 8);
    const below = at.bottom + popover.offsetHeight + 10 < window.innerHeight || at.top < popover.offsetHeight + 10;
    popover.style.left = `${left - frame.left}px`;
    popover.style.top = `${(below ? at.bottom + 6 : at.top - popover.offsetHeight - 6) - frame.top}px`;
  }

  const page = () => document.documentElement;

  async function show(link, pointer) {
    shown = link;
    const entry = (await data(pageOf(link)))[decodeURIComponent(link.hash.slice(1))];
    if (shown !== link) return;
    if (!entry) return hide();
    const [title, under, text] = entry;
    box().replaceChildren(line("title", title), ...(under ? [line("line", under)] : []), line("text", text));
    popover.hidden = false;
    place(link, pointer);
    link.setAttribute("aria-describedby", "preview");
    if (link.title) {
      link.dataset.title = link.title; // the browser's own box would say the same beside ours
      link.removeAttribute("title");
    }
  }

  function hide() {
    window.clearTimeout(timer);
    if (shown) shown.removeAttribute("aria-describedby");
    if (shown && shown.dataset.title) shown.title = shown.dataset.title;
    shown = null;
    if (popover) popover.hidden = true;
  }

  function later(act, time) {
    window.clearTimeout(timer);
    timer = window.setTimeout(act, time);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" && event.pointerType !== "pen") return;
    const link = previewed(event.target);
    if (!link) return;
    if (link === shown) window.clearTimeout(timer);
    else later(() => { hide(); show(link, event); }, WAIT);
  });
  document.addEventListener("pointerout", (event) => {
    if (previewed(event.target)) later(hide, LINGER);
  });
  document.addEventListener("focusin", (event) => {
    const link = previewed(event.target);
    if (link && link.matches(":focus-visible")) { hide(); show(link); }
    else if (shown) hide();
  });
  document.addEventListener("focusout", (event) => event.target === shown && hide());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return;
    event.stopPropagation();
    hide();
  }, true);
})();
