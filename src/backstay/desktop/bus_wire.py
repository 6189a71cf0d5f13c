"""Messages of D-Bus as they go over the wire, with every type as its receiver expects it.

Qt's own binding sends each whole number from Python as a signed one of 32 bits, which strict services refuse;
docs/decisions has the rest ("our own line to the session bus").
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

MESSAGE_MOST_BYTES = 1 << 16
"""Nobody has more to say to us; the protocol itself allows 128 MiB."""

_HEADER = "yyyyuua(yv)"
_HEADER_LEAST_BYTES = 16
_VERSION = 1
_DEPTH_MOST = 32
_FIXED = {"y": "B", "b": "I", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q", "d": "d"}
_ALIGNED = {"y": 1, "n": 2, "q": 2, "g": 1, "v": 1, "x": 8, "t": 8, "d": 8, "(": 8, "{": 8}
_FIELDS = (
    ("path", 1, "o"), ("interface", 2, "s"), ("member", 3, "s"), ("error", 4, "s"), ("reply_to", 5, "u"),
    ("destination", 6, "s"), ("sender", 7, "s"), ("signature", 8, "g"),
)  # fmt: skip


class WireError(ValueError):
    """Bytes that are no message, or a value that does not fit its type."""


class Kind(IntEnum):
    """What a message is."""

    CALL = 1
    REPLY = 2
    ERROR = 3
    SIGNAL = 4


class Flag(IntEnum):
    """How a call is to be handled; flags are added up."""

    NO_REPLY = 1
    NO_AUTO_START = 2


@dataclass(frozen=True, slots=True)
class Variant:
    """A value that carries its type."""

    signature: str
    value: object


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``body`` has one value for each complete type of ``signature``; ``reply_to`` is the
    serial of the call that it answers.
    """

    kind: Kind
    path: str = ""
    interface: str = ""
    member: str = ""
    error: str = ""
    reply_to: int = 0
    destination: str = ""
    sender: str = ""
    signature: str = ""
    body: tuple[object, ...] = ()
    flags: int = 0
    serial: int = 0


def encode(message: Message, serial: int) -> bytes:
    """The bytes of ``message`` under the number ``serial``, 1 or more. Raises ``WireError`` for a value that
    does not fit its type.
    """
    try:
        body = _Writer()
        body.write_all(message.signature, message.body)
        fields = [
            (code, Variant(kind, value)) for name, code, kind in _FIELDS if (value := getattr(message, name))
        ]
        header = _Writer()
        start = (ord("l"), message.kind, message.flags, _VERSION, len(body.data), serial, fields)
        header.write_all(_HEADER, start)
        header.align(8)
    except (struct.error, TypeError, AttributeError, ValueError) as error:
        raise WireError(str(error)) from error
    return bytes(header.data + body.data)


def length_of(start: bytes) -> int | None:
    """How many bytes the message has that begins with ``start``; None while too few are there to tell.

    Raises ``WireError`` for what is no message, or one beyond ``MESSAGE_MOST_BYTES``.
    """
    if len(start) < _HEADER_LEAST_BYTES:
        return None
    order = _order(start)
    (body,) = struct.unpack_from(order + "I", start, 4)
    (fields,) = struct.unpack_from(order + "I", start, 12)
    total: int = _aligned(_HEADER_LEAST_BYTES + fields, 8) + body
    if start[3] != _VERSION or total > MESSAGE_MOST_BYTES:
        raise WireError("not a message, or one that is too long")
    return total


def decode(data: bytes) -> Message:
    """The one message in ``data``. Raises ``WireError`` for anything else."""
    try:
        return _decode(data)
    except (struct.error, IndexError, TypeError, ValueError) as error:
        raise WireError(str(error)) from error


def split(signature: str) -> tuple[str, ...]:
    """Its complete types: ``sa{sv}u`` has three. Raises ``WireError`` for one that is cut off."""
    found, at = [], 0
    while at < len(signature):
        end = _end_of_type(signature, at)
        found.append(signature[at:end])
        at = end
    return tuple(found)


def _decode(data: bytes) -> Message:
    reader = _Reader(data, _order(data))
    _, kind, flags, _, _, serial, fields = reader.read_all(_HEADER)
    values = {(code, variant.signature): variant.value for code, variant in fields}
    known = {name: values[code, of] for name, code, of in _FIELDS if (code, of) in values}
    reader.align(8)
    body = reader.read_all(known.get("signature", ""))
    return Message(kind=Kind(kind), flags=flags, serial=serial, body=body, **known)


def _order(data: bytes) -> str:
    orders = {ord("l"): "<", ord("B"): ">"}
    if data[0] not in orders:
        raise WireError("not a message")
    return orders[data[0]]


def _end_of_type(signature: str, at: int, depth: int = 0) -> int:
    if at >= len(signature) or depth > _DEPTH_MOST:
        raise WireError(f"the type {signature!r} is cut off or nested too deep")
    code = signature[at]
    if code == "a":
        return _end_of_type(signature, at + 1, depth + 1)
    if code not in "({":
        return at + 1
    end = at + 1
    while signature[end : end + 1] not in (")", "}"):
        end = _end_of_type(signature, end, depth + 1)
    if end == at + 1:
        # An array of nothings would have no end.
        raise WireError("a structure without members")
    return end + 1


def _members(kind: str) -> str:
    if kind[0] not in "({":
        raise WireError(f"the type {kind!r} is not known here")
    return kind[1:-1]


def _aligned(position: int, size: int) -> int:
    return -(-position // size) * size


class _Writer:
    def __init__(self) -> None:
        self.data = bytearray()

    def align(self, size: int) -> None:
        self.data.extend(bytes(_aligned(len(self.data), size) - len(self.data)))

    def write_all(self, signature: str, values: Sequence[object]) -> None:
        for kind, value in zip(split(signature), values, strict=True):
            self.write(kind, value)

    def write(self, kind: str, value: Any) -> None:
        self.align(_ALIGNED.get(kind[0], 4))
        if kind in _FIXED:
            self.data += struct.pack("<" + _FIXED[kind], value)
        elif kind in "sog":
            text = value.encode("utf-8")
            if b"\0" in text:
                raise WireError("a text ends where it holds a zero")
            self.data += struct.pack("<B" if kind == "g" else "<I", len(text)) + text + b"\0"
        elif kind == "v":
            self.write("g", value.signature)
            self.write(value.signature, value.value)
        elif kind[0] == "a":
            self._write_array(kind[1:], value)
        else:
            self.write_all(_members(kind), value)

    def _write_array(self, kind: str, values: Any) -> None:
        self.data += bytes(4)
        before = len(self.data)
        self.align(_ALIGNED.get(kind[0], 4))
        start = len(self.data)
        for value in values.items() if isinstance(values, Mapping) else values:
            self.write(kind, value)
        struct.pack_into("<I", self.data, before - 4, len(self.data) - start)


class _Reader:
    def __init__(self, data: bytes, order: str) -> None:
        self._data = data
        self._order = order
        self._at = 0
        self._depth = 0

    def align(self, size: int) -> None:
        self._at = _aligned(self._at, size)

    def read_all(self, signature: str) -> tuple[Any, ...]:
        return tuple(self.read(kind) for kind in split(signature))

    def read(self, kind: str) -> Any:
        self.align(_ALIGNED.get(kind[0], 4))
        if kind in _FIXED:
            value = self._fixed(_FIXED[kind])
            return bool(value) if kind == "b" else value
        if kind in "sog":
            text = self._take(self._fixed("B" if kind == "g" else "I"))
            self._take(1)
            return text.decode("utf-8")
        return self._read_nested(kind)

    def _read_nested(self, kind: str) -> Any:
        self._depth += 1
        if self._depth > _DEPTH_MOST:
            raise WireError("nested too deep")
        try:
            if kind == "v":
                (signature,) = split(self.read("g"))
                return Variant(signature, self.read(signature))
            if kind[0] == "a":
                return self._read_array(kind[1:])
            return self.read_all(_members(kind))
        finally:
            self._depth -= 1

    def _read_array(self, kind: str) -> Any:
        size = self._fixed("I")
        self.align(_ALIGNED.get(kind[0], 4))
        end = self._at + size
        values = []
        while self._at < end:
            values.append(self.read(kind))
        if self._at != end:
            raise WireError("an array is longer than it says")
        return dict(values) if kind[0] == "{" else values

    def _fixed(self, form: str) -> Any:
        (value,) = struct.unpack_from(self._order + form, self._data, self._at)
        self._at += struct.calcsize(form)
        return value

    def _take(self, size: int) -> bytes:
        taken = self._data[self._at : self._at + size]
        if len(taken) != size:
            raise WireError("cut off")
        self._at += size
        return taken
