"""How loud a gain is. Pure."""


def amplitude(gain: float) -> float:
    """The factor for `gain`, 0 to 1; half of it sounds about half as loud (-12 dB)."""
    return min(max(gain, 0.0), 1.0) ** 2
