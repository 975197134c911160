// A form with data-unsaved asks before its changes are left behind. A field with data-draft="KEY"
// keeps its text in this browser until it is sent: only for text without personal data, for office
// computers are shared.

import { whenPresent } from "./elements.js";

const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-unsaved]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  changed.delete(event.target);
});
window.addEventListener("beforeunload", (event) => {
  for (const form of changed) if (!form.isConnected) changed.delete(form);
  if (changed.size) event.preventDefault();
});

whenPresent("[data-draft]", (field) => {
  const key = `draft:${field.dataset.draft}`;
  const kept = localStorage.getItem(key);
  if (kept && !field.value) field.value = kept;
  field.addEventListener("input", () => {
    if (field.value) localStorage.setItem(key, field.value);
    else localStorage.removeItem(key);
  });
  field.form?.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && navigator.onLine) localStorage.removeItem(key);
  });
});

const notice = document.getElementById("offline-notice");

function showConnection() {
  if (notice) notice.hidden = navigator.onLine;
}

window.addEventListener("offline", showConnection);
window.addEventListener("online", showConnection);
showConnection();
