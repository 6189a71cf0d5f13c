"""Run as a process of its own: a window, ours or a bare one, that reports what it costs.

``python -m benchmarks.window bare|backstay paint|fill|idle [arguments of backstay]`` prints JSON:
the reading of the system's monotonic clock when the window, or for ``fill`` the page on it, is first
painted, and for ``idle`` what the window holds and does while nobody touches it.
"""

import sys


def main() -> int:
    """Open the window that is asked for and watch it."""
    what, how, *rest = sys.argv[1:]
    is_idle_wanted = how == "idle"
    if what == "bare":
        return _bare(is_idle_wanted)
    # In the order of the program itself: what needs no Qt comes before Qt. PySide reads the source
    # of every module that is imported after it, so another order would measure something else.
    import backstay.__main__
    import backstay.app
    import backstay.desktop.doorbell
    import backstay.desktop.preflight
    import backstay.logs
    from benchmarks.watch import watch_next_window

    watch_next_window("today" if how == "fill" else "", is_idle_wanted=is_idle_wanted)
    return backstay.__main__.main(rest)


def _bare(is_idle_wanted: bool) -> int:
    from PySide6.QtWidgets import QApplication, QWidget

    from benchmarks.watch import watch_next_window

    watch_next_window("", is_idle_wanted=is_idle_wanted)
    application = QApplication([])
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    return int(application.exec())


if __name__ == "__main__":
    raise SystemExit(main())
