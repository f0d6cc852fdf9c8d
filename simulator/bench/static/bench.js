// The printer's page: sends what hands do, and shows what the event stream tells.
import { byId, listen, post, setUpHeader, setUpShortcuts, showHeader } from "./common.js";
import { drawMachine } from "./machine.js";
import { addLines, setUpTrace } from "./trace.js";
import { addTickets } from "./tickets.js";

const device = document.body.dataset.device;

function act(name) {
  const button = document.querySelector(`button[data-act="${name}"]`);
  const body = {};
  const isFault = button.closest(".part").querySelector(".knobs") !== null;
  if (isFault && "takesSeverity" in button.dataset) body.severity = Number(byId("severity").value);
  if (isFault && "takesSeconds" in button.dataset) body.seconds = Number(byId("seconds").value);
  return post(`/devices/${device}/hands/${name}`, body);
}

function showState(state) {
  showHeader(state);
  drawMachine(state.device, state.words);
  byId("record").setAttribute("aria-pressed", String(state.recording !== null));
  byId("ticket-count").textContent = state.tickets;
  byId("no-tickets").hidden = state.tickets > 0;
}

async function listRecordings() {
  const { recordings } = await (await fetch("/recordings")).json();
  const select = byId("recordings");
  if (!recordings.length) return;
  select.replaceChildren(...recordings.map((name) => new Option(name, name)));
  select.value = recordings.at(-1);
  select.disabled = byId("replay").disabled = false;
}

function setUpButtons() {
  document.addEventListener("click", (event) => {
    const part = event.target.closest("[data-act], [data-toggle]");
    if (!part) return;
    if (part.dataset.act) act(part.dataset.act);
    else act(part.dataset.toggle.split(" ")[part.closest("svg").dataset[part.dataset.field] === part.dataset.normal ? 0 : 1]);
  });
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

setUpHeader();
setUpButtons();
setUpShortcuts((button) => act(button.dataset.act));
setUpTrace();
listRecordings();
listen("/events", { state: showState, trace: addLines, tickets: addTickets });
