"""The files of the chip (ICAO 9303-10, LDS 1): file identifier, short identifier, outer tag."""

from enum import Enum
from typing import Self


class ElementaryFile(Enum):
    """A file of the chip."""

    CARD_ACCESS = (0x011C, 0x1C, 0x31)  # in the master file, readable without a key
    COM = (0x011E, 0x1E, 0x60)
    SOD = (0x011D, 0x1D, 0x77)
    DG1 = (0x0101, 0x01, 0x61)  # the MRZ
    DG2 = (0x0102, 0x02, 0x75)  # the portrait
    DG3 = (0x0103, 0x03, 0x63)  # fingerprints: only for terminals of the state
    DG7 = (0x0107, 0x07, 0x67)
    DG11 = (0x010B, 0x0B, 0x6B)
    DG12 = (0x010C, 0x0C, 0x6C)
    DG13 = (0x010D, 0x0D, 0x6D)  # the sixteen fields of the Vietnamese card
    DG14 = (0x010E, 0x0E, 0x6E)  # keys of chip authentication
    DG15 = (0x010F, 0x0F, 0x6F)  # key of active authentication

    def __init__(self, fid: int, sfi: int, tag: int) -> None:
        self.fid = fid
        self.sfi = sfi
        self.tag = tag

    @property
    def group(self) -> int | None:
        """The number of the data group, as the SOD lists it; None for the other files."""
        return self.sfi if self.sfi <= 0x10 else None

    @classmethod
    def of_tag(cls, tag: int) -> Self | None:
        """The file whose outer tag is `tag`, as EF.COM lists them; None for one that is not read."""
        return next((file for file in cls if file.tag == tag), None)

    @classmethod
    def of_group(cls, group: int) -> Self | None:
        """The file of data group `group`; None for one that is not read."""
        return next((file for file in cls if file.group == group), None)
