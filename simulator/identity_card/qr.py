"""The text of the QR code: 7 fields on the card of 2021, 11 on the card of 2024."""

from simulator.identity_card.people import Generation, Person

SEX = {"male": "Nam", "female": "Nữ"}


def qr_text(person: Person, generation: Generation | None = None) -> str:
    """The payload; None = as on the person's own card."""
    fields = (
        person.number,
        person.old_number or "",
        person.name,
        f"{person.birth:%d%m%Y}",
        SEX[person.gender],
        person.residence,
        f"{person.issued:%d%m%Y}",
    )
    return "|".join(fields) + ("||||" if (generation or person.generation) == "2024" else "")
