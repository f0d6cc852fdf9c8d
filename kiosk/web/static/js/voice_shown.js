// What is shown of hearing and speaking: the state as colour, words and face; the words as they are understood.

const FACES = { listening: "listening", processing: "thinking", responding: "speaking" };
const TOLD = ["denied", "busy", "ended"];  // why nobody is heard; a robot that never had a microphone says nothing

const root = document.documentElement;

/** What the microphone's button does now: `ask`, `talk`, `stop`, `done`, or nothing. */
export function offer(state, microphone) {
  if (!state.can_hear) return microphone === "ask" ? "ask" : "";
  if (state.state !== "listening") return "talk";
  return state.partial ? "done" : "stop";
}

function mark(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
}

/** Writes `text` into one line; where it is too long its latest words. */
function fit(line, text) {
  const words = text.split(" ");
  line.textContent = text;
  while (words.length > 1 && line.scrollWidth > line.clientWidth) {
    words.shift();
    line.textContent = `… ${words.join(" ")}`;
  }
}

const height = (stage) => stage.querySelector(".talkback")?.offsetHeight;

/** Shows `state` and what the page's microphone is; what stands in the stage, again after it was renewed. */
export function shown(stage, state, microphone) {
  const before = height(stage);
  mark("voice", state.state);
  mark("speaks", state.can_speak && "yes");
  mark("microphone", offer(state, microphone));
  mark("deaf", !state.can_hear && TOLD.includes(microphone) && microphone);
  root.style.setProperty("--level", state.state === "listening" ? state.level : 0);
  const face = stage.querySelector("[data-face]");
  face?.setAttribute("class", `face ${FACES[state.state] ?? face.dataset.face}`);
  const partial = stage.querySelector("[data-partial]");
  if (height(stage) !== before) dispatchEvent(new Event("resize"));  // there is more room for the rest, or less
  if (!partial) return;
  fit(partial, state.partial);
}
