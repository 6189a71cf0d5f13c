"""Qt's own messages go to the program's log instead of the terminal of the person, as far as they cannot
quote what somebody wrote (docs/decisions/0032-crashes-without-content.md).
"""

import logging
import re
from collections.abc import Callable

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from backstay.logs import without_home

_LOG = logging.getLogger("backstay.qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# These speak of screens, drivers and the desktop; none of them ever holds a text or a file of the person.
_TOLD_WHOLE = frozenset(
    {
        "qt.glx",
        "qt.qpa.gl",
        "qt.qpa.plugin",
        "qt.qpa.screen",
        "qt.qpa.theme",
        "qt.qpa.wayland",
        "qt.qpa.xcb",
        "qt.rhi.general",
    }
)
# Who spoke, or how a message begins that a screen reader's question leads to: words of Qt and the protocol.
_BEGINNING = re.compile(
    r"Could not find accessible on path(?=:)"
    r"|AtSpiAdaptor::\w{1,60} does not implement [\"']?\w{1,60}[\"']?"
    r"|Q[A-Z]\w{1,60}(?:::~?\w{1,60}){0,3}(?=[(: ])"
)
_MOST = 500


def keep_qt_messages(on_fatal: Callable[[str], None]) -> None:
    """Write from now on what Qt says to the log. ``on_fatal`` hears, in the same words, of what Qt ends the
    process for, just before.
    """

    def keep(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        told = told_of_qt(context.category or "default", text)
        _LOG.log(_LEVELS.get(kind, logging.WARNING), "%s", told)
        if kind is QtMsgType.QtFatalMsg:
            on_fatal(f"Qt ended the program: {told}")

    qInstallMessageHandler(keep)


def told_of_qt(category: str, text: str) -> str:
    """What may be told of one message: its category, and its text where that can quote nobody; of any other
    only which part of Qt spoke, or how it always begins.
    """
    if category in _TOLD_WHOLE:
        return f"{category}: {without_home(text)[:_MOST]}"
    beginning = _BEGINNING.match(text)
    return f"{category}: {beginning[0]} …" if beginning else f"{category}: …"
