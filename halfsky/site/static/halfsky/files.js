// Shows which files were chosen, and takes those that are dropped.

import { whenPresent } from "./elements.js";

whenPresent("[data-drops]", (zone) => {
  const input = zone.querySelector("input[type=file]");
  const list = zone.parentElement.querySelector(".drop-list");
  input.addEventListener("change", () => show(input.files, list));
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, () => zone.classList.add("is-over"));
  }
  for (const name of ["dragleave", "drop"]) {
    zone.addEventListener(name, () => zone.classList.remove("is-over"));
  }
  // The input covers the zone, so the browser itself puts dropped files into it.
});

function show(files, list) {
  list.replaceChildren(...[...files].map((file) => {
    const line = document.createElement("li");
    line.append(span(file.name), span(size(file.size)));
    return line;
  }));
}

function span(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
