"""What is said over the message bus, as values; jeepney is loaded when the first of it is made or read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jeepney import Message


@dataclass(frozen=True, slots=True)
class Method:
    """Something that can be called: whose it is, where, and the types that it takes."""

    owner: str
    path: str
    interface: str
    member: str
    signature: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, and the name of the connection it came from."""

    sender: str
    body: tuple[object, ...]


def text_of(message: "Message", name: str) -> str:
    """A field of its header, such as ``member`` or ``sender``; empty where it has none."""
    from jeepney import HeaderFields

    return str(message.header.fields.get(HeaderFields[name], ""))


def is_signal(message: "Message", interface: str, member: str) -> bool:
    """Whether it tells of its own accord what the two name."""
    from jeepney import MessageType

    is_told = message.header.message_type is MessageType.signal
    return is_told and (text_of(message, "interface"), text_of(message, "member")) == (interface, member)


def call_of(method: Method, values: tuple[object, ...]) -> "Message":
    """The call with these arguments."""
    from jeepney import DBusAddress, MessageFlag, new_method_call

    place = DBusAddress(method.path, method.owner, method.interface)
    message = new_method_call(place, method.member, method.signature or None, values)
    # A service that does not run yet looks after nothing that we could want.
    message.header.flags |= MessageFlag.no_auto_start
    return message


def unanswered(message: "Message") -> "Message":
    """The same, and nobody needs to answer it."""
    from jeepney import MessageFlag

    message.header.flags |= MessageFlag.no_reply_expected
    return message


def number_answered(message: "Message") -> int:
    """The number of the call that it answers; 0 when it answers none."""
    from jeepney import HeaderFields

    number: int = message.header.fields.get(HeaderFields.reply_serial, 0)
    return number


def is_error(message: "Message") -> bool:
    """Whether a call was refused."""
    from jeepney import MessageType

    return message.header.message_type is MessageType.error


def reply_of(message: "Message") -> Reply:
    """What an answer says."""
    return Reply(text_of(message, "sender"), message.body)
