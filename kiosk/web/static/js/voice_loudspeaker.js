// The page's loudspeaker: one sound at a time, silent at once when told.

const RAMP_S = 0.005;  // without it a start or stop clicks

function samples(pcm) {
  return Float32Array.from(new Int16Array(pcm), (sample) => sample / 32768);
}

/** `changed(on)` tells whether the browser lets it be heard, `played(id, whole)` how a sound has ended. */
export function loudspeaker(changed, played) {
  const context = new AudioContext();
  let now = null;

  const isOn = () => context.state === "running";

  function play({ id, rate_hz: rate, gain }, pcm) {
    stop();
    const data = samples(pcm);
    const buffer = context.createBuffer(1, data.length, rate);
    buffer.copyToChannel(data, 0);
    const source = new AudioBufferSourceNode(context, { buffer });
    const volume = new GainNode(context, { gain: 0 });
    const at = context.currentTime;
    const end = at + buffer.duration;
    volume.gain.setValueAtTime(0, at).linearRampToValueAtTime(gain, at + RAMP_S);
    if (buffer.duration > 2 * RAMP_S) volume.gain.setValueAtTime(gain, end - RAMP_S).linearRampToValueAtTime(0, end);
    source.connect(volume).connect(context.destination);
    const sound = now = { id, source, volume };
    source.addEventListener("ended", () => {  // its last samples are still on their way to the ear
      setTimeout(() => { if (now === sound) finish(true); }, 1000 * (context.outputLatency || 0));
    });
    source.start(at);
  }

  function finish(whole) {
    const { id } = now;
    now = null;
    played(id, whole);
  }

  function stop() {
    if (!now) return;
    const { source, volume } = now;
    const at = context.currentTime;
    volume.gain.cancelAndHoldAtTime(at).linearRampToValueAtTime(0, at + RAMP_S);
    source.stop(at + RAMP_S);
    finish(false);
  }

  context.addEventListener("statechange", () => {
    if (!isOn()) stop();
    changed(isOn());
  });
  for (const name of ["pointerdown", "pointerup", "keydown"]) {  // one of them the browser counts as consent
    addEventListener(name, () => { if (!isOn()) context.resume(); }, true);
  }
  return { isOn, play, stop };
}
