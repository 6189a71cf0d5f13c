"""What a page of the journal's entries shows while there are none: why, and the next step."""

from backstay.ui import tokens
from backstay.ui.desk import Desk
from backstay.ui.widgets.buttons import PrimaryButton
from backstay.ui.widgets.cards import Card
from backstay.ui.widgets.flow import FlowLayout
from backstay.ui.widgets.labels import PlainLabel


class EmptyCard(Card):
    """``title`` and ``words`` for a journal that is new; one that cannot be read says so itself.

    ``page`` is the page's name and begins the object names. Another way on goes into ``buttons``.
    """

    def __init__(self, desk: Desk, page: str, title: str, words: str) -> None:
        super().__init__(f"{page}_empty")
        journal = desk.app.journal
        if not journal.is_writable:
            # There may be years in a file that could not be opened.
            title, words = self.tr("No entries can be shown"), journal.notice or ""
        self.body.addWidget(PlainLabel(title, role="lead", wrap=True, name=f"{page}_empty_title"))
        self.body.addWidget(PlainLabel(words, tone="soft", wrap=True))
        button = PrimaryButton(self.tr("Go to Today"), name=f"{page}_to_today")
        button.clicked.connect(lambda: desk.show_page("today"))
        self.body.addSpacing(tokens.GRID)
        self.buttons = FlowLayout()
        self.buttons.addWidget(button)
        self.body.addLayout(self.buttons)
