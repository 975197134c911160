// The unit picker: Tom Select over a text field, fed by an address that answers
// {"results": [{"value", "label", "note"}]} to ?q=. Name, pinyin initials and code all match there.

import { loadScript } from "./elements.js";

export async function makePicker(field) {
  await loadScript(document.documentElement.dataset.picker);
  const { source, shown, none, offers } = field.dataset;
  const options = field.value && shown ? [{ value: field.value, label: shown }] : undefined;
  const picker = new window.TomSelect(field, {
    maxItems: 1,
    maxOptions: 20,
    valueField: "value",
    labelField: "label",
    searchField: source ? [] : ["label", "text"],
    ...(field.tagName === "INPUT" ? { options, create: false } : { labelField: "text" }),
    ...(source ? { load: (text, answer) => find(source, text, answer), shouldLoad: (text) => offers !== undefined || text.length > 0 } : {}),
    ...(offers === undefined ? {} : { preload: "focus" }),
    ...(source ? { score: () => () => 1 } : {}), // the server has chosen and sorted
    placeholder: field.placeholder,
    closeAfterSelect: true,
    render: {
      option: (one, escape) => `<div>${escape(one.label ?? one.text)}${one.note ? `<small>${escape(one.note)}</small>` : ""}</div>`,
      no_results: (_data, escape) => `<div class="no-results">${escape(none ?? "")}</div>`,
    },
  });
  if (source) picker.on("type", () => picker.clearOptions());
  if (field.getAttribute("aria-describedby")) {
    picker.control_input.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
  }
}

async function find(source, text, answer) {
  try {
    const address = new URL(source, location.href);
    address.searchParams.set("q", text);
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    answer(response.ok ? (await response.json()).results : []);
  } catch {
    answer([]);
  }
}
