"""How patient the screen is, and what the site offers."""

from dataclasses import dataclass

MIN_CLEAR_S = 20.0  # WCAG 2.2.1: time to answer the warning


@dataclass(frozen=True, slots=True)
class VisitOptions:
    """Settings of the visit; the first language is the default."""

    languages: tuple[str, ...] = ("vi", "en")
    warn_after_s: float = 45.0
    act_limit_s: float = 30.0  # for what a conversation asks to be done, such as a print
    clear_after_s: float = MIN_CLEAR_S
    ticket_shown_s: float = 30.0  # instead of `warn_after_s` while a number is shown
    issue_limit_s: float = 5.0
    first_visit: int = 1  # numbers go on from here; a robot that starts again must not begin at an old one

    def __post_init__(self) -> None:
        if self.clear_after_s < MIN_CLEAR_S:
            raise ValueError(
                f"clear_after_s={self.clear_after_s}: people need at least {MIN_CLEAR_S:g} s to answer"
            )
        if not self.languages:
            raise ValueError("languages is empty: one at least is needed")
