// Menus are <details>: they open without scripts. Here they also close, and obey the keys.

const OPEN = "details[data-menu][open]";
const LINES = "a[href], button:not([disabled])";

function close(menu, returnFocus) {
  menu.removeAttribute("open");
  if (returnFocus) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (!menu.contains(event.target)) close(menu, false);
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest("details[data-menu]") ?? document.querySelector(OPEN);
  if (!menu) return;
  if (event.key === "Escape" && menu.open) {
    event.preventDefault();
    close(menu, true);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && menu.contains(event.target)) {
    event.preventDefault();
    menu.open = true;
    step(menu, event.key === "ArrowDown" ? 1 : -1);
  }
});

function step(menu, by) {
  const lines = [...menu.querySelectorAll(LINES)];
  const at = lines.indexOf(document.activeElement);
  const next = at < 0 && by < 0 ? lines.length - 1 : at + by;
  lines[(next + lines.length) % lines.length]?.focus();
}

document.addEventListener("focusout", (event) => {
  const menu = event.target.closest(OPEN);
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu, false);
});
