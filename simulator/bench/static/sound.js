// The sound's page: lets citizens speak, does what hands do, and shows what was heard.
import { byId, listen, post, setUpHeader, setUpShortcuts, showHeader, showWords } from "./common.js";
import { addLines, setUpTrace } from "./trace.js";

const MOST_SHOWN = 100;
const SILENT_DB = -80;
const ON = { mute: ["switch", "muted"], break_capsule: ["capsule", "broken"], pull_cable: ["cable", "out"], power_off: ["power", "off"] };

function act(button) {
  if (button.closest("form") && button.type === "submit") return say();
  const card = button.closest("[data-device]");
  const name = button.dataset.act;
  const body = {};
  for (const input of card.querySelectorAll(`input[data-of="${name}"]`)) body[input.name] = Number(input.value);
  const takes = (button.dataset.takes ?? "").split(" ");
  for (const knob of card.querySelectorAll(".knobs [name]")) {
    if (takes.includes(knob.name)) body[knob.name] = Number(knob.value);
  }
  return post(`/devices/${card.dataset.device}/hands/${name}`, body);
}

async function say() {
  const form = byId("say");
  if (!form.reportValidity()) return;
  const { text, voice, variant, speed, noise, snr_db: snr, wait_for_quiet: wait } = form.elements;
  const body = { text: text.value, voice: voice.value + variant.value, speed: Number(speed.value), wait_for_quiet: wait.checked };
  if (noise.value) Object.assign(body, { noise: noise.value, snr_db: Number(snr.value) });
  byId("said").textContent = "…";
  const answer = await fetch("/devices/microphone/say", { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  const told = await answer.json();
  byId("said").textContent = answer.ok ? `${byId("said").dataset.said}: ${(told.ends - told.began).toFixed(1)} s` : `${byId("said").dataset.notSaid}: ${told.error}`;
}

function showSound(state) {
  showHeader(state);
  byId("heard-count").textContent = state.heard;
  byId("nothing-heard").hidden = state.heard > 0;
  for (const card of document.querySelectorAll("section[data-device]")) {
    const device = state.devices[card.dataset.device];
    card.dataset.cable = device.cable;
    card.dataset.works = String(device.cable === "in" && device.switch !== "muted" && device.capsule !== "broken" && device.power !== "off");
    showWords(card.querySelector(".words"), state.words[card.dataset.device]);
    showFacts(card, device);
    markButtons(card, device);
  }
}

function showFacts(card, device) {
  const fact = (name) => card.querySelector(`[data-fact="${name}"]`);
  card.querySelector("meter").value = device.level_db ?? SILENT_DB;
  fact("level").textContent = device.level_db === null ? "–" : `${device.level_db} dB`;
  fact("rate").textContent = `${device.rate_hz} Hz`;
  if (fact("volume")) fact("volume").textContent = `${device.volume} %`;
  if (fact("gaps")) fact("gaps").textContent = `${device.late} · ${device.gaps}`;
  if (fact("echo")) fact("echo").textContent = device.echo_db === null ? fact("echo").dataset.off : `${device.echo_db} dB · ${device.echo_delay_ms} ms`;
  if (fact("hosts")) {
    const listening = Object.entries(device.connectors).filter(([, connector]) => connector.listening).map(([name]) => fact("hosts").dataset[name]);
    fact("hosts").textContent = listening.join(", ") || fact("hosts").dataset.nobody;
  }
}

function markButtons(card, device) {
  const on = new Set([...Object.keys(device.faults), ...Object.keys(device.room ?? {})]);
  for (const [name, [field, value]] of Object.entries(ON)) if (device[field] === value) on.add(name);
  if (device.right_rate_hz !== undefined && device.rate_hz !== device.right_rate_hz) on.add("wrong_rate");
  for (const button of card.querySelectorAll("button[data-act]")) {
    if (on.has(button.dataset.act)) button.dataset.on = "fault";
    else delete button.dataset.on;
  }
}

function addHeard(utterances) {
  for (const utterance of utterances) {
    if (byId("heard").querySelector(`[data-n="${utterance.n}"]`)) continue;
    const item = byId("utterance").content.firstElementChild.cloneNode(true);
    item.dataset.n = utterance.n;
    item.querySelector("b").textContent = `#${utterance.n}`;
    item.querySelector(".when").textContent = `${utterance.time.toFixed(1)} s · ${utterance.length_s.toFixed(1)} s · ${utterance.level_db.toFixed(0)} dB`;
    const [audio, link] = [item.querySelector("audio"), item.querySelector("a")];
    audio.src = link.href = utterance.wav;
    audio.setAttribute("aria-label", `${audio.getAttribute("aria-label")} ${utterance.n}`);
    byId("heard").prepend(item);
  }
  while (byId("heard").children.length > MOST_SHOWN) byId("heard").lastElementChild.remove();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (button) act(button);
});
byId("say").addEventListener("submit", (event) => { event.preventDefault(); say(); });
setUpHeader();
setUpShortcuts(act);
setUpTrace();
listen("/sound/events", { sound: showSound, heard: addHeard, trace: addLines });
