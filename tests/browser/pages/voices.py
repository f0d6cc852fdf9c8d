"""A browser that hears a file instead of a microphone, and whose loudspeaker can be watched."""

import wave
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

RATE_HZ = 16_000
SYLLABLES = 14

# Everything the page plays also goes to an analyser, whose loudest sample of the last moments is asked for.
WATCHED = """() => {
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...more) {
    if (to instanceof AudioDestinationNode) {
      const watch = new AnalyserNode(this.context, { fftSize: 256 });
      connect.call(this, watch);
      const samples = new Float32Array(256);
      window.loudness = () => {
        watch.getFloatTimeDomainData(samples);
        return Math.max(...samples.map(Math.abs));
      };
    }
    return connect.call(this, to, ...more);
  };
}"""

# How long it is until nothing is heard any more, after `act`.
SILENT_AFTER_MS = """(act) => new Promise((done) => {
  const began = performance.now();
  const look = () => {
    if (window.loudness() === 0) done(performance.now() - began);
    else setTimeout(look, 1);
  };
  dispatchEvent(new Event(act));
  look();
})"""


# What of the strip or the robot's words is cut by the header's edge.
OUTSIDE_THE_HEADER = """() => [...document.querySelectorAll('.talkback *, .says *')]
  .filter((e) => e.checkVisibility() && !e.matches('.spoken span'))
  .filter((e) => {
    const [box, header] = [e, e.closest('.voice')].map((one) => one.getBoundingClientRect());
    return box.bottom > header.bottom + 1 || box.top < header.top - 1;
  }).map((e) => `outside the header: ${e.outerHTML.slice(0, 60)}`)"""


def launch(chromium: BrowserType, *arguments: str) -> Browser:
    """Chromium with a microphone that is not there."""
    fake = ("--no-sandbox", "--use-fake-device-for-media-stream", *arguments)
    return chromium.launch(executable_path="/usr/bin/chromium", args=list(fake))


def pages_of(browser: Browser, *permissions: str) -> BrowserContext:
    """A context as of a fresh visitor."""
    context = browser.new_context(
        viewport={"width": 1080, "height": 1920}, reduced_motion="reduce", permissions=list(permissions)
    )
    context.set_default_timeout(10_000)
    return context


def speech_like(seed: int = 5) -> np.ndarray:
    """Syllables of a gliding voice, each of its own length and loudness: no noise filter takes them out."""
    chance = np.random.default_rng(seed)
    parts = []
    for _ in range(SYLLABLES):
        seconds = chance.uniform(0.08, 0.28)
        time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
        pitch_hz = chance.uniform(110, 190) * (1 + 0.3 * time_s / seconds)
        phase = 2 * np.pi * np.cumsum(pitch_hz) / RATE_HZ
        voice = sum(np.sin(harmonic * phase) / harmonic for harmonic in range(1, 20))
        parts += [
            chance.uniform(0.3, 1) * voice * np.hanning(len(time_s)),
            np.zeros(int(chance.uniform(0.03, 0.2) * RATE_HZ)),
        ]
    speech = np.concatenate(parts)
    return speech / np.abs(speech).max() * 0.5


def write_wav(path: Path, samples: np.ndarray) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((samples * 32767).astype("<i2").tobytes())


def envelope(samples: np.ndarray, step: int = RATE_HZ // 100) -> np.ndarray:
    """The loudness, a hundred times a second."""
    whole = samples[: len(samples) // step * step].reshape(-1, step)
    return np.sqrt((whole.astype(float) ** 2).mean(axis=1))


def likeness(heard: np.ndarray, played_round: np.ndarray) -> float:
    """How much `heard` is a stretch of what is played round and round: 0 for anything, 1 for the same."""
    a, b = envelope(heard), np.tile(envelope(played_round), 4)
    a = (a - a.mean()) / a.std()
    best = 0.0
    for lag in range(len(envelope(played_round))):
        c = b[lag : lag + len(a)]
        best = max(best, float((a * (c - c.mean()) / c.std()).mean()))
    return best


def watch(page: Page, ours: str) -> list[str]:
    """What the page complains of, and what it asks of others."""
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(ours) else complaints.append(asked.url))
    page.on("websocket", lambda socket: None if ours[4:] in socket.url else complaints.append(socket.url))
    return complaints
