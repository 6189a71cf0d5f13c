"""A table that is read and not changed: no grid, no numbers of rows, and Tab leads on."""

from PySide6.QtWidgets import QTableView, QWidget


class QuietTable(QTableView):
    """Scrolls by pixels; ``label`` is what a screen reader calls it. Rows are taken as a whole unless
    ``by_cells``.
    """

    def __init__(
        self, label: str, *, name: str, by_cells: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        if not by_cells:
            self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
