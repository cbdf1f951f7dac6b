"""Colours, fonts and icons: one palette in light and dark, and everything painted from it.

The style sheet is ``resources/styles/app.qss`` with ``$names`` of :class:`Palette`; widgets that
paint themselves ask :func:`current` and drop their caches on ``PaletteChange``.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from functools import cache
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from qa_desktop import paths
from qa_desktop.ui import i18n

ThemeMode = Literal["system", "light", "dark"]


@dataclass(frozen=True)
class Palette:
    """Every colour of the program as ``#rrggbb``.

    Text colours (ink, muted, accent and the kinds) keep a contrast of 4.5:1 on every surface
    that they stand on, borders and handles of controls 3:1; ``tests/ui/test_theme.py`` and
    ``tests/ui/accessibility`` measure it.
    """

    name: Literal["light", "dark"]
    # surfaces
    background: str
    pane: str
    raised: str
    chip: str
    line: str
    """Between things; what is a control by its border has ``edge``."""
    edge: str
    current: str
    # text
    ink: str
    muted: str
    accent: str
    on_accent: str
    accent_pressed: str
    # kinds: the colour of letters and lines, and the soft surface under them
    strength: str
    strength_soft: str
    weakness: str
    weakness_soft: str
    note: str
    note_soft: str
    question: str
    question_soft: str
    critical: str
    critical_soft: str
    # the timeline
    wave_agent: str
    wave_customer: str
    overview: str
    overview_wave: str
    playhead: str

    def color(self, name: str) -> QColor:
        return QColor(getattr(self, name))

    def kind(self, kind: str) -> tuple[QColor, QColor]:
        """Strong and soft colour of an annotation kind (or ``critical``)."""
        return self.color(kind), self.color(f"{kind}_soft")


LIGHT = Palette(
    name="light",
    background="#f6f7f9",
    pane="#ffffff",
    raised="#fafbfc",
    chip="#eef0f4",
    line="#e3e6eb",
    edge="#7f8999",
    current="#f2f7ff",
    ink="#1d2430",
    muted="#5b6574",
    accent="#2563d6",
    on_accent="#ffffff",
    accent_pressed="#1d4fb0",
    strength="#17703c",
    strength_soft="#e6f4ec",
    weakness="#a34a07",
    weakness_soft="#fdf0e1",
    note="#515c6c",
    note_soft="#eef0f4",
    question="#2563d6",
    question_soft="#e8f0fd",
    critical="#b8232b",
    critical_soft="#fbe9ea",
    wave_agent="#2f6fde",
    wave_customer="#7a8699",
    overview="#f3f5f8",
    overview_wave="#828d9d",
    playhead="#c2262e",
)

DARK = Palette(
    name="dark",
    background="#14171c",
    pane="#1c2027",
    raised="#20252d",
    chip="#2b313b",
    line="#323945",
    edge="#7a8596",
    current="#1f2c42",
    ink="#e8ebf0",
    muted="#a3adbb",
    accent="#7fb0ff",
    on_accent="#0d1a2e",
    accent_pressed="#a5c8ff",
    strength="#62cc8f",
    strength_soft="#183527",
    weakness="#f0a45a",
    weakness_soft="#3d2a16",
    note="#b3bcc9",
    note_soft="#2b313b",
    question="#7fb0ff",
    question_soft="#1d2f4d",
    critical="#ff8a8f",
    critical_soft="#451f22",
    wave_agent="#6ea3ff",
    wave_customer="#8d99ab",
    overview="#171b21",
    overview_wave="#66717f",
    playhead="#ff6b70",
)

_current: Palette = LIGHT

_CHINESE_FACES = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
# 13 px at 96 dpi, as in the picture; a larger system font is respected
_LEAST_POINTS = 9.75


def current() -> Palette:
    """The palette on screen now."""
    return _current


def apply(app: QApplication, mode: ThemeMode = "system") -> None:
    """Show ``mode`` in the current language's font; where it is another one than before, all
    widgets get a PaletteChange."""
    global _current
    _current = _palette_for(app, mode)
    font, sheet = ui_font(), _style_sheet(_current)  # it names every colour of the palette
    if app.font() == font and app.styleSheet() == sheet:
        return
    if not app.styleSheet():  # each of these three restyles every widget that there is
        app.setStyle("Fusion")
    app.setFont(font)
    app.setPalette(_qt_palette(_current))
    app.setStyleSheet(sheet)


class SystemTheme(QObject):
    """Follows the system's light or dark while ``mode`` is "system"; keep one per program."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: ThemeMode = "system") -> None:
        super().__init__(app)
        self._app = app
        self._mode: ThemeMode = mode
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self.set_mode(mode)

    def set_mode(self, mode: ThemeMode) -> None:
        self._mode = mode
        apply(self._app, mode)
        self.changed.emit()

    def _on_scheme_changed(self) -> None:
        if self._mode == "system":
            self.set_mode("system")


def _palette_for(app: QApplication, mode: ThemeMode) -> Palette:
    if mode == "system":
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if mode == "dark" else LIGHT


def ui_font(delta: float = 0.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font, ``delta`` points off the normal size; a CJK face first in Chinese.

    Figures are tabular, so that clocks and columns of times do not dance.
    """
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont(system)
    chinese = _chinese_faces()
    own = list(system.families())
    first, then = (chinese, own) if i18n.current_language() == "zh_CN" else (own, chinese)
    font.setFamilies([*first, *then])
    font.setPointSizeF(max(system.pointSizeF(), _LEAST_POINTS) + delta)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def _chinese_faces() -> tuple[str, ...]:
    """Those that this computer has; asking takes longer than all the rest of a font."""
    known = set(QFontDatabase.families())
    return tuple(face for face in _CHINESE_FACES if face in known)


def points(delta: float = 0.0) -> float:
    """The interface size in points, for the style sheet."""
    return ui_font(delta).pointSizeF()


def _qt_palette(colors: Palette) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "background"),
        (roles.Base, "pane"),
        (roles.AlternateBase, "raised"),
        (roles.Button, "pane"),
        (roles.ToolTipBase, "raised"),
        (roles.WindowText, "ink"),
        (roles.Text, "ink"),
        (roles.ButtonText, "ink"),
        (roles.ToolTipText, "ink"),
        (roles.PlaceholderText, "muted"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "on_accent"),
        (roles.Accent, "accent"),
        (roles.Link, "accent"),
        (roles.Mid, "line"),
        (roles.Midlight, "line"),
        (roles.Light, "raised"),
        (roles.Dark, "line"),
    ):
        palette.setColor(role, colors.color(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colors.color("muted"))
    return palette


def _style_sheet(colors: Palette) -> str:
    source = paths.resources("styles", "app.qss").read_text(encoding="utf-8")
    values = asdict(colors) | {
        "icons": paths.resources("icons").as_posix(),
        "tick": f"tick-{colors.name}.svg",
        "font_small": f"{points(-1.5):g}pt",
        "font": f"{points():g}pt",
        "font_title": f"{points(3.75):g}pt",
        "font_clock": f"{points(5.25):g}pt",
        "font_score": f"{points(12.75):g}pt",
        "key_family": "Menlo" if sys.platform == "darwin" else "Consolas, DejaVu Sans Mono",
    }
    return Template(source).substitute(values)
