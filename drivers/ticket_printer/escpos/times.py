"""How long an ESC/POS printer may take for what; one place, so that tests and slow models can differ."""

from dataclasses import dataclass

ROWS_PER_S = 400  # 50 mm/s at 8 dots/mm, slower than any ticket printer
CUT_S = 1.5


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds, counted from when the wire has carried what was sent before."""

    answer_s: float = 0.5  # a real-time answer of an idle printer
    busy_answer_s: float = 5.0  # the same amid a job, when a full buffer holds the question back
    look_s: float = 0.25  # between looks at a printer whose proof is awaited
    proof_s: float = 10.0  # for a proof, beyond the time that printing takes
    stuck_s: float = 2.0  # how long a job waits while the printer says that it stands still
    clear_s: float = 2.0  # for the answer to DLE DC4 8
    sure_answers: int = 5  # in a row, after the wire was disturbed
    sure_pause_s: float = 0.4  # between two of them
    quiet_s: float = 0.1  # after an answer that did not come: lets a late one pass
    first_retry_s: float = 5.0  # between tries to leave a recoverable error; doubles
    longest_retry_s: float = 60.0
    first_probe_s: float = 5.0  # between probes of a printer that gives no proof; doubles
    longest_probe_s: float = 3600.0
