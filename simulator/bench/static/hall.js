// The hall's page: draws what is true and what the robot believes; people and things are dragged.
import { byId, listen, post, setUpHeader, setUpShortcuts, showHeader, showWords } from "./common.js";
import { addLines, setUpTrace } from "./trace.js";

const COLOURS = { robot: "#14224a", belief: "#d23b2f", scan: "#1b8a5a", particle: "#8a5bd0", way: "#e29a00", person: "#2f6fb3", child: "#4fa3e0", thing: "#7a6a58" };
const ON = { press_stop: ["emergency_stop", "pressed"], lift: ["lifted", true], power_off: ["power", "off"], pull_cable: ["cable", "out"], soil_window: ["window", "dirty"], stop_motor: ["turns_per_s", 0] };
const REACH_PX = 14;

const canvas = byId("plan");
const frame = Object.fromEntries(Object.entries(canvas.dataset).map(([name, value]) => [name, Number(value)]));
const map = new Image();
let hall = null;
let belief = null;
let tool = "drag";
let held = null; // {kind, number, x, y, yaw}
let begun = null; // where a corridor begins to be blocked

const scale = () => canvas.width / frame.width;
const toX = (x) => (x - frame.left) * scale();
const toY = (y) => canvas.height - (y - frame.bottom) * scale();

function pointed(event) {
  const box = canvas.getBoundingClientRect();
  const x = ((event.clientX - box.left) / box.width) * frame.width + frame.left;
  const y = frame.bottom + (1 - (event.clientY - box.top) / box.height) * frame.height;
  return { x, y };
}

async function act(name, body = {}) {
  const answer = await fetch(`/hall/${name}`, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  byId("told").textContent = answer.ok ? "" : (await answer.json()).error;
}

function circle(pen, x, y, radius, fill, stroke) {
  pen.beginPath();
  pen.arc(toX(x), toY(y), radius * scale(), 0, 7);
  if (fill) { pen.fillStyle = fill; pen.fill(); }
  if (stroke) { pen.strokeStyle = stroke; pen.stroke(); }
}

function drawRobot(pen, [x, y, yaw], colour, filled) {
  pen.lineWidth = 2;
  circle(pen, x, y, 0.176, filled ? colour : null, colour);
  pen.beginPath();
  pen.moveTo(toX(x), toY(y));
  pen.lineTo(toX(x + 0.3 * Math.cos(yaw)), toY(y + 0.3 * Math.sin(yaw)));
  pen.strokeStyle = filled ? "#e29a00" : colour;
  pen.stroke();
}

function dots(pen, points, colour, size) {
  pen.fillStyle = colour;
  for (const [x, y] of points) pen.fillRect(toX(x) - size / 2, toY(y) - size / 2, size, size);
}

function draw() {
  const pen = canvas.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.drawImage(map, 0, 0, canvas.width, canvas.height);
  if (!hall) return;
  for (const [, x, y, radius] of hall.things) circle(pen, x, y, radius, COLOURS.thing);
  if (belief?.particles) dots(pen, belief.particles, COLOURS.particle, 3);
  dots(pen, hall.scan, COLOURS.scan, 3);
  if (belief?.path?.length) {
    pen.setLineDash([8, 6]);
    pen.lineWidth = 3;
    pen.strokeStyle = COLOURS.way;
    pen.beginPath();
    belief.path.forEach(([x, y], index) => (index ? pen.lineTo(toX(x), toY(y)) : pen.moveTo(toX(x), toY(y))));
    pen.stroke();
    pen.setLineDash([]);
  }
  for (const [number, x, y, radius, child] of hall.people) {
    circle(pen, x, y, radius, child ? COLOURS.child : COLOURS.person, "#fff");
    pen.fillStyle = "#fff";
    pen.font = `${Math.max(9, 0.2 * scale())}px sans-serif`;
    pen.textAlign = "center";
    pen.fillText(number, toX(x), toY(y) + 0.07 * scale());
  }
  drawRobot(pen, hall.robot, COLOURS.robot, true);
  if (belief?.pose) drawRobot(pen, [belief.pose.x, belief.pose.y, belief.pose.yaw], COLOURS.belief, false);
  if (held) circle(pen, held.x, held.y, 0.3, null, COLOURS.way);
  if (begun) circle(pen, begun.x, begun.y, 0.1, COLOURS.way);
}

function found({ x, y }) {
  const near = (px, py, radius) => Math.hypot(px - x, py - y) <= radius + REACH_PX / scale();
  const person = hall?.people.find((each) => near(each[1], each[2], each[3]));
  if (person) return { kind: "person", number: person[0], x, y };
  const thing = hall?.things.find((each) => near(each[1], each[2], each[3]));
  if (thing) return { kind: "thing", number: thing[0], x, y };
  return hall && near(hall.robot[0], hall.robot[1], 0.176) ? { kind: "robot", x, y, yaw: hall.robot[2] } : null;
}

function drop() {
  const { kind, number, x, y, yaw } = held;
  held = null;
  return kind === "robot" ? act("carry_robot", { x, y, yaw }) : act(`move_${kind}`, { number, x, y });
}

function used(at) {
  if (tool === "person") return act("add_person", at);
  if (tool === "child") return act("add_child", at);
  if (tool === "thing") return act("add_thing", { ...at, radius: 0.15 });
  if (tool === "remove") {
    const what = found(at);
    return what && what.kind !== "robot" ? act(`remove_${what.kind}`, { number: what.number }) : null;
  }
  if (tool === "block" && begun) {
    const ends = { x1: begun.x, y1: begun.y, x2: at.x, y2: at.y };
    begun = null;
    return act("block", ends);
  }
  if (tool === "block") begun = at;
  return null;
}

canvas.addEventListener("pointerdown", (event) => {
  const at = pointed(event);
  if (tool === "drag") held = found(at);
  else used(at);
  if (held) canvas.setPointerCapture(event.pointerId);
  draw();
});
canvas.addEventListener("pointermove", (event) => {
  if (held) Object.assign(held, pointed(event));
  draw();
});
canvas.addEventListener("wheel", (event) => {
  if (!held || held.kind !== "robot") return;
  held.yaw += event.deltaY > 0 ? -0.2 : 0.2;
  event.preventDefault();
}, { passive: false });
canvas.addEventListener("pointerup", () => { if (held) drop(); });

function showFacts(state) {
  const [x, y, yaw] = hall.robot;
  const show = (name, text) => { document.querySelector(`#facts [data-fact="${name}"]`).textContent = text; };
  const degrees = (radians) => `${Math.round((radians * 180) / Math.PI)}°`;
  show("pose", `${x.toFixed(2)}, ${y.toFixed(2)} m, ${degrees(yaw)} · ${hall.twist[0].toFixed(2)} m/s`);
  const nothing = document.querySelector('#facts [data-fact="belief"]').dataset.nothing;
  const off = belief?.pose ? Math.hypot(belief.pose.x - x, belief.pose.y - y) * 100 : null;
  show("belief", off === null ? nothing : `± ${off.toFixed(0)} cm · ${belief.state} ${belief.goal} ${belief.causes.join(" ")}`);
  show("clearance", hall.clearance === null ? "–" : `${hall.clearance.toFixed(2)} m`);
  show("contacts", `${hall.contacts} (${hall.contacts_by_robot})`);
  for (const card of document.querySelectorAll("section[data-device]")) {
    const device = state.devices[card.dataset.device];
    card.dataset.cable = device.cable;
    showWords(card.querySelector(".words"), state.words[card.dataset.device]);
    for (const place of card.querySelectorAll(".card > .facts [data-fact]")) {
      const value = device[place.dataset.fact];
      place.textContent = Array.isArray(value) ? value.join(" ") : String(value ?? "–");
    }
    for (const button of card.querySelectorAll("button[data-act]")) {
      const [field, wanted] = ON[button.dataset.act] ?? [];
      if ((field && device[field] === wanted) || button.dataset.act in device.faults) button.dataset.on = "fault";
      else delete button.dataset.on;
    }
  }
}

function show(state) {
  showHeader(state);
  ({ hall, belief } = state);
  showFacts(state);
  draw();
}

function press(button) {
  const card = button.closest("[data-device]");
  const takes = button.dataset.takes.split(" ").filter(Boolean);
  const body = {};
  for (const knob of button.closest(".part-wire")?.querySelectorAll(".knobs [name]") ?? []) {
    if (takes.includes(knob.name)) body[knob.name] = Number(knob.value);
  }
  for (const input of card.querySelectorAll(`input[data-of="${button.dataset.act}"]`)) body[input.name] = Number(input.value);
  return post(`/devices/${card.dataset.device}/hands/${button.dataset.act}`, body);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (button) press(button);
  const chosen = event.target.closest("button[data-tool]");
  if (!chosen) return;
  tool = chosen.dataset.tool;
  begun = null;
  for (const each of document.querySelectorAll("button[data-tool]")) each.setAttribute("aria-pressed", String(each === chosen));
});
document.addEventListener("change", (event) => {
  const sense = event.target.closest("select[data-sense]");
  if (sense) post(`/devices/${sense.dataset.sense}/hands/${sense.value}`);
});

canvas.height = Math.round((canvas.width * frame.height) / frame.width);
map.addEventListener("load", draw);
map.src = "/hall/map.png";
setUpHeader();
setUpShortcuts(press);
setUpTrace();
listen("/hall/events", { hall: show, trace: addLines });
