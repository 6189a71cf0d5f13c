"""Messages byte for byte: as GLib writes them, whichever way round, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstay.desktop.bus_wire import (
    MESSAGE_MOST_BYTES,
    Kind,
    Message,
    Variant,
    WireError,
    decode,
    encode,
    length_of,
    split,
)

CALL = Message(
    Kind.CALL,
    "/org/example",
    "org.example.Iface",
    "Do",
    destination="org.example.Name",
    signature="sua{sv}asxbdo(iy)v",
    body=(
        "Grüße",
        8,
        {"a": Variant("x", -5), "b": Variant("as", ["c"])},
        [],
        -(2**40),
        True,
        0.5,
        "/a/b",
        (-3, 9),
        Variant("ao", ["/x"]),
    ),
)
# Both were written by GLib 2.74 for the call above, under the number 7.
LITTLE = bytes.fromhex(
    "6c0100018f000000070000007b00000001016f000c0000002f6f72672f6578616d706c65000000000201730011000000"
    "6f72672e6578616d706c652e49666163650000000000000006017300100000006f72672e6578616d706c652e4e616d65"
    "000000000000000008016700127375617b73767d61737862646f2869792976000301730002000000446f000000000000"
    "070000004772c3bcc39f6500080000002e0000000000000001000000610001780000000000000000fbffffffffffffff"
    "01000000620002617300000006000000010000006300000000000000000000000000000000ffffff0100000000000000"
    "000000000000e03f040000002f612f620000000000000000fdffffff0902616f0000000007000000020000002f7800"
)
BIG = bytes.fromhex(
    "420100010000008f000000070000007b01016f000000000c2f6f72672f6578616d706c65000000000201730000000011"
    "6f72672e6578616d706c652e49666163650000000000000006017300000000106f72672e6578616d706c652e4e616d65"
    "000000000000000008016700127375617b73767d61737862646f2869792976000301730000000002446f000000000000"
    "000000074772c3bcc39f6500000000080000002e0000000000000001610001780000000000000000fffffffffffffffb"
    "0000000162000261730000000000000600000001630000000000000000000000ffffff00000000000000000100000000"
    "3fe0000000000000000000042f612f620000000000000000fffffffd0902616f0000000000000007000000022f7800"
)


@pytest.mark.parametrize("data", [LITTLE, BIG])
def test_what_glib_writes_is_read(data: bytes) -> None:
    """Either end first, every type, and what is left out stays empty."""
    read = decode(data)
    assert (read.kind, read.serial, read.signature) == (Kind.CALL, 7, CALL.signature)
    assert (read.path, read.interface, read.member) == (CALL.path, CALL.interface, CALL.member)
    assert (read.destination, read.sender, read.error) == (CALL.destination, "", "")
    assert read.body == CALL.body


def test_what_is_written_is_read() -> None:
    """The body goes over as GLib writes it; only the order of the header's fields is our own."""
    data = encode(CALL, 7)
    assert decode(data) == decode(LITTLE)
    assert data[-143:] == LITTLE[-143:]
    assert len(data) == len(LITTLE)


def test_the_length_is_known_from_the_beginning() -> None:
    """Sixteen bytes tell how many to wait for."""
    assert length_of(LITTLE[:15]) is None
    assert length_of(LITTLE[:16]) == length_of(BIG[:16]) == len(LITTLE)


def test_a_message_without_end_is_not_waited_for() -> None:
    """Whoever announces more than anybody has to say is not listened to."""
    with pytest.raises(WireError):
        length_of(LITTLE[:4] + MESSAGE_MOST_BYTES.to_bytes(4, "little") + LITTLE[8:16])


@pytest.mark.parametrize("signature", ["a", "(", "(i", "a{s", "a()", "()", "a" * 40 + "y", "(" * 40])
def test_a_type_that_is_none_is_refused(signature: str) -> None:
    """Cut off, empty or without end."""
    with pytest.raises(WireError):
        split(signature)


@pytest.mark.parametrize(
    ("signature", "value"),
    [("u", -1), ("y", 256), ("i", 2**31), ("s", 5), ("s", "a\0b"), ("s", "\ud800"), ("h", 1), ("as", 3)],
)
def test_a_value_that_does_not_fit_is_refused(signature: str, value: object) -> None:
    """A bus hangs up on whoever sends it something that is not as it says."""
    with pytest.raises(WireError):
        encode(Message(Kind.SIGNAL, "/a", "a.b", "C", signature=signature, body=(value,)), 1)


@given(st.lists(st.tuples(st.integers(0, len(LITTLE) - 1), st.integers(0, 255)), max_size=6), st.booleans())
def test_bytes_gone_wrong_are_a_message_or_refused(changes: list[tuple[int, int]], is_cut: bool) -> None:
    """Nothing else comes of them: no other error, no reading without end."""
    data = bytearray(LITTLE)
    for place, byte in changes:
        data[place] = byte
    try:
        decode(bytes(data[: len(data) // 2] if is_cut else data))
    except WireError:
        return
    assert not is_cut
