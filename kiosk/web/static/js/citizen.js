// The citizen's screen: shows what is pushed; touch, keypad and keyboard are the same buttons.

import { ask } from "./asker.js";
import { pushForms } from "./forms.js";
import { numberPad } from "./number_pad.js";
import { makeRoom } from "./room.js";
import { scrolls } from "./scrolls.js";
import { settling } from "./settle.js";
import { follow, swap } from "./stream.js";
import { voice } from "./voice.js";

const SETTLE_MS = 350;
const STAY_EVERY_MS = 5000;

const live = document.getElementById("live");
const lost = document.getElementById("lost");
const announce = document.getElementById("announce");
const settle = settling(live, SETTLE_MS);
let stayedAt = 0;
let page = 0;

const stage = () => document.getElementById("stage");
const asking = () => stage().querySelector(".asking");
const find = (selector) => (asking() ?? stage()).querySelector(selector);

const heading = () => stage().querySelector("[data-heading]").textContent;

function turnTo(number) {
  const pages = [...stage().querySelectorAll(".tiles")];
  page = pages.length ? number % pages.length : 0;
  pages.forEach((tiles, index) => { tiles.hidden = index !== page; });
  const here = stage().querySelector("[data-here]");
  if (here) here.textContent = page + 1;
  makeRoom(stage());
}

function show(html) {
  const before = stage().dataset.place;
  const said = heading();
  const focused = document.activeElement?.id;
  const now = swap(live, html);
  const root = document.documentElement;
  root.lang = now.lang;
  root.dataset.size = now.dataset.size;
  root.dataset.contrast = now.dataset.contrast;
  const moved = now.dataset.place !== before;
  spoken.renewed();
  turnTo(moved ? 0 : page);
  if (moved) {
    settle();
    find("[data-heading]").focus({ preventScroll: true });
  }
  ask(now, stay);
  numberPad(now, stay);
  scrolls(now);
  if (!moved && focused) document.getElementById(focused)?.focus({ preventScroll: true });  // also what the scripts have made
  const again = moved || heading() === said ? "" : heading();
  const news = now.querySelector("[data-announce]")?.dataset.announce ?? again;
  if (news !== announce.textContent) announce.textContent = news;
}

function stay() {
  const form = (document.getElementById("halt") ?? document.getElementById("stay"))?.form;
  if (form) form.requestSubmit();
  else if (performance.now() - stayedAt > STAY_EVERY_MS) {
    stayedAt = performance.now();
    const body = new URLSearchParams({ visit: stage().dataset.visit });
    fetch("/visit/stay", { method: "POST", body, headers: { "X-Pushed": "1" } }).catch(() => {});
  }
}

function step(by) {
  const stops = [...(asking() ?? stage()).querySelectorAll("button:not([disabled])")].filter((b) => b.offsetParent);
  const at = stops.indexOf(document.activeElement);
  stops[at < 0 ? 0 : (at + by + stops.length) % stops.length]?.focus();
}

const ARROWS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function press(key) {
  if (key in ARROWS) return step(ARROWS[key]);
  if (/^[1-9]$/.test(key)) {
    return [...stage().querySelectorAll("[data-digit]")].filter((b) => b.offsetParent)[key - 1]?.click();
  }
  const onButton = document.activeElement?.closest("button");
  if (key === "Enter" && onButton) return undefined;
  const keyed = (asking() ?? stage()).querySelectorAll(`[data-key="${CSS.escape(key)}"]:not([disabled])`);
  return [...keyed].find((b) => b.offsetParent)?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.target.matches?.("input")) return;
  if (event.ctrlKey || event.altKey || event.metaKey || /^F\d/.test(event.key)) return event.preventDefault();
  if (event.key === "Tab" || event.key === "Shift") return spoken.keyed(stay);
  const natural = (event.key === "Enter" || event.key === " ") && document.activeElement?.closest("button");
  if (!natural) event.preventDefault();
  if (asking() && !natural && !(event.key in ARROWS)) return stay();
  return spoken.keyed(() => press(event.key));
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#more")) turnTo(page + 1);
  else if (!event.target.closest("button") || event.target.closest(".keyboard")) stay();
}, true);

setInterval(() => {
  const seconds = stage().querySelector("[data-seconds].seconds");
  if (seconds) seconds.textContent = Math.max(0, seconds.textContent - 1);
}, 1000);

for (const name of ["contextmenu", "dragstart", "selectstart"]) {
  document.addEventListener(name, (event) => event.target.matches?.("input") || event.preventDefault());
}

addEventListener("resize", () => makeRoom(stage()));
document.fonts.ready.then(() => makeRoom(stage()));

const spoken = voice(live, stay);
pushForms();
ask(stage(), stay);
numberPad(stage(), stay);
scrolls(stage());
makeRoom(stage());
follow(live, show, (here) => { lost.hidden = here; });
