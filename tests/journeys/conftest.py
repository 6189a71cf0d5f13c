"""The window's journeys use the same app, clock and window as the window's tests."""

from pathlib import Path

import pytest

from tests.ui.conftest import NO_FRAME, app, appearance, clock, panel, screen, tones, visit, voice, window

__all__ = ["app", "appearance", "clock", "panel", "screen", "tones", "visit", "voice", "window"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """As for the window's tests: the offscreen platform draws no frame, and says so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(NO_FRAME, extend=True))
