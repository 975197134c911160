// Small things: closing a notice, copying, today's date, pressing a whole row, printing.

import { whenPresent } from "./elements.js";

document.addEventListener("click", (event) => {
  event.target.closest("[data-close]")?.closest("[data-closes]")?.remove();
  const setter = event.target.closest("[data-sets]");
  if (setter) setValue(document.getElementById(setter.dataset.sets), setter.dataset.value);
  const copier = event.target.closest("[data-copies]");
  if (copier) copy(copier);
  if (event.target.closest("[data-prints]")) window.print();
  pressRow(event);
});

function setValue(field, value) {
  if (!field) return;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

async function copy(button) {
  const text = document.getElementById(button.dataset.copies)?.textContent.trim() ?? "";
  await writeText(text);
  const label = button.querySelector("span");
  const before = label.textContent;
  label.textContent = button.dataset.done;
  setTimeout(() => { label.textContent = before; }, 2000);
}

// The clipboard is closed to pages that come without https, as on many office networks.
async function writeText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

function pressRow(event) {
  if (event.target.closest("a, button, input, label, summary") || getSelection().toString()) return;
  event.target.closest("tr.is-link")?.querySelector(".row-link")?.click();
}

// Digits as a Chinese keyboard types them become plain ones; the server reads them too.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.dataset?.number) field.value = field.value.normalize("NFKC").replace(/[,\s]/g, "");
});

whenPresent("[data-opens-wide]", (details) => {
  if (!CSS.supports("selector(::details-content)")) details.open = matchMedia("(min-width: 40rem)").matches;
});

// A table that is wider than its frame says so: the sentence before it is shown only then.
whenPresent("[data-scrolls]", (frame) => {
  const hint = frame.previousElementSibling;
  const look = () => { hint.hidden = frame.scrollWidth <= frame.clientWidth; };
  new ResizeObserver(look).observe(frame);
});

// A long menu shows where she is.
whenPresent(".side .is-current", (item) => {
  const menu = item.closest(".side-inner");
  const below = item.offsetTop + item.offsetHeight - menu.clientHeight;
  if (below > 0) menu.scrollTop = below + menu.clientHeight / 3;
});

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".chart-table:not([open])")];
  for (const details of opened) details.open = true;
});
window.addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
