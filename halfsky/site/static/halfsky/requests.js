// What htmx asks for: short addresses, and honest ends when no answer comes.

// A filter that is not set does not stand in the address.
document.addEventListener("htmx:configRequest", (event) => {
  const { verb, parameters } = event.detail;
  if (verb !== "get") return;
  for (const [name, value] of Object.entries(parameters)) {
    if (value === "") delete parameters[name];
  }
});

// Led elsewhere (her session has ended): the whole page goes there, and comes back after log-in.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo } = event.detail;
  const asked = new URL(pathInfo.requestPath, location.href).pathname;
  if (!xhr.responseURL || new URL(xhr.responseURL).pathname === asked) return;
  event.detail.shouldSwap = false;
  location.reload();
});

document.addEventListener("htmx:sendError", say);
document.addEventListener("htmx:responseError", say);

function say() {
  const messages = document.getElementById("messages");
  const line = document.getElementById("failure")?.content.cloneNode(true);
  if (line && !messages.querySelector("[data-failure]")) messages.append(line);
}
