"""The signs at which to get help, to stop, or to ask first: one list for everybody, in one place, so
that the window and the terminal say the same. Nothing is asked, counted or concluded from it.

The texts are English; the window gives each to its translation in the context ``Safety``.
"""

from collections.abc import Callable
from dataclasses import dataclass

EMERGENCY_NUMBER = "[0-9 +]{0,20}"
"""What an emergency number may look like, as a regular expression: digits, spaces and plus."""

LIMITS = "This list cannot rule anything out. If you are worried, ask a health professional."
SAME_FOR_ALL = "The page is the same for everybody. It asks nothing and keeps nothing."
SOURCES = (
    "After the back pain advice of the British National Health Service; the cauda equina cards by "
    "Greenhalgh, Finucane and Mercer; the IFOMPT framework for serious spinal pathology (2020); and the "
    "leaflets on when to stop exercising by Geisinger and Allina Health. The words are our own."
)
LISTED_ON = "22 November 2026"
"""The day of the lists as they stand."""

_CALL = "call {number}"
_CALL_SOMEONE = "call the emergency number of the place where you are, such as 112, 999 or 911"


@dataclass(frozen=True, slots=True)
class Signs:
    """One list: its ``title``, what to do, the signs, and a ``note`` beneath them, which may be empty.

    ``{call}`` in ``advice`` and ``note`` is whom to call; ``with_call`` fills it in.
    """

    id: str
    title: str
    advice: str
    signs: tuple[str, ...]
    note: str = ""


# Cauda equina cards (Greenhalgh, Finucane and Mercer) and NHS back pain advice; the last two lines are
# the usual signs of an emergency of heart, lungs or great vessels.
CALL_NOW = Signs(
    "call_now",
    "Call now",
    "If one of these comes on, with or without back pain, {call}, or go to an emergency department.",
    (
        "new numbness or tingling around genitals or back passage, in the inner thighs or the buttocks",
        "trouble starting, stopping or feeling urine; leaking; not knowing that bladder or bowel is full",
        "loss of control over the bowel",
        "a new change in sexual function or feeling",
        "pain, tingling, weakness or numbness in both legs",
        "severe or growing weakness of a leg, or legs that have become unsteady",
        "pain that began after a serious accident or fall",
        "chest pain, or pressure in the chest that spreads to the arm, the jaw or the back",
        "breathlessness, fainting, or coughing up blood",
        "a sudden tearing pain in the chest or the back",
    ),
    "New means within about two weeks. When in doubt, count it as new.",
)

# NHS back pain advice, with the historic ages and the band-like pain of the usual lists beside it.
ADVICE_SOON = Signs(
    "advice_soon",
    "Get advice soon",
    "Back pain with any of these: ask a doctor or the advice line of your health service soon, and do not "
    "start the routine until then.",
    (
        "fever, or feeling very unwell",
        "weight loss that you cannot explain",
        "a lump on the back, or a back that has changed its shape",
        "pain that rest does not ease, or that is worse at night",
        "pain that is worse when you cough, sneeze or open your bowels",
        "pain at the top of the back, between the shoulder blades",
        "pain like a band around the chest or the trunk",
        "new numbness or weakness in one leg",
        "pain that has not eased within six weeks",
        "a first back pain before about 20 or after about 55",
        "cancer, now or in the past",
        "thin bones (osteoporosis), steroids for a long time, or a minor fall in older age",
        "lowered immunity, a recent infection, or injected drugs",
    ),
    "Pain between the shoulder blades often comes from a muscle; even so, health services like to have it "
    "looked at. If it is new, or another sign of this list comes with it, get advice first. With a sign "
    "under “Call now”, act on that list.",
)

# Leaflets for the end of an exercise session by Geisinger and Allina Health.
STOP_NOW = Signs(
    "stop_now",
    "Stop at once",
    "When you notice one of these during an exercise, stop for today.",
    (
        "pressure or pain in the chest, neck, jaw or arm",
        "unusual breathlessness, dizziness or faintness, a racing or uneven heartbeat, cold sweat or nausea",
        "new numbness, tingling or weakness",
        "sharp, sudden or spreading pain",
        "pain of 6 or more out of 10, or clearly above your usual",
    ),
    "If it does not pass within a few minutes, {call}. If it comes back each time, ask a doctor.",
)

# The topics that readiness questions before exercise have in common, as advice instead of a form.
ASK_FIRST = Signs(
    "ask_first",
    "Ask first",
    "If one of these is true for you, ask your doctor or physiotherapist before you begin, and again "
    "when something changes.",
    (
        "a heart problem, or high blood pressure",
        "chest pain, at rest or with effort",
        "dizziness or blackouts in the last twelve months",
        "another long-lasting illness, or medicines that you take regularly",
        "a bone, joint or muscle problem that activity makes worse",
        "somebody told you to exercise only under supervision",
        "pregnancy, or a birth not long ago",
        "an operation in the last three months",
        "thin bones (osteoporosis)",
    ),
)

LISTS = (CALL_NOW, STOP_NOW, ADVICE_SOON, ASK_FIRST)
"""In the order in which they are read."""


def call_words(number: str, say: Callable[[str], str] = str) -> str:
    """Whom to call, to stand inside a sentence: the person's own ``number``, or examples of one while
    it is empty. ``say`` translates.
    """
    number = " ".join(number.split())
    return say(_CALL).format(number=number) if number else say(_CALL_SOMEONE)


def with_call(text: str, number: str, say: Callable[[str], str] = str) -> str:
    """The advice or the note of a list with whom to call in it. ``say`` translates."""
    return say(text).replace("{call}", call_words(number, say))
