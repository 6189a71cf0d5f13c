"""The sheets there are, and the one that is usual here."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize

from backstay.domain.report import Paper
from backstay.ui.report.ink import MM

# Where letter paper is in the shops; everywhere else it is A4.
_LETTER_COUNTRIES = frozenset(
    {
        QLocale.Country.UnitedStates,
        QLocale.Country.Canada,
        QLocale.Country.Mexico,
        QLocale.Country.Philippines,
        QLocale.Country.Colombia,
        QLocale.Country.Venezuela,
        QLocale.Country.Chile,
        QLocale.Country.PuertoRico,
    }
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole sheet and the margins that no printer cuts off, in hundredths of a millimetre."""

    width: float
    height: float
    side: float = 16 * MM
    top: float = 13 * MM
    bottom: float = 11 * MM

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.side


def sheet_of(paper: Paper) -> Sheet:
    """The sheet as it lies upright."""
    size = QPageSize(page_id(paper)).size(QPageSize.Unit.Millimeter)
    return Sheet(size.width() * MM, size.height() * MM)


def page_id(paper: Paper) -> QPageSize.PageSizeId:
    """Qt's name of the sheet."""
    return {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}[paper]


def usual_paper(locale: QLocale | None = None) -> Paper:
    """The sheet of the country of ``locale``, which is that of the computer."""
    country = (locale or QLocale.system()).territory()
    return Paper.LETTER if country in _LETTER_COUNTRIES else Paper.A4
