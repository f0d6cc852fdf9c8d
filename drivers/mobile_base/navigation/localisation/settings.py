"""Figures of localisation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LocaliserSettings:
    """How an echo, a move and a doubt are judged. Sources: hardware.md §4 (likelihood field).

    `beams`: echoes used of a scan. `echo_sigma_m`, `floor`: an echo's likelihood is exp(-d²/2σ²) + floor, d
    to the nearest mapped face, so what the map does not show counts the same wherever the robot is.
    `independent`: how many beams count in full, since neighbours err together; `temper`: no beam counts more.
    Noise of a move: `slip` of the distance, `creep_m` for a metre of it (grows with its root), `turn_slip` of
    the turn, `veer_rad` for a metre. `matched_m`: an echo this near to a mapped thing is explained by it;
    `behind_m`: one this far behind a mapped thing contradicts the pose. `contradicted`: share of such echoes
    that makes it lost after `patience_s`; `widens`: share that makes it look around near by before.
    """

    particles: int = 600
    beams: int = 72
    nearest_m: float = 0.15
    sight_m: float = 12.0
    echo_sigma_m: float = 0.1
    floor: float = 0.05
    independent: float = 12.0
    temper: float = 0.3
    slip: float = 0.08
    creep_m: float = 0.015
    turn_slip: float = 0.02
    veer_rad: float = 0.03
    jitter_m: float = 0.004
    jitter_rad: float = 0.002
    moved_m: float = 0.02
    turned_rad: float = 0.02
    still_updates: int = 10
    matched_m: float = 0.2
    behind_m: float = 0.3
    evidence: float = 4.0
    smoothing_s: float = 1.0
    widens: float = 0.2
    contradicted: float = 0.35
    patience_s: float = 2.0


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How a lost robot looks for itself.

    `stride_m`, `headings`: grid of poses of the coarse search; `cells_a_step`: its work at one observation.
    `candidates`: poses looked at closer, with `tries` around each; `finalists`: judged. `hypotheses`:
    followed until one is left. One goes when its quality (echoes explained less echoes contradicted, of all)
    stays `margin` behind the best one's. The last one is believed when it explains `explained` of all echoes
    and at most `contradicted` of those that tell anything contradict it: after `confirm_crowded_s`, or
    sooner, down to `confirm_s`, where it explains `plain` of all. Another scan is tried after `give_up_s`.
    """

    stride_m: float = 0.2
    headings: int = 72
    sigma_m: float = 0.2
    clearance_m: float = 0.15
    cells_a_step: int = 8_000_000
    best_a_heading: int = 24
    candidates: int = 64
    finalists: int = 32
    tries: int = 32
    hypotheses: int = 8
    matched_m: float = 0.12
    apart_m: float = 0.5
    apart_rad: float = 0.3
    smoothing_s: float = 1.5
    margin: float = 0.08
    explained: float = 0.45
    contradicted: float = 0.1
    plain: float = 0.7
    confirm_s: float = 1.5
    confirm_crowded_s: float = 6.0
    give_up_s: float = 12.0
