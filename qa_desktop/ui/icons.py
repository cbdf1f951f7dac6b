"""Icons drawn for this program (``resources/icons``), tinted with a colour of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qa_desktop import paths
from qa_desktop.ui import theme

_SIZES = (16, 20, 24, 48)
"""Logical; each is drawn for a plain screen and for the finest one that there is."""


def icon(name: str, color: str = "ink", checked: str = "accent") -> QIcon:
    """The icon ``name`` in two colours of the palette (normal, and while checked).

    Ask again after a change of theme. An unknown name is a bug: ``FileNotFoundError``.
    """
    colors = theme.current()
    tints = (getattr(colors, color), getattr(colors, checked), colors.muted)
    finest = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return _icon(name, *tints, finest)


@cache
def _icon(name: str, normal: str, checked: str, disabled: str, finest: float) -> QIcon:
    source = paths.resources("icons", f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    sizes = sorted({round(size * scale) for size in _SIZES for scale in (1.0, finest)})
    for tint, mode, state in (
        (normal, QIcon.Mode.Normal, QIcon.State.Off),
        (checked, QIcon.Mode.Normal, QIcon.State.On),
        (disabled, QIcon.Mode.Disabled, QIcon.State.Off),
    ):
        picture = QSvgRenderer(QByteArray(source.replace("currentColor", tint).encode()))
        for size in sizes:
            made.addPixmap(_pixmap(picture, size), mode, state)
    return made


def _pixmap(picture: QSvgRenderer, size: int) -> QPixmap:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    picture.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return QPixmap.fromImage(image)
