// The field to ask in: suggestions as one types, the keyboard, and what was typed kept while the screen is renewed.

import { keyboard } from "./keyboard.js";

const PAUSE_MS = 150;

const NOTHING = { place: "", text: "", open: false, method: "telex", found: "" };

const kept = { ...NOTHING };
let searching = 0;
let fitting = () => {};

addEventListener("resize", () => fitting());

/** Leaves away the last suggestions where there is no room for all. */
function fit(found) {
  const buttons = [...found.querySelectorAll("button")];
  for (const button of buttons) button.hidden = false;
  while (buttons.length > 1 && found.scrollHeight > found.clientHeight + 1) buttons.pop().hidden = true;
}

/** Fetches the suggestions for what stands in the field; only the latest answer is shown. */
async function suggest(asker, text, found) {
  const mine = ++searching;
  if (!text) return put(found, "");
  await new Promise((done) => setTimeout(done, PAUSE_MS));
  if (mine !== searching) return undefined;
  const body = new URLSearchParams({ text });
  const answer = await fetch(asker.dataset.search, { method: "POST", body, headers: { "X-Pushed": "1" } }).catch(() => null);
  if (mine !== searching || !answer?.ok) return undefined;
  return put(found, await answer.text());
}

/** Shows what was found; the suggestion that has the focus keeps it. */
function put(found, html) {
  const focused = document.activeElement?.id;
  kept.found = found.innerHTML = html;
  fitting();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Brings the field of this stage to life; `stay()` is called while somebody types. */
export function ask(stage, stay) {
  const asker = stage.querySelector("[data-asker]");
  if (!asker) {
    Object.assign(kept, NOTHING);
    return;
  }
  if (kept.place !== stage.dataset.place) Object.assign(kept, { place: stage.dataset.place, text: "", found: "", open: "keys" in asker.dataset });
  const field = asker.querySelector(".field");
  const found = asker.querySelector("[data-found]");
  const hint = asker.querySelector("[data-hint]");
  const keys = asker.querySelector("[data-keyboard]");
  const show = (open) => {
    kept.open = open;
    keys.hidden = !open;
    found.hidden = !open || !kept.text.trim();
    hint.hidden = !open || !found.hidden;
    stage.classList.toggle("typing", open);
    stage.classList.toggle("searching", !found.hidden);
  };
  const close = () => {
    show(false);
    field.blur();
  };
  const write = (text) => {
    kept.text = text;
    show(true);
    suggest(asker, text.trim(), found);
  };
  fitting = () => fit(found);
  keyboard(keys, field, close, kept.method, (method) => { kept.method = method; });
  field.value = kept.text;
  found.innerHTML = kept.found;
  if (kept.open) write(kept.text);
  field.addEventListener("click", () => show(true));
  field.addEventListener("invalid", (event) => {  // asked with nothing in the field
    event.preventDefault();
    show(true);
    field.focus();
  });
  field.addEventListener("input", () => {
    stay();
    write(field.value);
  });
  asker.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.target === field && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      found.querySelector("button")?.focus();
    }
  });
  asker.querySelector(".ask").addEventListener("submit", () => Object.assign(kept, { text: "", open: false }));
  stage.querySelector("[data-correct]")?.addEventListener("click", (event) => {
    field.value = event.currentTarget.dataset.correct;
    write(field.value);
    field.focus();
  });
}
