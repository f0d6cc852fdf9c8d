// The robot's page for staff: one key an order; its place on the map is pushed beside the rest.

import { pushForms } from "./forms.js";
import { follow, swap } from "./stream.js";

const live = document.getElementById("live");
const lost = document.getElementById("lost");
const notice = document.getElementById("notice");
let last = null;

/** Draws the robot and the way ahead of it; all lengths are metres on the picture. */
function draw() {
  const robot = document.getElementById("robot");
  if (!robot || !last) return;
  robot.setAttribute("visibility", last.x === undefined ? "hidden" : "visible");
  robot.setAttribute("transform", `translate(${last.x ?? 0} ${last.y ?? 0}) rotate(${last.turn ?? 0})`);
  robot.classList.toggle("unsure", last.sure < 0.5);
  document.getElementById("way").setAttribute("points", last.path.map((point) => point.join(",")).join(" "));
}

function show(html) {
  const open = document.querySelector("details.locate")?.open;
  swap(live, html);
  const details = document.querySelector("details.locate");
  if (details && open) details.open = true;
  draw();
}

async function answered(response) {
  if (response?.status === 401) return location.reload();
  if (response?.ok) notice.textContent = "";
  else notice.textContent = response?.status === 409 ? await response.text() : lost.textContent;
  notice.hidden = notice.textContent === "";
  return undefined;
}

document.addEventListener("keydown", (event) => {
  const elsewhere = event.ctrlKey || event.altKey || event.metaKey || event.repeat;
  if (elsewhere || event.target.closest("input, select, header")) return;
  const button = live.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]:not([disabled])`);
  if (!button) return;
  button.click();
  event.preventDefault();
});

pushForms(answered);
follow(live, show, (here) => { lost.hidden = here; }, {
  where: (event) => {
    last = JSON.parse(event.data);
    draw();
  },
});
