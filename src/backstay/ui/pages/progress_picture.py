"""The chart as a file: where it goes is asked, and what became of it is said."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QFileDialog, QWidget

from backstay.domain.errors import BackstayError
from backstay.ui.chart.data import ChartData
from backstay.ui.desk import Desk

_SIZE_PX = QSize(1120, 520)
# Sharp on paper as on a screen with small dots.
_SCALE = 2.0


def save_chart(desk: Desk, data: ChartData, window: QWidget) -> None:
    """Ask for a name and write the chart of ``data`` there, as SVG or PNG by its ending."""
    from backstay.ui.chart.picture import save_picture

    translate = QCoreApplication.translate
    name = f"backstay-{data.first.isoformat()}-{data.last.isoformat()}.svg"
    chosen, kind = QFileDialog.getSaveFileName(
        window,
        translate("Progress", "Save the chart"),
        str(Path.home() / name),
        translate("Progress", "Drawing (*.svg);;Picture (*.png)"),
    )
    if not chosen:
        return
    path = _with_ending(Path(chosen), ".png" if "*.png" in kind else ".svg")
    try:
        save_picture(data, path, _SIZE_PX, _SCALE)
    except BackstayError as error:
        desk.toast("\n".join(error.lines()))
        return
    desk.toast(translate("Progress", "Saved as {file}.").format(file=path.name))


def _with_ending(path: Path, ending: str) -> Path:
    """A name without an ending gets the one of the kind that was chosen."""
    return path if path.suffix else path.with_suffix(ending)
