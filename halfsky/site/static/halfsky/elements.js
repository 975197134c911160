// Runs something for each element that a selector finds: those of the page, and those that htmx
// brings later.

const wanted = [];
const done = new WeakMap();

export function whenPresent(selector, act) {
  wanted.push({ selector, act });
  look(document, { selector, act });
}

function look(root, { selector, act }) {
  const found = [...root.querySelectorAll(selector)];
  if (root instanceof Element && root.matches(selector)) found.unshift(root);
  for (const element of found) {
    const acts = done.get(element) ?? new Set();
    if (acts.has(act)) continue;
    done.set(element, acts.add(act));
    act(element);
  }
}

document.addEventListener("htmx:load", (event) => {
  for (const one of wanted) look(event.target, one);
});

// A script that is no module, such as those in vendor/; loaded once.
const scripts = new Map();

export function loadScript(address) {
  if (!scripts.has(address)) {
    scripts.set(address, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    }));
  }
  return scripts.get(address);
}
