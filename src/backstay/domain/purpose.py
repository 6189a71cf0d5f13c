"""What the program is and what it is not, in the words that every front end shows at the first start.

The texts are English; the window gives each to its translation in the context ``Purpose``.
"""

TITLE = "What Backstay is, and what it is not"
DOES = (
    "It leads you through posture and core-strength routines, times them, and keeps your own log of what "
    "you did and how it felt."
)
IS_NOT = (
    "It is a fitness and wellbeing tool, not a medical device. It makes no diagnosis and passes no verdict; "
    "you decide what you do. With ongoing pain, ask a health professional before you begin."
)
STAYS_HERE = "Everything stays on this computer, unless you export or share it yourself."
TEXTS = (DOES, IS_NOT, STAYS_HERE)
"""In the order in which they are read."""
