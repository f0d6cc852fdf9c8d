// Calls aloud: one after the other in the order of the calls; where no sound may be played they are lit up only.

const FETCH_MS = 10000;
const LIT_MS = 4000;      // a call that nobody can hear is lit for so long
const LONGEST_MS = 60000; // a player that does not come to an end must not hold up the calls behind it
const GAP_MS = 300;
const KNOWN = 200;
const CHIME = "/board/announcements/chime.wav";
const SILENCE = "/static/audio/silence.wav";

/** @typedef {{order: number, id: string, url: string, number: string, counter: string}} Announce */
/** @typedef {{order: number, id: string}} Withdraw */

const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/**
 * Plays what it is told after announcement `since`; `light(call | null)` shows which; `button` is there while the
 * browser wants a touch first.
 */
export function loudspeaker(button, light, since) {
  const player = new Audio();
  const known = new Set();
  const queue = [];
  let current = null;
  let latest = since;
  let tone = play(SILENCE); // tells whether sound may be played before the first call comes

  async function play(url) {
    player.src = url;
    const ended = new Promise((done) => {
      for (const event of ["ended", "pause", "error"]) player[`on${event}`] = done;
    });
    try {
      await Promise.race([player.play(), pause(LONGEST_MS)]);
    } catch (error) {
      if (error.name === "NotAllowedError") show(true);
      return false;
    }
    show(false);
    await Promise.race([ended, pause(LONGEST_MS)]);
    await pause(GAP_MS); // also lets the last events of this sound pass
    return true;
  }

  function show(wanted) {
    if (button.hidden !== wanted) return;
    button.hidden = !wanted;
    if (wanted) button.focus();
  }

  async function fetched(call) {
    try {
      const answer = await fetch(call.url, { signal: AbortSignal.timeout(FETCH_MS) });
      return answer.ok ? await answer.blob() : null; // not ok: the call is over
    } catch {
      known.delete(call.id); // told again after a reconnect
      return null;
    }
  }

  async function announce(call, sound) {
    const url = URL.createObjectURL(sound);
    light(call);
    if (!await play(url) && queue[0] === call) await pause(LIT_MS);
    light(null);
    URL.revokeObjectURL(url);
  }

  async function work() {
    while (queue.length) {
      [current] = queue;
      const sound = await current.sound;
      await tone;
      if (sound && queue[0] === current) await announce(current, sound);
      if (queue[0] === current) queue.shift();
    }
    current = null;
  }

  button.addEventListener("click", () => { tone = play(CHIME); });

  return {
    /** Has `call` ({@link Announce}) heard when its turn comes; once. */
    announce(call) {
      latest = Math.max(latest, call.order);
      if (known.has(call.id)) return;
      known.add(call.id);
      if (known.size > KNOWN) known.delete(known.values().next().value);
      queue.push({ ...call, sound: fetched(call) });
      if (!current) work();
    },

    /** The call is not to be heard: cut off if it is being played ({@link Withdraw}). */
    withdraw({ id, order }) {
      latest = Math.max(latest, order);
      const at = queue.findIndex((call) => call.id === id);
      if (at < 0) return;
      const [gone] = queue.splice(at, 1);
      if (gone === current) player.pause();
    },

    /** The order of the last announcement that need not be heard any more. */
    heard: () => (queue.length ? queue[0].order - 1 : latest),
  };
}
