"""The errors a person may read; the window and the command line show the same words.

Each says what happened, where, what was expected and what mends it. A subclass exists
only where a caller has to act differently.
"""


class BackstayError(Exception):
    """Something a person can understand and usually mend.

    ``what`` is one plain sentence. ``where`` names a file, line or option, ``expected`` the
    allowed values, ``mend`` the next step; each may be empty.
    """

    def __init__(self, what: str, *, where: str = "", expected: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.expected = expected
        self.mend = mend

    def lines(self) -> tuple[str, ...]:
        """The whole message, a line for each part that is known."""
        parts = (("", self.what), ("where: ", self.where), ("expected: ", self.expected))
        shown = [label + text for label, text in parts if text]
        return (*shown, f"mend: {self.mend}") if self.mend else tuple(shown)

    def __str__(self) -> str:
        return "\n".join(self.lines())


class InputError(BackstayError):
    """What the person gave is not something the program can take; nothing was written."""


class JournalError(BackstayError):
    """The journal could not be read or written."""


class NotSavedError(JournalError):
    """A write did not reach the disk: full, read-only, busy or failing. It may be tried again."""


class MissingLibraryError(BackstayError):
    """This computer lacks a library that the program needs."""
