// The cards' page: holds cards and codes to the devices, and shows what the camera sees.
import { byId, listen, post, setUpHeader, setUpShortcuts, showHeader, showWords } from "./common.js";
import { addLines, setUpTrace } from "./trace.js";

const STREAM = "/camera.mjpeg";
const ON = { cover_lens: ["lens", "covered"], pull_cable: ["cable", "out"] };
const TROUBLES = { freeze: "frozen", black: "black", stall: "stalled" };
const CHOSEN = { mode: { continuous: "continuous", command: "on_command" } };

function act(button) {
  const card = button.closest("[data-device]");
  const name = button.dataset.act;
  const takes = button.dataset.takes.split(" ").filter(Boolean);
  const body = {};
  const wire = button.closest(".part-wire");
  const knobs = wire ? wire.querySelectorAll(".knobs [name]") : document.querySelectorAll("#holder [name], #view [name]");
  for (const knob of [...knobs, ...card.querySelectorAll(".slot [name]")]) {
    if (takes.includes(knob.name)) body[knob.name] = Number(knob.value);
  }
  for (const input of card.querySelectorAll(`input[data-of="${name}"]`)) body[input.name] = Number(input.value);
  return post(`/devices/${card.dataset.device}/hands/${name}`, body);
}

async function holdText(device) {
  const body = { text: byId("text").elements.text.value };
  if (device === "camera") for (const knob of byId("view").elements) if (knob.name) body[knob.name] = Number(knob.value);
  const answer = await fetch(`/devices/${device}/hold`, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  byId("told").textContent = answer.ok ? "" : (await answer.json()).error;
}

function showCards(state) {
  showHeader(state);
  for (const card of document.querySelectorAll("section[data-device]")) {
    const device = state.devices[card.dataset.device];
    card.dataset.cable = device.cable;
    card.dataset.works = String(device.cable === "in" && device.lens !== "covered");
    showWords(card.querySelector(".words"), state.words[card.dataset.device]);
    showFacts(card, device);
    markButtons(card, device);
  }
}

function showFacts(card, device) {
  const show = (name, text) => {
    const place = card.querySelector(`[data-fact="${name}"]`);
    if (place) place.textContent = text(place.dataset);
  };
  show("held", (words) => device.held || words.nothing);
  show("mode", (words) => words[device.mode]);
  show("codes_read", () => device.codes_read);
  show("setup", () => `${device.ending} · ${device.charset}`);
  show("daemon", (words) => words[device.daemon]);
  for (const [name, slot] of Object.entries(device.slots ?? {})) show(name, (words) => shownSlot(slot, words));
  show("watched", (words) => (device.watched ? words.somebody : words.nobody));
}

function shownSlot(slot, words) {
  if (!slot.card) return words.nothing;
  return [slot.card, slot.holder, `${slot.commands} ${words.commands}`, ...slot.status_words.slice(-3)].join(" · ");
}

function markButtons(card, device) {
  const on = new Set(Object.keys(device.faults));
  for (const [name, [field, value]] of Object.entries(ON)) if (device[field] === value) on.add(name);
  for (const [name, trouble] of Object.entries(TROUBLES)) if (device.troubles?.includes(trouble)) on.add(name);
  const chosen = new Set([CHOSEN.mode[device.mode], `ending_${device.ending}`, `charset_${device.charset}`]);
  for (const button of card.querySelectorAll("button[data-act]")) {
    if (on.has(button.dataset.act)) button.dataset.on = "fault";
    else delete button.dataset.on;
    if (/^(continuous|on_command|ending_|charset_)/.test(button.dataset.act)) button.setAttribute("aria-pressed", String(chosen.has(button.dataset.act)));
  }
}

function watch(wanted) {
  byId("stream").hidden = !wanted;
  if (wanted) byId("stream").src = `${STREAM}?${Date.now()}`;
  else byId("stream").removeAttribute("src");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (button) act(button);
});
byId("text").addEventListener("submit", (event) => { event.preventDefault(); holdText(event.submitter?.value ?? "code_scanner"); });
for (const form of ["holder", "view"]) byId(form).addEventListener("submit", (event) => event.preventDefault());
byId("watch").addEventListener("change", (event) => watch(event.target.checked));
setUpHeader();
setUpShortcuts(act);
setUpTrace();
listen("/cards/events", { cards: showCards, trace: addLines });
