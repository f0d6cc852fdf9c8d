// Hearing and speaking on the citizen's screen: the line to the server, the page's own devices, the buttons.

import { line } from "./voice_line.js";
import { loudspeaker } from "./voice_loudspeaker.js";
import { microphone } from "./voice_microphone.js";
import { shown } from "./voice_shown.js";

const WITHOUT = { renewed: () => {}, keyed: (then) => then() };
const QUIET = { state: "idle", partial: "", level: 0, can_hear: false, can_speak: false, by_page: false };

const root = document.documentElement;
const stage = () => document.getElementById("stage");

/** The microphone and the loudspeaker of this page; `talk.line` is where they are told of. */
function devices(talk, changed) {
  const wanted = () => talk.state.state === "listening" || (talk.state.state === "responding" && ears.echoCancelled);
  const isHere = () => document.visibilityState === "visible";
  const tellEars = () => {
    const on = ears.state === "on" && isHere();
    const why = ["off", "ask", "on"].includes(ears.state) ? "" : ears.state;
    talk.line.send({ type: "microphone", on, echo_cancelled: on && ears.echoCancelled, why });
    changed();
  };
  const tellMouth = (on) => talk.line.send({ type: "loudspeaker", on });
  const ears = microphone(tellEars, (pcm) => { if (wanted() && isHere()) talk.line.sound(pcm); });
  const mouth = loudspeaker(tellMouth, (id, whole) => talk.line.send({ type: "played", id, whole }));
  document.addEventListener("visibilitychange", tellEars);
  return {
    ears,
    mouth,
    introduce: () => {
      tellMouth(mouth.isOn());
      tellEars();
    },
  };
}

const NO_DEVICES = { ears: { state: "off", begin: () => {} }, mouth: { play: () => {}, stop: () => {} }, introduce: () => {} };

/** Tells once a visit that somebody uses the keys, before the first of them does anything. */
function keypad() {
  let told = Promise.resolve();
  let visit = "";
  return (then) => {
    if (root.dataset.speaks && stage().dataset.visit !== visit) {
      visit = stage().dataset.visit;
      const body = new URLSearchParams({ visit });
      told = fetch("/visit/keypad", { method: "POST", body, headers: { "X-Pushed": "1" } }).catch(() => {});
    }
    told.then(then);
  };
}

/** Brings the voice to life where the robot has one; `stay()` says that somebody is here. */
export function voice(live, stay) {
  if (!("voice" in live.dataset)) return WITHOUT;
  const talk = { state: null, line: null };
  const unheard = (live.dataset.unheard ?? "").split(" ");  // languages that nobody understands here
  const show = () => {
    if (!talk.state) return;
    const understood = !unheard.includes(stage().lang);
    if (understood) own.ears.begin();
    shown(stage(), talk.state, understood ? own.ears.state : "off");
  };
  const hear = {
    state: (message) => {
      talk.state = message;
      show();
    },
    play: (message, pcm) => own.mouth.play(message, pcm),
    stop: () => own.mouth.stop(),
  };
  talk.line = line(`/visit/voice?build=${live.dataset.build}`, {
    opened: () => own.introduce(),
    told: (message, pcm) => hear[message.type]?.(message, pcm),
    lost: () => {
      own.mouth.stop();
      if (talk.state) hear.state({ ...QUIET, can_speak: talk.state.can_speak });
    },
  });
  const own = "doors" in live.dataset ? devices(talk, show) : NO_DEVICES;

  let pressed = "";  // what the button said when it was touched
  const press = {
    ask: () => own.ears.open(),
    talk: () => talk.line.send({ type: "listen", on: true }),
    stop: () => talk.line.send({ type: "listen", on: false }),
    done: () => talk.line.send({ type: "finish" }),
  };
  const touched = (event) => {
    if (event.repeat) return;
    pressed = event.target.closest?.("#microphone") ? root.dataset.microphone : "";
    own.mouth.stop();
    talk.line.send({ type: "touch" });
  };
  addEventListener("pointerdown", touched, true);
  addEventListener("keydown", touched, true);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#microphone")) return;
    const what = pressed || root.dataset.microphone;
    const start = document.getElementById("start");
    if (what === "ask" || !start) press[what]?.();
    if (start) start.click();
    else stay();
  });
  return { renewed: show, keyed: keypad() };
}
