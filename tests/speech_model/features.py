"""Audio front end in numpy: 22050 → 16000 Hz, Kaldi-compatible MFCC, noise.

`mfcc` gives what Kaldi computes for the options in MFCC_CONF: change both together.
"""

import numpy as np

RATE_HZ = 16000
FRAME, SHIFT, FFT = 400, 160, 512  # 25 ms window, 10 ms shift
CEPS = 40
LOW_HZ, HIGH_HZ = 20.0, 7600.0
MFCC_CONF = (
    "--use-energy=false\n--num-mel-bins=40\n--num-ceps=40\n--low-freq=20\n--high-freq=7600\n--dither=0.0\n"
)
OFFSETS = list(range(-12, 13, 3))  # 9 spliced frames: 120 ms to either side
UP, DOWN = 320, 441  # 22050 * 320/441 = 16000
SNR_CHOICES_DB = (None, None, 30, 20, 15, 10)


def _resampler(half: int = 16) -> np.ndarray:
    """Windowed-sinc polyphase filter."""
    phase = np.arange(UP)[:, None] / UP
    taps = np.arange(-half, half + 1)[None, :]
    cut = UP / DOWN
    x = taps - phase
    table = cut * np.sinc(cut * x) * (0.5 + 0.5 * np.cos(np.pi * np.clip(x / (half + 1), -1, 1)))
    return table / table.sum(1, keepdims=True)


_POLY = _resampler()


def to_16k(samples: np.ndarray) -> np.ndarray:
    """`samples` at 22050 Hz → 16000 Hz."""
    half = (_POLY.shape[1] - 1) // 2
    position = np.arange(len(samples) * UP // DOWN) * DOWN
    base, phase = position // UP, position % UP
    padded = np.concatenate([np.zeros(half), samples.astype(np.float64), np.zeros(half + 1)])
    index = base[:, None] + np.arange(2 * half + 1)[None, :]
    return np.einsum("ij,ij->i", padded[index], _POLY[phase])


def _mel(hz: np.ndarray | float) -> np.ndarray:
    return 1127.0 * np.log(1.0 + hz / 700.0)


def _mel_filters() -> np.ndarray:
    low, high = _mel(LOW_HZ), _mel(HIGH_HZ)
    step = (high - low) / (CEPS + 1)
    bins = _mel(np.arange(FFT // 2) * RATE_HZ / FFT)
    table = np.zeros((CEPS, FFT // 2 + 1))
    for i in range(CEPS):
        left, centre, right = low + i * step, low + (i + 1) * step, low + (i + 2) * step
        rise, fall = (bins - left) / (centre - left), (right - bins) / (right - centre)
        inside = (bins > left) & (bins < right)
        table[i, : FFT // 2] = np.where(inside, np.where(bins <= centre, rise, fall), 0)
    return table


def _cosines() -> np.ndarray:
    row, column = np.arange(CEPS)[:, None], np.arange(CEPS)[None, :]
    table = np.sqrt(2.0 / CEPS) * np.cos(np.pi / CEPS * (column + 0.5) * row)
    table[0] = np.sqrt(1.0 / CEPS)
    return table


_MEL = _mel_filters()
_DCT = _cosines()
_LIFTER = 1 + 0.5 * 22 * np.sin(np.pi * np.arange(CEPS) / 22)
_WINDOW = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / (FRAME - 1))) ** 0.85  # "povey"


def mfcc(samples: np.ndarray) -> np.ndarray:
    """(frames, 40) float32; samples are in the int16 range, not scaled to 1."""
    count = 1 + (len(samples) - FRAME) // SHIFT
    index = np.arange(FRAME)[None, :] + SHIFT * np.arange(count)[:, None]
    frames = samples[index].astype(np.float64)
    frames -= frames.mean(1, keepdims=True)
    emphasised = frames.copy()
    emphasised[:, 1:] -= 0.97 * frames[:, :-1]
    emphasised[:, 0] -= 0.97 * frames[:, 0]
    power = np.abs(np.fft.rfft(emphasised * _WINDOW, FFT)) ** 2
    energies = np.log(np.maximum(power @ _MEL.T, 1.1920929e-07))
    return ((energies @ _DCT.T) * _LIFTER).astype(np.float32)


def in_training_room(samples: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, int]:
    """Speech as training hears it: any level, room, pause and noise; and the pause before it, in samples."""
    peak = rng.uniform(2000, 20000)
    lead = int(RATE_HZ * rng.uniform(0.1, 0.5))
    tail = int(RATE_HZ * rng.uniform(0.1, 0.8))
    snr_db = SNR_CHOICES_DB[rng.integers(len(SNR_CHOICES_DB))]
    taps = np.concatenate([[1.0], rng.uniform(-0.5, 0.5, 3)])  # another room and microphone
    out, speech = _padded(np.convolve(samples, taps, "same"), peak, lead, tail)
    noise = rng.standard_normal(len(out))
    if rng.random() < 0.5:
        noise = np.convolve(noise, np.ones(8) / 8, "same")  # duller noise
    level = 10 ** rng.uniform(-0.3, 1.8) if snr_db is None else _noise_level(speech, snr_db)
    return _mixed(out, noise, level), lead


def with_noise(
    samples: np.ndarray,
    rng: np.random.Generator,
    snr_db: float | None,
    lead: int = 4000,
    tail: int = 3200,
    peak: float = 8000,
) -> np.ndarray:
    """Speech with white noise `snr_db` below it (None: a faint floor), `lead` and `tail` samples around."""
    out, speech = _padded(samples, peak, lead, tail)
    level = 1.0 if snr_db is None else _noise_level(speech, snr_db)
    return _mixed(out, rng.standard_normal(len(out)), level)


def _padded(samples: np.ndarray, peak: float, lead: int, tail: int) -> tuple[np.ndarray, np.ndarray]:
    speech = samples / max(1.0, np.abs(samples).max()) * peak
    return np.concatenate([np.zeros(lead), speech, np.zeros(tail)]), speech


def _noise_level(speech: np.ndarray, snr_db: float) -> float:
    return float(np.sqrt((speech**2).mean() / 10 ** (snr_db / 10)))


def _mixed(out: np.ndarray, noise: np.ndarray, level: float) -> np.ndarray:
    noisy = out + noise * (level / np.sqrt((noise**2).mean()))
    return np.clip(np.round(noisy), -32768, 32767)
