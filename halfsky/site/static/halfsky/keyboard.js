// "/" goes to the search field; a fault goes to the top of its form.

import { whenPresent } from "./elements.js";

const TYPED_IN = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest(TYPED_IN)) return;
  const search = document.querySelector("[data-search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

whenPresent("[data-takes-focus]", (element) => element.focus());
