// Shows a password while it is typed; says when capitals are locked.

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-reveals]");
  if (!button) return;
  const field = document.getElementById(button.dataset.reveals);
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  field.focus();
});

for (const kind of ["keydown", "keyup"]) {
  document.addEventListener(kind, (event) => {
    const field = event.target;
    if (!field.dataset?.caps || !event.getModifierState) return;
    document.getElementById(`${field.id}_caps`).hidden = !event.getModifierState("CapsLock");
  });
}

// Never sent readable: some browsers would offer it as a suggestion next time.
document.addEventListener("submit", (event) => {
  for (const field of event.target.querySelectorAll("[data-caps]")) field.type = "password";
});
