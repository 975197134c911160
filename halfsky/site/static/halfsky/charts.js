// Draws the charts of a page: bars, lines, ranked bars. The data stand in the page as JSON, and
// behind every chart stands its table.

import { loadScript } from "./elements.js";

const COLOURS = ["#9f2b47", "#c7b8a8", "#4d7480", "#a9803f"];
const INK = "#24211f";
const SOFT = "#5e5853";
const LINE = "#e4e0da";
const ROW_HEIGHT = 26;
const PAPER_WIDTH = 660; // what A4 leaves between its margins
const drawn = new Map();

export async function drawChart(element) {
  await loadScript(document.documentElement.dataset.echarts);
  const data = JSON.parse(document.getElementById(element.dataset.chart).textContent);
  const font = getComputedStyle(document.body).fontFamily;
  if (data.kind === "ranked") {
    element.style.height = `${Math.max(6, data.categories.length) * ROW_HEIGHT + 64}px`;
  }
  const chart = window.echarts.init(element, null, { devicePixelRatio: Math.max(2, devicePixelRatio) });
  chart.setOption(optionsOf(data, font, element.clientWidth));
  if (data.urls.length) {
    chart.on("click", ({ dataIndex }) => { if (data.urls[dataIndex]) location.href = data.urls[dataIndex]; });
  }
  new ResizeObserver(() => chart.resize({ animation: { duration: 0 } })).observe(element);
  drawn.set(element.id, { chart, data });
}

function optionsOf(data, font, width) {
  const isRanked = data.kind === "ranked";
  const names = {
    type: "category",
    data: data.categories,
    inverse: isRanked,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: LINE } },
    axisLabel: { color: SOFT, ...(isRanked ? { width: Math.min(160, width * 0.34), overflow: "truncate", interval: 0 } : { hideOverlap: true }) },
  };
  const values = {
    type: "value",
    axisLabel: { color: SOFT, hideOverlap: true },
    splitLine: { lineStyle: { color: LINE } },
    splitNumber: width < 480 ? 3 : 5,
    ...(data.unit === "%" ? { max: ({ max }) => Math.max(100, max) } : {}),
  };
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 300,
    textStyle: { fontFamily: font, color: INK },
    color: COLOURS,
    aria: { enabled: true },
    grid: { left: 4, right: isRanked ? 4 : 12, top: data.series.length > 1 ? 44 : 28, bottom: 4, containLabel: true },
    legend: { show: data.series.length > 1, left: 0, top: 4, icon: "roundRect", itemWidth: 12, itemHeight: 12, textStyle: { color: SOFT } },
    tooltip: tooltipOf(data, font),
    xAxis: isRanked ? values : names,
    yAxis: isRanked ? rankedAxes(names, data) : values,
    series: data.series.map((one, index) => seriesOf(one, index, data)),
  };
}

// The values stand in a column of their own at the right, where no bar and no line crosses them.
function rankedAxes(names, data) {
  if (data.series.length > 1) return names;
  return [names, {
    ...names,
    position: "right",
    data: data.shown[0],
    axisLine: { show: false },
    axisLabel: { color: INK, interval: 0 },
  }];
}

// As HTML the tooltip would carry style attributes, which the page's policy refuses.
function tooltipOf(data, font) {
  return {
    trigger: "axis",
    renderMode: "richText",
    confine: true,
    axisPointer: { type: data.kind === "line" ? "line" : "shadow", shadowStyle: { color: "rgba(36,33,31,0.05)" } },
    backgroundColor: "#fff",
    borderColor: LINE,
    textStyle: { color: INK, fontFamily: font, fontSize: 13 },
    formatter: (points) => {
      const at = points[0].dataIndex;
      const lines = points.map(({ seriesIndex, seriesName }) => {
        const name = data.series.length > 1 ? `${seriesName}  ` : "";
        return name + data.shown[seriesIndex][at];
      });
      return [data.categories[at], ...lines].join("\n");
    },
  };
}

function seriesOf(one, index, data) {
  const isLine = data.kind === "line";
  const isEmphasised = data.emphasis !== null && index === 0 && !isLine;
  return {
    name: one.name,
    type: isLine ? "line" : "bar",
    data: one.values.map((value, at) => ({
      value,
      ...(isEmphasised && at !== data.emphasis ? { itemStyle: { color: COLOURS[1] } } : {}),
    })),
    barMaxWidth: data.kind === "ranked" ? 14 : 28,
    barGap: "10%",
    itemStyle: { borderRadius: data.kind === "ranked" ? [0, 2, 2, 0] : isLine ? 0 : [2, 2, 0, 0] },
    lineStyle: { width: 2, type: index ? "dashed" : "solid" },
    symbol: index ? "emptyCircle" : "circle",
    symbolSize: 6,
    connectNulls: false,
    ...(index === 0 && data.target !== null ? { markLine: targetLine(data) } : {}),
  };
}

function targetLine(data) {
  const isRanked = data.kind === "ranked";
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: INK, type: "dashed", width: 1 },
    label: { formatter: data.targetLabel, color: INK, position: isRanked ? "start" : "insideEndTop" },
    data: [isRanked ? { xAxis: data.target } : { yAxis: data.target }],
  };
}

// A picture with its title above, to paste into a document.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-picture]");
  const one = button && drawn.get(button.dataset.picture);
  if (!one) return;
  one.chart.setOption({ animation: false });
  const link = document.createElement("a");
  link.href = one.chart.getDataURL({ type: "png", pixelRatio: 3, backgroundColor: "#fff" });
  link.download = `${one.data.title}.png`;
  link.click();
  if (button.dataset.noted) note(button.dataset.noted, one.data.title);
});

// The picture is made here of what the page already showed; that it was taken is written down.
function note(address, title) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const key = `${Date.now()}-${Math.random()}-${Math.random()}`.slice(0, 64);
  fetch(address, {
    method: "POST",
    headers: { "X-CSRFToken": token, "Idempotency-Key": key },
    body: new URLSearchParams({ title }),
  }).catch(() => {});
}

window.addEventListener("beforeprint", () => {
  for (const { chart } of drawn.values()) chart.resize({ width: PAPER_WIDTH });
});
window.addEventListener("afterprint", () => {
  for (const { chart } of drawn.values()) chart.resize({ width: "auto" });
});
