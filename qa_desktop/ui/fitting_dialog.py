"""Dialogs that are as high as their words need, and no larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

_TITLE_BAR = 32


def resize_on_screen(dialog: QDialog, wanted: QSize) -> None:
    """``wanted``, or what the screen has: at 200 % the buttons would stand below its edge."""
    room = dialog.screen().availableSize()
    dialog.resize(wanted.boundedTo(QSize(room.width(), room.height() - _TITLE_BAR)))


class FittingDialog(QDialog):
    """Qt stops at two thirds of the screen, and wrapped words then lie over what is below them."""

    def fit(self) -> None:
        """After its words have changed."""
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        width = max(self.width(), layout.totalMinimumSize().width())
        high = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else -1
        self.resize(width, max(high, layout.totalSizeHint().height() if high < 0 else 0))

    def showEvent(self, event: QShowEvent) -> None:
        self.ensurePolished()
        self.fit()
        super().showEvent(event)


class ScrollingDialog(FittingDialog):
    """Its middle, ``body``, goes up and down where the screen has not the room (200 %, large
    fonts); what ``stand`` is given stays in sight below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget(objectName="dialog_body")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self._scroll = QScrollArea(self, objectName="dialog_scroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)

    def stand(self, *parts: QWidget | QLayout, side: int = 24, top: int = 20) -> None:
        """Lay out the middle and, below it, these."""
        column = QVBoxLayout(self)
        column.setContentsMargins(side, top, side, top)
        column.setSpacing(12)
        column.addWidget(self._scroll, 1)
        for part in parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)

    def show_part(self, part: QWidget) -> None:
        """Go to where it stands in the middle, when it has been laid out."""
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part))

    def fit(self) -> None:
        column = self.layout()
        if column is None:
            return
        edges = column.contentsMargins()
        width = max(self.width(), self.minimumWidth())
        room = width - edges.left() - edges.right()
        self.body.activate()
        heights = [_height(self.body, room)]
        for place in range(1, column.count()):
            item = column.itemAt(place)
            if item is not None and not item.isEmpty():
                wraps = item.hasHeightForWidth()
                heights.append(item.heightForWidth(room) if wraps else item.sizeHint().height())
        high = sum(heights) + column.spacing() * (len(heights) - 1) + edges.top() + edges.bottom()
        most = self.screen().availableSize().height() - _TITLE_BAR
        self.resize(width, min(high, most))


def _height(layout: QLayout, width: int) -> int:
    least = layout.totalMinimumSize().height()
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else least
