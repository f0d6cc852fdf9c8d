// Sends the forms marked data-push in the background; the answer comes as a pushed screen.

const TRIES = 4;
const PAUSE_MS = 400;

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** Sends until an answer comes. The body stays the same, so the server knows a repeated wish by its request id. */
async function send(url, body) {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await fetch(url, { method: "POST", body, headers: { "X-Pushed": "1" }, redirect: "manual" });
    } catch (error) {
      if (left <= 1) throw error;
      await wait(PAUSE_MS);
    }
  }
}

/** One wish at a time; `answered(response)` gets every answer, null when there was none. */
export function pushForms(answered = () => {}) {
  let busy = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!("push" in form.dataset)) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const response = await send(form.action, body).catch(() => null);
    busy = false;
    answered(response);
  });
}
