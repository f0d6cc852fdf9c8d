// The dispenser's page: draws its slots and its tray, and does what hands do.
import { byId, listen, setUpHeader, setUpShortcuts, showHeader, showWords } from "./common.js";
import { addLines, setUpTrace } from "./trace.js";

const ON = { pull_cable: ["cable", "out"], open_door: ["door", "open"], cover_sensor: ["drop_sensor", "covered"], blind_sensor: ["drop_sensor", "blind"], stop_talking: ["board", "silent"], cut_power: ["power", "off"] };
const CHOSEN = { big_endian: ["byte_order", "big"], little_endian: ["byte_order", "little"], notice_repeats: ["deduplicates", true], obey_repeats: ["deduplicates", false], long_reports: ["long_reports", true], short_reports: ["long_reports", false] };

async function act(button) {
  const card = button.closest("[data-device]");
  const name = button.dataset.act;
  const takes = button.dataset.takes.split(" ").filter(Boolean);
  const body = {};
  const knobs = button.closest(".part-wire")?.querySelectorAll(".knobs [name]") ?? [];
  for (const knob of [...knobs, card.querySelector("select[name=slot]")]) {
    if (takes.includes(knob.name)) body[knob.name] = Number(knob.value);
  }
  for (const input of card.querySelectorAll(`input[data-of="${name}"]`)) body[input.name] = Number(input.value);
  const answer = await fetch(`/devices/${card.dataset.device}/hands/${name}`, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  byId("told").textContent = answer.ok ? "" : (await answer.json()).error;
}

function showSlot(slot, running) {
  const place = document.querySelector(`[data-slot="${slot.slot}"]`);
  const words = place.parentElement.dataset;
  const kinds = [];
  if (slot.jammed) kinds.push(words.jammed);
  if (slot.paused) kinds.push(words.paused);
  if (slot.motor !== "ok") kinds.push(words[slot.motor]);
  place.dataset.state = running ? "turns" : kinds.length ? "trouble" : "well";
  if (running) kinds.unshift(words.running);
  const set = (name, text) => { place.querySelector(`[data-of="${name}"]`).textContent = text; };
  set("kind", kinds.join(", "));
  drawItems(place.querySelector('[data-of="items"]'), slot);
  for (const name of ["left", "counted", "in_tray", "taken"]) set(name, slot[name]);
}

function drawItems(place, slot) {
  const drawn = `${slot.left} ${slot.capacity}`;
  if (place.dataset.drawn === drawn) return;
  place.dataset.drawn = drawn;
  place.replaceChildren(...Array.from({ length: Math.max(slot.capacity, slot.left) }, (_, at) => {
    const item = document.createElement("i");
    if (at < slot.left) item.className = "there";
    return item;
  }));
}

function showTreats(state) {
  showHeader(state);
  for (const card of document.querySelectorAll("section[data-device]")) {
    const device = state.devices[card.dataset.device];
    card.dataset.cable = device.cable;
    card.dataset.works = String(device.cable === "in" && device.power === "on");
    showWords(card.querySelector(".words"), state.words[card.dataset.device]);
    for (const slot of device.slots) showSlot(slot, device.running === slot.slot);
    byId("tray").textContent = device.tray.join(", ") || byId("tray").dataset.nothing;
    for (const place of document.querySelectorAll(".cabinet [data-fact]")) showFact(place, device[place.dataset.fact]);
    markButtons(card, device);
  }
}

function showFact(place, value) {
  const words = place.closest("dl").dataset;
  const text = Array.isArray(value) ? value.join(" ") : String(value ?? "");
  place.textContent = words[text] ?? (text || "–");
}

function markButtons(card, device) {
  for (const button of card.querySelectorAll("button[data-act]")) {
    const name = button.dataset.act;
    const [field, wanted] = ON[name] ?? [];
    if ((field && device[field] === wanted) || name in device.faults) button.dataset.on = "fault";
    else delete button.dataset.on;
    if (name in CHOSEN) button.setAttribute("aria-pressed", String(device[CHOSEN[name][0]] === CHOSEN[name][1]));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (button) act(button);
});
setUpHeader();
setUpShortcuts(act);
setUpTrace();
listen("/treats/events", { treats: showTreats, trace: addLines });
