// On a letter's page: the paragraph that the address names goes into the citations, and buttons copy them; without this
// script the citations are of the whole letter.
(function () {
  "use strict";
  const section = document.getElementById("cite");
  const said = section.querySelector(".chosen");

  function chosen() {
    const match = /^#p(\d+)$/.exec(location.hash);
    return match && document.getElementById(`p${match[1]}`) ? match[1] : "";
  }

  function choose() {
    const paragraph = chosen();
    for (const place of section.querySelectorAll("[data-place]"))
      place.textContent = paragraph ? place.dataset.place.replace("{n}", paragraph) : "";
    said.textContent = paragraph ? `These cite ¶${paragraph}.` : "These cite the whole letter; click a paragraph’s number to cite it.";
  }

  // The address to hand on: that of the book on the web where it has one, else of the page as it was opened.
  function address() {
    const canonical = document.querySelector('link[rel="canonical"]');
    const paragraph = chosen();
    return (canonical ? canonical.href : location.href.split("#")[0]) + (paragraph ? `#p${paragraph}` : "");
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      // From disk some browsers have no clipboard for scripts.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function button(words, text) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", async () => {
      await copy(text());
      said.textContent = `Copied: ${words.replace(/^Copy /, "")}.`;
    });
    return made;
  }

  const buttons = document.createElement("p");
  buttons.className = "copy";
  buttons.append(button("Copy link", address));
  for (const form of section.querySelectorAll("[data-form]"))
    buttons.append(button(`Copy ${form.dataset.form === "Sentence" ? "sentence" : form.dataset.form}`, () => form.textContent));
  said.after(buttons);
  section.querySelector(".whole").hidden = true;
  window.addEventListener("hashchange", choose);
  choose();
})();
