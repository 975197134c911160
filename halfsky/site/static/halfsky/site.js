// Everything that makes a page more comfortable. Each page works without it.

import { whenPresent } from "./elements.js";
import "./keyboard.js";
import "./menus.js";
import "./dialogs.js";
import "./once.js";
import "./unsaved.js";
import "./small.js";
import "./requests.js";
import "./files.js";

// The large ones are loaded only where they are used.
whenPresent("[data-chart]", async (element) => {
  const { drawChart } = await import("./charts.js");
  drawChart(element);
});
whenPresent("[data-picks]", async (element) => {
  const { makePicker } = await import("./picker.js");
  makePicker(element);
});
