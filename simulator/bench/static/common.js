// What every page of the bench has: clock, speed, scenarios, shortcuts.
export const byId = (id) => document.getElementById(id);
const clock = { time: 0, speed: 1, heard: performance.now() };

export async function post(path, body = {}) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  return answer.ok ? answer.json() : null;
}

export function showHeader(state) {
  Object.assign(clock, { time: state.time, speed: state.speed, heard: performance.now() });
  for (const button of document.querySelectorAll("[data-speed]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === state.speed));
  }
  const playing = state.scenario !== null && !state.scenario.finished;
  byId("stop-scenario").disabled = !playing;
  byId("progress").textContent = state.scenario ? `${state.scenario.done}/${state.scenario.steps}` : "";
  byId("progress").classList.toggle("failed", Boolean(state.scenario?.failed));
  byId("progress").title = state.scenario?.failed ?? "";
}

export function showWords(place, words) {
  const language = document.documentElement.lang;
  const shown = words.map((word) => `${word.level} ${word[language]}`).join("\n");
  if (place.dataset.shown === shown) return;
  place.dataset.shown = shown;
  place.replaceChildren(...words.map((word) => {
    const span = document.createElement("span");
    span.className = word.level;
    span.textContent = word[language];
    return span;
  }));
}

function tick() {
  const now = clock.time + ((performance.now() - clock.heard) / 1000) * clock.speed;
  const minutes = String(Math.floor(now / 60)).padStart(2, "0");
  byId("clock").textContent = `${minutes}:${(now % 60).toFixed(1).padStart(4, "0")}`;
}

export function setUpHeader() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-speed]");
    if (button) post("/speed", { speed: Number(button.dataset.speed) });
  });
  byId("play").addEventListener("click", () => post(`/scenarios/${byId("scenario").value}/start`));
  byId("stop-scenario").addEventListener("click", () => post("/scenarios/stop"));
  setInterval(tick, 100);
}

// `press` is given the button whose key was pressed.
export function setUpShortcuts(press) {
  byId("shortcuts").addEventListener("change", (event) => document.body.classList.toggle("keys-off", !event.target.checked));
  document.addEventListener("keydown", (event) => {
    if (!byId("shortcuts").checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const busy = event.target.closest("input, select, textarea") || (event.key === " " && event.target.closest("button, a, [tabindex]"));
    if (busy) return;
    const key = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
    const button = document.querySelector(`button[data-key="${CSS.escape(key)}"]`) ?? document.querySelector(`button[data-key="${CSS.escape(key.toLowerCase())}"]`);
    if (event.key === " ") post("/speed", { speed: clock.speed === 0 ? 1 : 0 });
    else if (button) press(button);
    else return;
    event.preventDefault();
  });
}

export function listen(path, listeners) {
  const events = new EventSource(path);
  events.addEventListener("open", () => { byId("lost").hidden = true; });
  events.addEventListener("error", () => { byId("lost").hidden = false; });
  for (const [name, listener] of Object.entries(listeners)) events.addEventListener(name, (event) => listener(JSON.parse(event.data)));
}
