// Draws the printer's state: the svg's data attributes and a few sizes; words and lamps beside it.
import { byId, showWords } from "./common.js";

const CENTRE = { x: 160, y: 146 };
const CORE = 9, FULL = 44;
const BUTTON_OF = { cover: { open: "open_cover" }, cutter: { jammed: "jam_cutter" }, head: { hot: "overheat" }, power: { off: "power_off" },
  cable: { out: "pull_cable" }, roll: { absent: "remove_roll" }, personality: { epson: "personality_epson", clone: "personality_clone" } };

export function drawMachine(device, words) {
  const svg = byId("machine");
  for (const field of ["cover", "power", "cable", "cutter", "head", "paper", "roll"]) svg.dataset[field] = device[field];
  svg.dataset.feed = device.feed_button;
  svg.dataset.error = device.online ? "no" : "yes";
  drawRoll(device);
  drawSlot(device);
  showWords(byId("words"), words);
  showFacts(device);
  markButtons(device);
}

function drawRoll(device) {
  const share = Math.min(1, device.paper_share);
  const radius = device.roll === "absent" ? 0 : Math.sqrt(CORE ** 2 + share * (FULL ** 2 - CORE ** 2));
  byId("roll-paper").setAttribute("r", radius);
  byId("roll-inner").setAttribute("r", radius > 16 ? radius * 0.68 : 0);
  byId("web").setAttribute("d", device.paper === "out" ? "" : `M${CENTRE.x} ${CENTRE.y - radius} L258 109 L288 105`);
}

function drawSlot(device) {
  const height = device.slot === "ticket" ? 54 : Math.min(54, device.slot_mm);
  byId("slot-paper").toggleAttribute("hidden", height < 2);
  byId("slot-sheet").setAttribute("height", height);
  byId("slot-sheet").setAttribute("y", 108 - height);
  byId("slot-lines").setAttribute("d", height > 24 ? `M281 ${116 - height} h16 m-16 6 h11 m-11 6 h16` : "");
}

function showFacts(device) {
  byId("fact-roll").textContent = device.roll === "absent" ? "–" : `${(device.paper_mm / 1000).toFixed(device.paper_mm < 10000 ? 2 : 1)} m`;
  byId("fact-slot").textContent = `${device.slot_mm} mm`;
  byId("fact-speed").textContent = device.baud || "∞";
  for (const fact of document.querySelectorAll("dd[data-connector]")) {
    const connector = device.connectors[fact.dataset.connector];
    fact.textContent = `${connector.buffer_bytes} B · ${connector.host_baud || "–"}`;
  }
}

function markButtons(device) {
  const on = new Set(Object.keys(device.faults));
  for (const [field, buttons] of Object.entries(BUTTON_OF)) if (buttons[device[field]]) on.add(buttons[device[field]]);
  for (const button of document.querySelectorAll("button[data-act]")) {
    if (on.has(button.dataset.act)) button.dataset.on = button.dataset.act.startsWith("personality") ? "model" : "fault";
    else delete button.dataset.on;
  }
}
