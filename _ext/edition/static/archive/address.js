// The state of a form in the page's address, after "#": it can be kept, sent and gone back to, also from disk.
(function () {
  "use strict";

  function initial(control) {
    if (control.type === "radio") return control.defaultChecked ? control.value : null;
    if (control.tagName !== "SELECT") return control.defaultValue;
    const chosen = [...control.options].find((option) => option.defaultSelected) || control.options[0];
    return chosen ? chosen.value : "";
  }

  function set(control, wanted) {
    if (control.type === "radio") {
      control.checked = wanted === null ? control.defaultChecked : control.value === wanted;
      return;
    }
    control.value = wanted === null ? initial(control) : wanted;
    // An address may have been written by hand: what no control has is as if it were not there.
    if (control.tagName === "SELECT" && control.selectedIndex < 0) control.value = initial(control);
  }

  const named = (form) => [...form.elements].filter((control) => control.name);

  // The state as text: only what differs from the form as it is printed.
  function written(form) {
    const state = new URLSearchParams();
    for (const control of named(form)) {
      if (control.type === "radio" && !control.checked) continue;
      if (control.value !== initial(control)) state.set(control.name, control.value);
    }
    return state.toString();
  }

  // Call show() with every new state. A change is a step of its own in the history; the letters of a word are one.
  window.keepInAddress = function (form, show) {
    let typing = false;
    let pause = 0;

    function keep(step) {
      const state = written(form);
      const page = location.href.split("#")[0];
      if (location.hash.replace(/^#/, "") === state) return;
      history[step ? "pushState" : "replaceState"](null, "", state ? `${page}#${state}` : page);
    }

    function read() {
      const hash = location.hash.replace(/^#/, "");
      if (hash && !hash.includes("=")) return; // an anchor of the page
      const state = new URLSearchParams(hash);
      for (const control of named(form)) set(control, state.get(control.name));
      for (const group of new Set(named(form).filter((one) => one.type === "radio").map((one) => one.name))) {
        const buttons = named(form).filter((one) => one.name === group);
        if (!buttons.some((one) => one.checked)) for (const one of buttons) one.checked = one.defaultChecked;
      }
      show();
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target.type !== "search") return;
      clearTimeout(pause);
      pause = setTimeout(() => {
        keep(!typing);
        typing = true;
        show();
      }, 120);
    });
    form.addEventListener("change", (event) => {
      clearTimeout(pause);
      keep(!(typing && event.target.type === "search"));
      typing = false;
      show();
    });
    window.addEventListener("popstate", read);
    // What was typed or chosen before this script was there is kept, unless the address has a state.
    if (!location.hash.includes("=") && written(form)) {
      keep(false);
      show();
    } else read();
    return { keep };
  };
})();
