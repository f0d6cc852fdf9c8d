// The keypad for a card's number; what was typed stays while the screen is renewed, and not a moment longer.

let kept = "";

/** Brings the keypad of this stage to life; `stay()` is called while somebody types. */
export function numberPad(stage, stay) {
  const pad = stage.querySelector("[data-pad]");
  if (!pad) {
    kept = "";
    return;
  }
  const field = pad.querySelector("input[name=digits]");
  const write = (text) => {
    field.value = kept = text.replace(/[^0-9]/g, "").slice(0, field.maxLength);
    stay();
  };
  field.value = kept;
  field.addEventListener("input", () => write(field.value));
  field.addEventListener("invalid", (event) => event.preventDefault());  // an empty field is no trouble
  for (const key of pad.querySelectorAll("[data-figure]")) key.addEventListener("click", () => write(kept + key.dataset.figure));
  pad.querySelector("[data-erase]").addEventListener("click", () => write(kept.slice(0, -1)));
  pad.addEventListener("submit", () => { kept = ""; });
}
