// The phone page: shows what is pushed; a short buzz when the number is called.

import { follow, swap } from "./stream.js";

const live = document.getElementById("live");
const note = document.getElementById("live-note");
const lost = document.getElementById("lost");

function show(html) {
  const before = document.getElementById("stage").dataset.state;
  const stage = swap(live, html);
  if (stage.dataset.state === "called" && before === "waiting") navigator.vibrate?.([200, 100, 200]);
}

follow(live, show, (here) => {
  lost.hidden = here;
  note.hidden = !here;
});
