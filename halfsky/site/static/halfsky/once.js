// A form with data-once is sent once. The key in it (submission_key) makes the server do a second
// sending nothing anyway; this spares her the wait and the doubt.

const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  if (!navigator.onLine) {
    event.preventDefault(); // what she typed stays; the notice of unsaved.js says why
    return;
  }
  sent.add(form);
  // Not disabled: a disabled button's name would not be sent.
  for (const button of buttonsOf(form)) button.setAttribute("aria-busy", "true");
});

function buttonsOf(form) {
  return [...form.elements].filter((one) => one.type === "submit");
}

function release(form) {
  sent.delete(form);
  for (const button of buttonsOf(form)) button.removeAttribute("aria-busy");
}

// She came back by the browser's button, or htmx kept the form on the page.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-once]").forEach(release);
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.matches?.("form[data-once]")) release(event.target);
});
