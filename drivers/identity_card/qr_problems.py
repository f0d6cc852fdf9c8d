"""Why a text is no card's, and what is unusual about one that is taken."""

from enum import StrEnum


class Problem(StrEnum):
    """Why a text is refused; keys of what the citizen and the staff are told."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    LINK = "link"  # another document's QR
    FOREIGN = "foreign"  # a text, but no card's
    TORN = "torn"  # begins or ends like a card's, and the rest is missing
    CONTROL_CHARACTERS = "control_characters"
    MOJIBAKE = "mojibake"  # decoded with a wrong character set
    NUMBER = "number"
    OLD_NUMBER = "old_number"
    NAME = "name"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    ISSUE_DATE = "issue_date"


class Oddity(StrEnum):
    """What is unusual about a text that is taken all the same."""

    FIELD_COUNT = "field_count"  # neither 7 nor 11
    LABEL = "label"  # `CCCD:` before the number
    FULL_WIDTH_SEPARATOR = "full_width_separator"
    DATE_FORM = "date_form"  # dd/mm/yyyy
    GENDER_FORM = "gender_form"  # neither Nam nor Nữ
    NO_ADDRESS = "no_address"
    NO_ISSUE_DATE = "no_issue_date"
    BIRTH_YEAR_DIFFERS = "birth_year_differs"  # from digits 4 to 6 of the number
    GENDER_DIFFERS = "gender_differs"  # from digit 4 of the number
    ISSUED_BEFORE_BIRTH = "issued_before_birth"
    GENERATION_DOUBTFUL = "generation_doubtful"  # seven fields, yet issued under the law of 2024


class NotACard(ValueError):
    """A text is no card's; the message says where, what, and what would be right, without personal data."""

    def __init__(self, problem: Problem, message: str) -> None:
        super().__init__(message)
        self.problem = problem
