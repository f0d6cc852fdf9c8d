// The bench page: sends what hands do, and shows what the event stream tells.
import { drawMachine } from "./machine.js";
import { addLines, setUpTrace } from "./trace.js";
import { addTickets } from "./tickets.js";

const device = document.body.dataset.device;
const byId = (id) => document.getElementById(id);
const clock = { time: 0, speed: 1, heard: performance.now() };

async function post(path, body = {}) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  return answer.ok ? answer.json() : null;
}

function act(name) {
  const button = document.querySelector(`button[data-act="${name}"]`);
  const body = {};
  const isFault = button.closest(".part").querySelector(".knobs") !== null;
  if (isFault && "takesSeverity" in button.dataset) body.severity = Number(byId("severity").value);
  if (isFault && "takesSeconds" in button.dataset) body.seconds = Number(byId("seconds").value);
  return post(`/devices/${device}/hands/${name}`, body);
}

function showState(state) {
  Object.assign(clock, { time: state.time, speed: state.speed, heard: performance.now() });
  drawMachine(state.device, state.words);
  for (const button of document.querySelectorAll("[data-speed]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === state.speed));
  }
  const playing = state.scenario !== null && !state.scenario.finished;
  byId("stop-scenario").disabled = !playing;
  byId("progress").textContent = state.scenario ? `${state.scenario.done}/${state.scenario.steps}` : "";
  byId("record").setAttribute("aria-pressed", String(state.recording !== null));
  byId("ticket-count").textContent = state.tickets;
  byId("no-tickets").hidden = state.tickets > 0;
}

function tick() {
  const now = clock.time + ((performance.now() - clock.heard) / 1000) * clock.speed;
  const minutes = String(Math.floor(now / 60)).padStart(2, "0");
  byId("clock").textContent = `${minutes}:${(now % 60).toFixed(1).padStart(4, "0")}`;
}

async function listRecordings() {
  const { recordings } = await (await fetch("/recordings")).json();
  const select = byId("recordings");
  if (!recordings.length) return;
  select.replaceChildren(...recordings.map((name) => new Option(name, name)));
  select.value = recordings.at(-1);
  select.disabled = byId("replay").disabled = false;
}

function listen() {
  const events = new EventSource("/events");
  events.addEventListener("open", () => { byId("lost").hidden = true; });
  events.addEventListener("error", () => { byId("lost").hidden = false; });
  events.addEventListener("state", (event) => showState(JSON.parse(event.data)));
  events.addEventListener("trace", (event) => addLines(JSON.parse(event.data)));
  events.addEventListener("tickets", (event) => addTickets(JSON.parse(event.data)));
}

function setUpButtons() {
  document.addEventListener("click", (event) => {
    const part = event.target.closest("[data-act], [data-toggle], [data-speed]");
    if (!part) return;
    if (part.dataset.speed) post("/speed", { speed: Number(part.dataset.speed) });
    else if (part.dataset.act) act(part.dataset.act);
    else act(part.dataset.toggle.split(" ")[part.closest("svg").dataset[part.dataset.field] === part.dataset.normal ? 0 : 1]);
  });
  byId("play").addEventListener("click", () => post(`/scenarios/${byId("scenario").value}/start`));
  byId("stop-scenario").addEventListener("click", () => post("/scenarios/stop"));
  byId("replay").addEventListener("click", () => post(`/recordings/${byId("recordings").value}/replay`));
  byId("record").addEventListener("click", async (event) => {
    const on = event.currentTarget.getAttribute("aria-pressed") === "true";
    await post(on ? "/recordings/stop" : "/recordings/start");
    listRecordings();
  });
  byId("severity").addEventListener("input", (event) => {
    byId("severity-shown").textContent = `${Math.round(event.target.value * 100)} %`;
  });
}

function setUpShortcuts() {
  byId("shortcuts").addEventListener("change", (event) => document.body.classList.toggle("keys-off", !event.target.checked));
  document.addEventListener("keydown", (event) => {
    if (!byId("shortcuts").checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const busy = event.target.closest("input, select, textarea") || (event.key === " " && event.target.closest("button, a, [tabindex]"));
    if (busy) return;
    const button = document.querySelector(`button[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (event.key === " ") post("/speed", { speed: clock.speed === 0 ? 1 : 0 });
    else if (button) act(button.dataset.act);
    else return;
    event.preventDefault();
  });
}

setUpButtons();
setUpShortcuts();
setUpTrace();
listRecordings();
listen();
setInterval(tick, 100);
