// Keeps what was typed until it has arrived, and sends it again with the same key after a cut.
// The page works without this; then the browser's own retry carries the same key.

const form = document.getElementById("sheet");
const store = `sheet:${form.dataset.keeps}`;
const RETRY_AFTER = [3000, 6000, 12000, 30000];
const SMALL_PHOTO = 400_000;
const WIDEST_PHOTO = 1600;
let tries = 0;
let isSending = false;
let timer = 0;

// Only counts: what the sheet asks for names nobody. Some in-app browsers refuse storage.
function keep(isSent) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrfmiddlewaretoken" && typeof value === "string") values[name] = value;
  }
  try { localStorage.setItem(store, JSON.stringify({ values, isSent })); } catch { /* goes without */ }
}

function forget() {
  try { localStorage.removeItem(store); } catch { /* nothing was kept */ }
}

function kept() {
  try { return JSON.parse(localStorage.getItem(store)); } catch { return null; }
}

function restore({ values }) {
  for (const control of form.elements) {
    if (!control.name || !(control.name in values) || control.name === "csrfmiddlewaretoken") continue;
    if (control.type === "radio" || control.type === "checkbox") {
      control.checked = values[control.name] === control.value;
    } else if (control.type !== "file" && control.type !== "submit") {
      control.value = values[control.name];
    }
  }
  say("kept");
}

function say(what) {
  const notice = document.getElementById("waiting"); // a new one when the sheet was shown again
  notice.textContent = notice.dataset[what] ?? "";
  notice.hidden = !what;
}

function busy(is) {
  isSending = is;
  form.querySelector("[type=submit]").setAttribute("aria-busy", String(is));
}

async function send() {
  if (isSending) return;
  clearTimeout(timer);
  busy(true);
  keep(true);
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.status >= 500) throw new Error(String(answer.status));
    await arrived(answer);
  } catch {
    busy(false);
    say("waiting");
    timer = setTimeout(send, RETRY_AFTER[Math.min(tries++, RETRY_AFTER.length - 1)]);
  }
}

async function arrived(answer) {
  if (answer.redirected) {
    forget();
    location.replace(answer.url);
    return;
  }
  // Something is missing, or the link has ended: the server's page says what.
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.getElementById("sheet");
  busy(false);
  say("");
  if (!next) {
    document.getElementById("content").replaceWith(page.getElementById("content"));
    return;
  }
  keep(false);
  form.replaceChildren(...next.childNodes);
  form.querySelector(".error")?.scrollIntoView({ block: "center" });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  tries = 0;
  send();
});
form.addEventListener("input", () => keep(false));
window.addEventListener("online", () => { if (kept()?.isSent) send(); });

// A photo from a telephone has some megabytes; 1,600 pixels tell as much and pass a slow line.
form.addEventListener("change", async (event) => {
  const field = event.target;
  const [photo] = field.type === "file" ? field.files : [];
  if (!photo || photo.size < SMALL_PHOTO || !window.createImageBitmap) return;
  try {
    const picture = await createImageBitmap(photo);
    const scale = Math.min(1, WIDEST_PHOTO / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
    const chosen = new DataTransfer();
    chosen.items.add(new File([smaller], "photo.jpg", { type: "image/jpeg" }));
    field.files = chosen.files;
  } catch { /* it goes as it is */ }
});

const before = kept();
if (before && !form.querySelector(".error")) {
  restore(before);
  if (before.isSent) send();
}
