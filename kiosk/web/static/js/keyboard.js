// The keyboard on the screen: large keys, Telex and VNI, and keys with the marks for whoever knows neither.

import { marked, typed } from "./vietnamese.js";

const ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const MARKS = { á: "1", à: "2", ả: "3", ã: "4", ạ: "5", â: "6", ơ: "7", ă: "8", đ: "9" };
const METHODS = ["telex", "vni", "plain"];

function button(label, className, press) {
  const key = document.createElement("button");
  key.type = "button";
  key.className = `key ${className}`;
  key.id = `key-${className === "mark" ? label : className || label}`;  // it keeps the focus while the screen is renewed
  key.textContent = label;
  key.addEventListener("pointerdown", (event) => event.preventDefault());  // the field keeps the cursor
  key.addEventListener("click", press);
  return key;
}

function row(...keys) {
  const line = document.createElement("div");
  line.className = "keys";
  line.append(...keys);
  return line;
}

/** Fills `place` with a keyboard that writes into `field`, in `method` until `chosen(method)`; its words are `place.dataset`. */
export function keyboard(place, field, close, method, chosen) {
  const words = place.dataset;
  let now = words.marks === "yes" ? method : "plain";
  const write = (text) => {
    field.value = text.slice(0, field.maxLength > 0 ? field.maxLength : undefined);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const choose = button("", "method", () => {
    now = METHODS[(METHODS.indexOf(now) + 1) % METHODS.length];
    chosen(now);
    name();
  });
  const name = () => {
    choose.textContent = words[now];
    choose.setAttribute("aria-label", `${words.method}: ${words[now]}`);
    place.dataset.now = now;
  };
  name();
  const erase = button(words.erase, "wide", () => write([...field.value].slice(0, -1).join("")));
  const space = button(words.space, "space", () => write(`${field.value} `));
  const letters = ROWS.map((keys) => [...keys].map((key) => button(key, "", () => write(typed(field.value, key, now)))));
  const marks = Object.entries(MARKS).map(([label, figure]) => button(label, "mark", () => write(marked(field.value, figure))));
  letters.at(-1).push(erase);
  place.replaceChildren(...(words.marks === "yes" ? [row(...marks)] : []), ...letters.map((keys) => row(...keys)), row(choose, space, button(words.close, "close", close)));
  if (words.marks !== "yes") choose.remove();
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", words.label);
}
