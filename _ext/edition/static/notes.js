// Where there is room, each note stands at the height of its mark, and its letter is long enough to hold it; without this
// script it stands at its paragraph's end.
(function () {
  "use strict";
  const wide = window.matchMedia("(min-width: 1350px)");
  const GAP = 10;

  function place() {
    let free = 0; // the height, on the page, below which no note stands yet
    for (const letter of document.querySelectorAll(".message")) {
      letter.style.minHeight = "";
    }
    for (const note of document.querySelectorAll(".beside aside.footnote")) {
      const group = note.closest(".beside");
      const body = group.closest(".message-body");
      const mark = body && body.querySelector(`a[href="#${note.id}"]`);
      group.classList.toggle("placed", wide.matches && Boolean(mark));
      if (!wide.matches || !mark) {
        note.style.top = "";
        continue;
      }
      const origin = body.getBoundingClientRect().top + window.scrollY;
      const wanted = mark.getBoundingClientRect().top + window.scrollY - 2;
      const top = Math.max(wanted, free);
      note.style.top = `${top - origin}px`;
      free = top + note.offsetHeight + GAP;
      const letter = note.closest(".message");
      letter.style.minHeight = `${free - letter.getBoundingClientRect().top - window.scrollY}px`;
    }
  }

  function start() {
    place();
    const article = document.querySelector(".bd-article");
    if (article && "ResizeObserver" in window) new ResizeObserver(place).observe(article);
    wide.addEventListener("change", place);
  }
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
})();
