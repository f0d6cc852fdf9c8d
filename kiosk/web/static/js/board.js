// The board: shows what is pushed, lights up what is new, has calls heard, tells the time.

import { loudspeaker } from "./board_sound.js";
import { follow, swap } from "./stream.js";

const live = document.getElementById("live");
const lost = document.getElementById("lost");
const clock = document.getElementById("clock");
const sound = document.getElementById("sound");
const time = new Intl.DateTimeFormat("vi-VN", {
  hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.dataset.zone,
});
let heard = null;

const calls = (where = "") => [...live.querySelectorAll(`${where} [data-call]`)];

function show(html) {
  const before = new Set(calls(".serving").map((call) => call.dataset.call));
  swap(live, html);
  for (const call of calls(".serving")) call.classList.toggle("arrived", !before.has(call.dataset.call));
  light(heard);
}

/** Marks the call that is being heard; none: null. */
function light(call) {
  heard = call;
  const begins = call && `${call.number} ${call.counter} `;
  for (const each of calls()) each.classList.toggle("heard", !!call && each.dataset.call.startsWith(begins));
}

/** Has calls heard: the listeners to what is told of them. After a reload the page goes on where it was. */
function aloud() {
  const since = new URL(live.dataset.stream, location.href).searchParams.get("since");
  const speaker = loudspeaker(sound, light, Number(since));
  history.replaceState(null, "", location.pathname);
  return {
    announce: (event) => speaker.announce(JSON.parse(event.data)),
    withdraw: (event) => speaker.withdraw(JSON.parse(event.data)),
    reload: () => location.replace(`${location.pathname}?since=${speaker.heard()}`),
  };
}

setInterval(() => { clock.textContent = time.format(new Date()); }, 1000);
follow(live, show, (here) => { lost.hidden = here; }, sound ? aloud() : {});
