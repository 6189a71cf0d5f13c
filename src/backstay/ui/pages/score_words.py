"""What a pain score can be about besides its place: how it feels, and when it is or was."""

from dataclasses import dataclass

from backstay.domain.pain import Doing, PainScore, Quality, Recall, Timing
from backstay.ui.chart.things import doing_names, quality_names
from backstay.ui.chart.words import timing_name
from backstay.ui.wording import translate


@dataclass(frozen=True, slots=True)
class Occasion:
    """When it hurts, as one choice: seen from a session, over which span, and while doing what."""

    timing: Timing = Timing.NOW
    recall: Recall = Recall.NOW
    doing: Doing | None = None

    @staticmethod
    def of(pain: PainScore) -> "Occasion":
        """That of a score."""
        return Occasion(pain.timing, pain.recall, pain.doing)


AT_THE_TIME = Occasion()
USUAL = (
    AT_THE_TIME,
    Occasion(Timing.BEFORE),
    Occasion(Timing.DURING),
    Occasion(Timing.AFTER),
    Occasion(Timing.NEXT_MORNING),
    Occasion(doing=Doing.AT_REST),
    Occasion(doing=Doing.RUNNING),
    Occasion(recall=Recall.LAST_7_DAYS),
)
"""Those that can be chosen."""


def occasion_text(occasion: Occasion) -> str:
    """``The morning after, at rest``."""
    parts = [timing_name(occasion.timing)]
    if occasion.doing is not None:
        parts.append(doing_text(occasion.doing))
    if occasion.recall is Recall.LAST_7_DAYS:
        parts.append(translate("Pain", "on average over the last 7 days"))
    text = ", ".join(filter(None, parts)) or translate("Pain", "at that moment")
    return text[:1].upper() + text[1:]


def doing_text(doing: Doing) -> str:
    """``while running``."""
    return doing_names()[doing]


def quality_text(quality: Quality) -> str:
    """``Pins and needles``."""
    words = quality_names()[quality]
    return words[:1].upper() + words[1:]
