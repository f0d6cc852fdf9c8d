"""The values of DER that certificates and signatures are made of (ITU-T X.690), on top of `tlv`."""

from drivers.identity_card.chip.tlv import Malformed, Tlv, children, read_whole

BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, NULL, OID = 0x01, 0x02, 0x03, 0x04, 0x05, 0x06
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31
_LONGEST_OID_BYTES = 64
_LONGEST_INTEGER_BYTES = 2048


class Fields:
    """The children of one value, taken in their order."""

    def __init__(self, value: bytes, what: str) -> None:
        self._value = value
        self._what = what
        self._left = list(reversed(children(value)))

    def take(self, *tags: int) -> Tlv:
        """The next child, which must have one of `tags`. Raises `Malformed`."""
        found = self.maybe(*tags)
        if found is None:
            wanted = " or ".join(f"{tag:X}" for tag in tags)
            here = f"{self._left[-1].tag:X}" if self._left else "the end"
            raise Malformed(f"{self._what}: {here} where {wanted} belongs")
        return found

    def maybe(self, *tags: int) -> Tlv | None:
        """The next child if it has one of `tags`."""
        return self._left.pop() if self._left and self._left[-1].tag in tags else None

    def raw(self, child: Tlv) -> bytes:
        """The bytes of `child` as they came, with tag and length."""
        return self._value[child.start : child.end]

    def done(self) -> None:
        """Nothing may be left. Raises `Malformed`."""
        if self._left:
            raise Malformed(f"{self._what}: {self._left[-1].tag:X} where it should end")


def sequence(data: bytes, what: str) -> Fields:
    """The fields of the SEQUENCE that `data` is, to its last byte. Raises `Malformed`."""
    return Fields(read_whole(data, SEQUENCE).value, what)


def integer(item: Tlv) -> int:
    """A signed INTEGER. Raises `Malformed`."""
    if item.tag != INTEGER or not 1 <= len(item.value) <= _LONGEST_INTEGER_BYTES:
        raise Malformed(f"tag {item.tag:X} with {len(item.value)} bytes is no INTEGER")
    return int.from_bytes(item.value, signed=True)


def unsigned(item: Tlv) -> int:
    """An INTEGER that is not negative. Raises `Malformed`."""
    number = integer(item)
    if number < 0:
        raise Malformed("a negative INTEGER where a positive one belongs")
    return number


def oid(item: Tlv) -> str:
    """An OBJECT IDENTIFIER with dots. Raises `Malformed`."""
    value = item.value
    if item.tag != OID or not 1 <= len(value) <= _LONGEST_OID_BYTES or value[-1] & 0x80:
        raise Malformed(f"tag {item.tag:X} with {len(value)} bytes is no OBJECT IDENTIFIER")
    arcs, arc = [], 0
    for byte in value:
        arc = arc << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def bits(item: Tlv) -> bytes:
    """A BIT STRING of whole bytes. Raises `Malformed`."""
    if item.tag != BIT_STRING or not item.value or item.value[0]:
        raise Malformed(f"tag {item.tag:X} is no BIT STRING of whole bytes")
    return item.value[1:]


def algorithm(item: Tlv) -> str:
    """The OID of an AlgorithmIdentifier without parameters, or with NULL for them. Raises `Malformed`."""
    if item.tag != SEQUENCE:
        raise Malformed(f"tag {item.tag:X} where an algorithm belongs")
    fields = Fields(item.value, "algorithm")
    name = oid(fields.take(OID))
    end_without_parameters(fields)
    return name


def end_without_parameters(fields: Fields) -> None:
    """What is left of an AlgorithmIdentifier is nothing, or NULL. Raises `Malformed`."""
    null = fields.maybe(NULL)
    if null is not None and null.value:
        raise Malformed("a NULL with a value")
    fields.done()


def named_bits(item: Tlv) -> frozenset[int]:
    """The numbers of the bits that are set, from 0 at the left. Raises `Malformed`."""
    value = item.value
    if item.tag != BIT_STRING or not 1 <= len(value) <= 5 or value[0] > 7:
        raise Malformed(f"tag {item.tag:X} with {len(value)} bytes is no list of named bits")
    flags = value[1:]
    return frozenset(at for at in range(8 * len(flags)) if flags[at // 8] & 0x80 >> at % 8)


def boolean(item: Tlv | None) -> bool:
    """A BOOLEAN; False where it is left out. Raises `Malformed`."""
    if item is None:
        return False
    if item.tag != BOOLEAN or len(item.value) != 1:
        raise Malformed(f"tag {item.tag:X} with {len(item.value)} bytes is no BOOLEAN")
    return item.value != b"\x00"
