// The work page of a counter: one key a step; what is pushed is shown.

import { pushForms } from "./forms.js";
import { settling } from "./settle.js";
import { follow, swap } from "./stream.js";

const SETTLE_MS = 500;
const REASON_GIVEN = [409, 503];

const live = document.getElementById("live");
const lost = document.getElementById("lost");
const notice = document.getElementById("notice");
const settle = settling(live, SETTLE_MS);

function show(html) {
  const opened = document.querySelector("details[open]")?.dataset.ticket;
  swap(live, html);
  const details = document.getElementById("transfer");
  if (details && details.dataset.ticket === opened) details.open = true;
}

async function answered(response) {
  settle();
  if (response?.status === 401) return location.reload();
  if (response?.ok) notice.textContent = "";
  else notice.textContent = REASON_GIVEN.includes(response?.status) ? await response.text() : lost.textContent;
  notice.hidden = notice.textContent === "";
  return undefined;
}

function typed(key) {
  const button = live.querySelector(`[data-key="${CSS.escape(key.toLowerCase())}"]:not([disabled])`);
  button?.click();
  return button;
}

document.addEventListener("submit", settle, true);

document.addEventListener("keydown", (event) => {
  const elsewhere = event.ctrlKey || event.altKey || event.metaKey || event.repeat;
  if (elsewhere || event.target.closest("input, select, .choice, header")) return;
  if (event.key === " " && event.target.closest("button, summary, a")) return; // the focused button's own key
  if (event.key === "Escape") document.getElementById("transfer")?.removeAttribute("open");
  else if (typed(event.key)) event.preventDefault();
});

// after a click the keys belong to the page again, space to the next call
live.addEventListener("click", (event) => {
  if (event.detail > 0) event.target.closest("button, summary")?.blur();
});

setInterval(() => {
  const left = live.querySelector(".undo progress");
  if (!left) return;
  left.value = Math.max(0, left.value - 0.25);
  if (left.value === 0) left.parentElement.replaceChildren();
}, 250);

pushForms(answered);
follow(live, show, (here) => { lost.hidden = here; });
