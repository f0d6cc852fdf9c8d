// The voice's line to the server: it comes back by itself, and is given up when nothing comes any more.

const SOONEST_MS = 250;
const LATEST_MS = 5000;
const SILENCE_MS = 10000;  // the server pings more often
const MOST_WAITING_BYTES = 16384;  // half a second of sound: what comes then is dropped
const TAKEN_OVER = 4001;  // by another page

function onceTouched(then) {
  const touched = new AbortController();
  for (const name of ["pointerdown", "keydown"]) {
    addEventListener(name, () => {
      touched.abort();
      then();
    }, { signal: touched.signal });
  }
}

/** Keeps a socket to `path` open: `opened()`, `told(message, sound)` with what comes, `lost()`. */
export function line(path, { opened, told, lost }) {
  let now = null;
  let pause = SOONEST_MS;

  function open() {
    const socket = new WebSocket(new URL(path, location.href.replace(/^http/, "ws")));
    let silence = 0;
    let header = null;  // of the sound that comes next
    const end = (code) => {
      clearTimeout(silence);
      if (now !== socket) return;
      now = null;
      socket.close();
      lost();
      if (code === TAKEN_OVER) return onceTouched(open);
      setTimeout(open, pause);
      pause = Math.min(2 * pause, LATEST_MS);
    };
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MS);
    };
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => { if (now === socket) opened(); });
    socket.addEventListener("close", (event) => end(event.code));
    socket.addEventListener("message", ({ data }) => {
      if (now !== socket) return;
      heard();
      pause = SOONEST_MS;
      if (data instanceof ArrayBuffer) return told(header, data);
      header = JSON.parse(data);
      if (header.type === "ping") send({ type: "pong" });
      else if (header.type === "reload") location.reload();
      else if (header.type !== "play") told(header);
    });
    now = socket;
    heard();
  }

  const isOpen = () => now?.readyState === WebSocket.OPEN;
  const send = (message) => { if (isOpen()) now.send(JSON.stringify(message)); };

  addEventListener("pagehide", () => now?.close());
  open();
  return {
    send,
    sound: (pcm) => { if (isOpen() && now.bufferedAmount < MOST_WAITING_BYTES) now.send(pcm); },
  };
}
