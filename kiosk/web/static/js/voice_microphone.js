// The page's microphone: opened where it may be, given up when it is gone, tried again when there is a chance.

const WISH = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
const RATE_HZ = 16000;
const AGAIN_MS = 10000;  // another program had it, or it was pulled out
const WHY = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", OverconstrainedError: "missing" };

/** Gives the sound of `stream` in frames of 32 ms, until `context` is closed. */
async function listen(stream, context, heard) {
  await context.audioWorklet.addModule("/static/js/voice_frames.js");
  const frames = new AudioWorkletNode(context, "frames", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
  frames.port.onmessage = ({ data }) => heard(data);
  context.createMediaStreamSource(stream).connect(frames);
  await context.resume();
}

/**
 * A microphone, in one of the states `off`, `ask` (a touch must allow it), `on`, `denied`, `missing`, `busy`, `ended`;
 * `changed()` after every change, `heard(pcm)` for every frame.
 */
export function microphone(changed, heard) {
  const self = { state: "off", echoCancelled: false, begin, open };
  let begun = false;
  let permission = null;
  let opening = false;
  let worked = false;
  let stream = null;
  let context = null;

  function become(state) {
    self.state = state === "missing" && worked ? "ended" : state;
    changed();
    if (self.state === "busy" || self.state === "ended") setTimeout(consider, AGAIN_MS);
  }

  function close() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    context?.close();
    stream = context = null;
  }

  function use(track) {
    self.echoCancelled = track.getSettings().echoCancellation === true;
    track.addEventListener("mute", () => become("ended"));
    track.addEventListener("unmute", () => become("on"));
    track.addEventListener("ended", () => {
      close();
      become("ended");
    });
    worked = true;
    become("on");
  }

  /** Opens it; at a touch the browser may ask. */
  async function open() {
    if (opening || self.state === "on") return;
    opening = true;
    close();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: WISH });
      context = new AudioContext({ sampleRate: RATE_HZ });
      await listen(stream, context, heard);
      use(stream.getAudioTracks()[0]);
    } catch (error) {
      close();
      become(WHY[error.name] ?? "busy");
    } finally {
      opening = false;
    }
  }

  /** Opens it where that needs no question; otherwise says what is in the way. */
  async function consider() {
    if (self.state === "on") return;
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (!devices.some((device) => device.kind === "audioinput")) become("missing");
    else if (permission?.state === "granted") open();
    else become(permission?.state === "denied" ? "denied" : "ask");
  }

  /** From now on a microphone is wanted. */
  async function begin() {
    if (begun) return undefined;
    begun = true;
    permission = await navigator.permissions?.query({ name: "microphone" }).catch(() => null);
    if (!navigator.mediaDevices) return become("missing");  // a page from another machine without TLS
    permission?.addEventListener("change", consider);
    navigator.mediaDevices.addEventListener("devicechange", consider);
    return consider();
  }

  return self;
}
