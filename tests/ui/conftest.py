"""What the window's tests share: the real app over an empty folder, and the window around it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backstay.app import App, build
from backstay.domain.preferences import Preferences, Theme
from backstay.domain.routine import Routine
from backstay.paths import find_paths
from backstay.ui.desk import Desk
from backstay.ui.main_window import MainWindow
from backstay.ui.theme import Appearance
from backstay.ui.widgets.page_frame import ScrollPage
from backstay.unfinished import Unfinished
from tests.fakes import HandClock, HeldScreen, RestingTending, WrittenPanel, WrittenTones, WrittenVoice
from tests.ui.diary import Diary
from tests.ui.visit import Visit

NO_FRAME = "This plugin does not support propagateSizeHints"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform draws no frame and warns that it cannot hint its size; nothing depends on it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(NO_FRAME, extend=True))


@pytest.fixture
def clock(request: pytest.FixtureRequest) -> HandClock:
    """Sunday 22 November 2026, 8:30, until it is moved. A test marked ``pace`` has so many seconds in
    one, so that real timers fire at once.
    """
    mark = request.node.get_closest_marker("pace")
    return HandClock(pace=mark.args[0] if mark else 1.0)


@pytest.fixture
def tones() -> WrittenTones:
    """Tones that are noted instead of played."""
    return WrittenTones()


@pytest.fixture
def voice() -> WrittenVoice:
    """A voice that is noted instead of heard."""
    return WrittenVoice()


@pytest.fixture
def screen() -> HeldScreen:
    """A screen that goes dark in no test."""
    return HeldScreen()


@pytest.fixture
def panel() -> WrittenPanel:
    """A desktop's panel with its keys."""
    return WrittenPanel()


@pytest.fixture
def app(
    tmp_path: Path,
    clock: HandClock,
    tones: WrittenTones,
    voice: WrittenVoice,
    screen: HeldScreen,
    panel: WrittenPanel,
) -> Iterator[App]:
    """Somebody who has just begun."""
    paths = find_paths(tmp_path)
    with closing(
        build(
            paths,
            window=True,
            clock=clock,
            tones=tones,
            voice=voice,
            screen=screen,
            media_keys=panel,
            tending=RestingTending(paths, clock),
        )
    ) as made:
        yield made


@pytest.fixture
def diary(app: App) -> Diary:
    """An empty journal, on a Sunday in November."""
    return Diary(app)


@dataclass
class WrittenDesk:
    """A desk that notes what a page asks of the window."""

    app: App
    said: list[str] = field(default_factory=list)
    undo: Callable[[], None] | None = None
    shown: list[tuple[str, str]] = field(default_factory=list)
    started: list[Routine] = field(default_factory=list)
    tried: list[Routine] = field(default_factory=list)
    given_away: list[Routine] = field(default_factory=list)
    gone_on: list[Unfinished] = field(default_factory=list)
    laid_over: list[ScrollPage] = field(default_factory=list)

    def desk(self) -> Desk:
        """The desk to hand to a page."""
        return Desk(
            self.app,
            self.toast,
            self.show_page,
            self.start_routine,
            lambda: None,
            lambda: None,
            self.given_away.append,
            self.gone_on.append,
            self.laid_over.append,
        )

    def start_routine(self, routine: Routine, *, is_trial: bool = False) -> None:
        """Note what is started, or tried."""
        (self.tried if is_trial else self.started).append(routine)

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Note what is said."""
        self.said.append(text)
        self.undo = undo

    def show_page(self, page: str, item: str = "") -> None:
        """Note what is shown."""
        self.shown.append((page, item))


@pytest.fixture
def written(app: App) -> WrittenDesk:
    """A desk without a window."""
    return WrittenDesk(app)


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Appearance:
    """The application dressed once; a fresh sheet for every test would be most of its time."""
    return Appearance(qapp, Preferences(theme=Theme.LIGHT))


@pytest.fixture
def window(app: App, qtbot: QtBot, appearance: Appearance) -> MainWindow:
    """The window as the program opens it, shown."""
    # The window of the test before would take the keys away as it goes.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    appearance.apply(replace(app.preferences, theme=Theme.LIGHT))
    app.on_preferences(appearance.apply)
    made = MainWindow(app, key_guard_s=0.0)
    qtbot.addWidget(made)
    made.open()
    made.show()
    qtbot.waitExposed(made)
    # On a busy computer the files take more than one slice to read.
    qtbot.waitUntil(lambda: made.current_page != "")
    qtbot.waitUntil(lambda: is_activated(made))
    return made


def is_activated(window: MainWindow) -> bool:
    """Whether the keys are with the window, for which it asks once more."""
    window.activateWindow()
    QApplication.processEvents()
    return window.isActiveWindow()


@pytest.fixture
def visit(app: App, window: MainWindow, clock: HandClock, qtbot: QtBot) -> Visit:
    """Somebody in front of the window who has started nothing yet."""
    return Visit(app, window, clock, qtbot)
