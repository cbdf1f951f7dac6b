"""Icons drawn for this program (``resources/icons``), tinted with a colour of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qa_desktop import paths
from qa_desktop.ui import theme

# logical sizes times the scalings that screens have (100 to 300 %)
_SIZES = (16, 20, 24, 32, 48, 64, 96)


def icon(name: str, color: str = "ink", checked: str = "accent") -> QIcon:
    """The icon ``name`` in two colours of the palette (normal, and while checked).

    Ask again after a change of theme. An unknown name is a bug: ``FileNotFoundError``.
    """
    colors = theme.current()
    return _icon(name, getattr(colors, color), getattr(colors, checked), colors.muted)


@cache
def _icon(name: str, normal: str, checked: str, disabled: str) -> QIcon:
    source = paths.resources("icons", f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for tint, mode, state in (
        (normal, QIcon.Mode.Normal, QIcon.State.Off),
        (checked, QIcon.Mode.Normal, QIcon.State.On),
        (disabled, QIcon.Mode.Disabled, QIcon.State.Off),
    ):
        drawing = QSvgRenderer(QByteArray(source.replace("currentColor", tint).encode()))
        for size in _SIZES:
            made.addPixmap(_pixmap(drawing, size), mode, state)
    return made


def _pixmap(drawing: QSvgRenderer, size: int) -> QPixmap:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return QPixmap.fromImage(image)
