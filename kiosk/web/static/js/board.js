// The board: shows what is pushed, lights up what is new, tells the time.

import { follow, swap } from "./stream.js";

const live = document.getElementById("live");
const lost = document.getElementById("lost");
const clock = document.getElementById("clock");
const time = new Intl.DateTimeFormat("vi-VN", {
  hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.dataset.zone,
});

const calls = () => [...live.querySelectorAll(".serving [data-call]")];

function show(html) {
  const before = new Set(calls().map((call) => call.dataset.call));
  swap(live, html);
  for (const call of calls()) call.classList.toggle("arrived", !before.has(call.dataset.call));
}

setInterval(() => { clock.textContent = time.format(new Date()); }, 1000);
follow(live, show, (here) => { lost.hidden = here; });
