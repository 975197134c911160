// Draws the receipt as a picture that can be kept or sent on; in-app browsers save it by a long press.

const WIDTH = 720;
const MARGIN = 48;
const FONT = '-apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif';

const receipt = document.getElementById("receipt");
const number = document.getElementById("receipt-number").textContent;
const button = document.getElementById("save-picture");
button.hidden = false;
button.addEventListener("click", () => {
  const picture = document.createElement("img");
  picture.className = "picture";
  picture.alt = receipt.textContent.replace(/\s+/g, " ").trim();
  picture.src = draw();
  receipt.replaceWith(picture);
  button.hidden = true;
  document.getElementById("picture-hint").hidden = false;
  download(picture.src);
});

function lines() {
  const found = [];
  const add = (element, size, weight = 400, colour = "#24211f") => {
    const text = element.textContent.replace(/\s+/g, " ").trim();
    if (text) found.push({ text, size, weight, colour });
  };
  add(receipt.querySelector("h1"), 36, 600, "#9f2b47");
  add(receipt.querySelector(".receipt-who"), 30, 600);
  for (const element of receipt.querySelectorAll("p:not(.receipt-who):not(.soft)")) add(element, 26);
  for (const row of receipt.querySelectorAll(".known div")) {
    add(row.querySelector("dt"), 26, 600);
    const [did, detail] = row.querySelector("dd").childNodes;
    found.push({ text: `${did.textContent.trim()}  ${detail?.textContent.trim() ?? ""}`, size: 24, weight: 400, colour: "#5e5853" });
  }
  for (const element of receipt.querySelectorAll("p.soft")) add(element, 22, 400, "#5e5853");
  return found;
}

function draw() {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const rows = lines().flatMap((line) => wrapped(pen, line));
  canvas.width = WIDTH;
  canvas.height = MARGIN * 2 + rows.reduce((sum, row) => sum + row.size * 1.6, 0);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#9f2b47";
  pen.fillRect(0, 0, canvas.width, 8);
  let y = MARGIN;
  for (const row of rows) {
    y += row.size * 1.6;
    pen.font = `${row.weight} ${row.size}px ${FONT}`;
    pen.fillStyle = row.colour;
    pen.fillText(row.text, MARGIN, y - row.size * 0.4);
  }
  return canvas.toDataURL("image/png");
}

// Chinese breaks between any two characters.
function wrapped(pen, line) {
  pen.font = `${line.weight} ${line.size}px ${FONT}`;
  const rows = [];
  let row = "";
  for (const character of line.text) {
    if (pen.measureText(row + character).width > WIDTH - MARGIN * 2) {
      rows.push({ ...line, text: row });
      row = "";
    }
    row += character;
  }
  return [...rows, { ...line, text: row }];
}

function download(source) {
  const anchor = document.createElement("a");
  anchor.href = source;
  anchor.download = `${number}.png`;
  if (!/MicroMessenger|DingTalk/i.test(navigator.userAgent)) anchor.click();
}
