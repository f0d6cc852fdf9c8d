// Follows a page's screen as the server pushes it, and comes back by itself when the connection is lost.

const AGAIN_MS = 2000;

/**
 * Calls `show(html)` for every pushed screen and `connected(true | false)` when the connection comes and goes;
 * `more` has listeners of other events by name.
 */
export function follow(live, show, connected = () => {}, more = {}) {
  const listeners = { reload: () => location.reload(), ...more };
  let seen = live.dataset.seen;
  const open = () => {
    const url = new URL(live.dataset.stream, location.href);
    url.searchParams.set("seen", seen);
    url.searchParams.set("build", live.dataset.build);
    const source = new EventSource(url);
    source.addEventListener("open", () => connected(true));
    source.addEventListener("screen", (event) => {
      seen = event.lastEventId;
      show(event.data);
    });
    for (const [event, listener] of Object.entries(listeners)) source.addEventListener(event, listener);
    source.addEventListener("error", () => {
      connected(false);
      if (source.readyState === EventSource.CLOSED) setTimeout(open, AGAIN_MS);
    });
    addEventListener("pagehide", () => source.close(), { once: true });
  };
  open();
}

/** Replaces the stage by `html`, keeping the focus on the element with the same id; returns the new stage. */
export function swap(live, html) {
  const focused = document.activeElement?.id;
  live.innerHTML = html;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  return live.firstElementChild;
}
