// A passkey is made or used by the browser; the form carries its answer like any other field.
// Shown only where the browser can: under a name, over HTTPS.

const can = window.isSecureContext && window.PublicKeyCredential && navigator.credentials;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!can) continue;
  form.hidden = false;
  const failed = form.querySelector(".passkey-failed");
  form.addEventListener("submit", async (event) => {
    if (form.elements.passkey.value) return;
    event.preventDefault();
    failed.hidden = true;
    try {
      const { publicKey } = JSON.parse(form.dataset.options);
      const answer = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: forCreating(publicKey) })
        : await navigator.credentials.get({ publicKey: forUsing(publicKey) });
      form.elements.passkey.value = JSON.stringify(said(answer));
      form.submit();
    } catch {
      failed.hidden = false; // cancelled, or the device is not hers
    }
  });
}

function forCreating(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
  };
}

function forUsing(options) {
  return { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) };
}

function known(list) {
  return (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
}

function said({ id, rawId, type, response }) {
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  return { id, rawId: text(rawId), type, response: parts, clientExtensionResults: {} };
}

function bytes(base64url) {
  const plain = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
