"""The words about a journal that is damaged, empty or gone, and about what came back."""

from PySide6.QtCore import QCoreApplication

from backstay.care.recovery import Harm, Offers, Recovered
from backstay.domain.moment import Moment
from backstay.ui.pages.care_words import contents_text, when_text

translate = QCoreApplication.translate
_CONTEXT = "Recovery"


def harm_title(harm: Harm) -> str:
    """What happened, as the title of the page."""
    return {
        Harm.GONE: translate(_CONTEXT, "Your journal is gone"),
        Harm.EMPTY: translate(_CONTEXT, "Your journal is empty"),
        Harm.UNREADABLE: translate(_CONTEXT, "Your journal cannot be read"),
        Harm.IN_PART: translate(_CONTEXT, "Your journal is damaged"),
    }[harm]


def kept_text(harm: Harm) -> str:
    """That nothing was done, and that nothing will be lost by what is chosen."""
    if harm is Harm.GONE:
        return translate(
            _CONTEXT,
            "Nothing was changed. If you have moved the file, close Backstay and put it back. Else its "
            "backups can take its place. Until then nothing can be saved.",
        )
    if harm is Harm.IN_PART:
        return translate(
            _CONTEXT,
            "Nothing was changed. Whatever you choose here, this file is kept. You can also go back and only "
            "read.",
        )
    return translate(
        _CONTEXT,
        "Nothing was changed. Whatever you choose here, this file is kept. Until then nothing can be saved.",
    )


def backup_text(offers: Offers, now: Moment) -> str:
    """What the newest good backup holds, and what the change files add to it."""
    parts = []
    if offers.backup is not None and offers.backup_contents is not None:
        words = translate(_CONTEXT, "The newest sound backup is of {when}: {contents}.")
        when = when_text(offers.backup.made_at, now)
        parts.append(words.format(when=when, contents=contents_text(offers.backup_contents)))
        if offers.from_changes:
            more = translate(_CONTEXT, "The change files add {records} from after it.")
            parts.append(more.format(records=_records_text(offers.from_changes)))
    elif offers.from_changes:
        words = translate(_CONTEXT, "There is no sound backup, but the change files hold {records}.")
        parts.append(words.format(records=_records_text(offers.from_changes)))
    return " ".join(parts)


def is_rescue_more(offers: Offers) -> bool:
    """Whether the damaged file itself still holds more than the backup and the change files."""
    backed_up = sum(offers.backup_contents.rows.values()) if offers.backup_contents is not None else 0
    return offers.salvage is not None and len(offers.salvage.rows) > backed_up + offers.from_changes


def salvage_text(offers: Offers) -> str:
    """How much of the file itself can still be read; empty without anything."""
    found = offers.salvage
    if found is None or not found.rows:
        return ""
    words = translate(
        _CONTEXT,
        "Of the damaged file itself {sound} of {all} records can still be read, each proved by its checksum. "
        "Rescuing them also takes in whatever the backups and the change files hold.",
    )
    sound = len(found.rows)
    return words.format(sound=f"{sound:,}", all=f"{sound + found.damaged + found.missing:,}")


def recovered_text(recovered: Recovered) -> str:
    """What the journal holds now, and where the former file is."""
    parts = [f"{contents_text(recovered.contents)}."]
    if recovered.kept is not None:
        kept = translate(_CONTEXT, "The former file is kept as {file}.")
        parts.append(kept.format(file=recovered.kept.name))
    if recovered.trouble:
        parts.append(recovered.trouble)
    return " ".join(parts)


def _records_text(count: int) -> str:
    if count == 1:
        return translate(_CONTEXT, "1 record")
    return translate(_CONTEXT, "{count} records").format(count=f"{count:,}")
