"""Which entries are wanted: of a kind, about a region, of a routine, with certain words; all together."""

import unicodedata
from dataclasses import dataclass

from backstay.domain.history import SessionRecord
from backstay.domain.pain import PainEntry, Region
from backstay.journal.change import Kind
from backstay.journal.chronicle import Entry
from backstay.ui.pages.journal_words import kind_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """None and empty words ask for nothing. Of ``text`` every word has to be found."""

    kind: Kind | None = None
    region: Region | None = None
    routine: str = ""
    text: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.kind or self.region or self.routine or self.text.strip())

    def suits(self, entry: Entry) -> bool:
        """Whether the entry is what is wanted, but for its words."""
        if self.kind is not None and kind_of(entry) is not self.kind:
            return False
        if self.region is not None and not (
            isinstance(entry, PainEntry) and entry.pain.region is self.region
        ):
            return False
        return not self.routine or (
            isinstance(entry, SessionRecord) and entry.plan.routine_name == self.routine
        )

    def words(self) -> tuple[str, ...]:
        """The words to be found, folded."""
        return tuple(folded(self.text).split())


def folded(text: str) -> str:
    """``text`` without accents and in one case: what is compared when somebody looks for a word."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
