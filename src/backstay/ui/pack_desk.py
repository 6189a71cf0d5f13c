"""Packs in the window: look at one that came, take it over, take that back, and make one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from backstay.domain.errors import BackstayError
from backstay.domain.routine import Routine
from backstay.ui.desk import Desk
from backstay.ui.overlay import Overlay

if TYPE_CHECKING:
    from backstay.catalogue.pack_import import Imported, ImportPlan


class PackDesk(QObject):
    """``overlay`` shows its pages; ``read_anew`` reads the library again, once files were written."""

    def __init__(self, window: QWidget, desk: Desk, overlay: Overlay, read_anew: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._desk, self._overlay, self._read_anew = window, desk, overlay, read_anew
        self._app = desk.app

    def look_at(self, path: Path) -> None:
        """Show what is in a pack, or why it cannot be opened; what another file would bring into the
        journal. Nothing is written yet.
        """
        from backstay.catalogue.pack_import import plan_import
        from backstay.catalogue.pack_read import read_pack
        from backstay.ui.pages.pack import PackPage, RefusedPackPage

        if not _is_pack(path):
            self._look_into(path)
            return
        library = self._app.library
        try:
            pack = read_pack(path, library.exercises)
            plan = plan_import(pack, library, self._app.paths.user_routines)
        except BackstayError as error:
            refused = RefusedPackPage(error)
            refused.left.connect(self._overlay.close)
            self._overlay.show(refused)
            return
        page = PackPage(plan)
        page.left.connect(self._overlay.close)
        page.taken.connect(partial(self._take, plan))
        self._overlay.show(page)

    def _look_into(self, path: Path) -> None:
        from backstay.ui.pages.exchange import ExchangePage

        self._overlay.lay(ExchangePage(self._desk, path))

    def make(self, routine: Routine) -> None:
        """Ask whose it is and where it goes, and write the pack."""
        from backstay.ui.pages.pack_making import PackMakingPage

        page = PackMakingPage(routine)
        page.left.connect(self._overlay.close)
        page.asked.connect(partial(self._write, routine))
        self._overlay.show(page)

    def _take(self, plan: "ImportPlan", replace: frozenset[tuple[str, str]]) -> None:
        from backstay.catalogue.pack_import import import_pack

        try:
            imported = import_pack(plan, replace)
        except BackstayError as error:
            self._desk.toast("\n".join(error.lines()))
            return
        self._read_anew()
        self._overlay.close()
        routine_id = next((path.stem for path in imported.written if path.parent.name == "routines"), "")
        self._desk.show_page("routines", routine_id)
        self._desk.toast(self._taken_words(plan, len(imported.written)), partial(self._take_back, imported))

    def _taken_words(self, plan: "ImportPlan", count: int) -> str:
        if count == 0:
            return self.tr("Everything stays as it is.")
        words = self.tr("1 file taken over") if count == 1 else self.tr("{count} files taken over")
        return self.tr("{words} from “{name}”.").format(words=words.format(count=count), name=plan.pack.name)

    def _take_back(self, imported: "Imported") -> None:
        from backstay.catalogue.pack_import import take_back

        self._try(lambda: take_back(imported))
        self._read_anew()
        self._desk.show_page("routines")

    def _write(self, routine: Routine, author: str, licence: str) -> None:
        from backstay.catalogue.pack import PACK_SUFFIX
        from backstay.catalogue.pack_write import write_pack

        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the pack"),
            str(Path.home() / f"{routine.id}{PACK_SUFFIX}"),
            self.tr("Packs (*{suffix})").format(suffix=PACK_SUFFIX),
        )
        if not chosen:
            return

        def write() -> None:
            path = write_pack(Path(chosen), (routine.id,), self._app.library, author=author, licence=licence)
            self._overlay.close()
            self._desk.toast(self.tr("Saved as {file}.").format(file=path.name))

        self._try(write)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except BackstayError as error:
            self._desk.toast("\n".join(error.lines()))


def _is_pack(path: Path) -> bool:
    from backstay.catalogue.pack import PACK_SUFFIX
    from backstay.exchange.reading import is_archive_of_others

    try:
        return path.suffix.lower() == PACK_SUFFIX or is_archive_of_others(path)
    except BackstayError:
        # Why it cannot be read is told where it is looked into.
        return False
