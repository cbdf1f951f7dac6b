"""Colours that can be read, fonts that do not dance, icons in the colour of the theme."""

from __future__ import annotations

import re
from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QLabel

from qa_desktop import paths
from qa_desktop.ui import i18n, icons, theme

_PALETTES = (theme.LIGHT, theme.DARK)
_TEXTS = ("ink", "muted", "accent", "strength", "weakness", "note", "question", "critical")
_SURFACES = ("background", "pane", "raised", "chip", "current")


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio of two ``#rrggbb``."""

    def luminance(color: str) -> float:
        channels = (QColor(color).redF(), QColor(color).greenF(), QColor(color).blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", _PALETTES, ids=lambda each: each.name)
def test_text_can_be_read_on_every_surface(palette: theme.Palette) -> None:
    for text, surface in product(_TEXTS, _SURFACES):
        ratio = _contrast(getattr(palette, text), getattr(palette, surface))
        assert ratio >= 4.5, f"{text} on {surface}: {ratio:.2f}"


@pytest.mark.parametrize("palette", _PALETTES, ids=lambda each: each.name)
def test_badges_and_buttons_can_be_read(palette: theme.Palette) -> None:
    for kind in ("strength", "weakness", "note", "question", "critical"):
        strong, soft = getattr(palette, kind), getattr(palette, f"{kind}_soft")
        assert _contrast(strong, soft) >= 4.5, kind
        assert _contrast(palette.pane, strong) >= 4.5, f"the filled badge of {kind}"
    for ground in (palette.accent, palette.accent_pressed):
        assert _contrast(palette.on_accent, ground) >= 4.5
    for wave in (palette.wave_agent, palette.wave_customer, palette.playhead):
        assert _contrast(wave, palette.pane) >= 3.0
    assert _contrast(palette.overview_wave, palette.overview) >= 3.0


@pytest.mark.parametrize("palette", _PALETTES, ids=lambda each: each.name)
def test_controls_have_an_edge_that_is_seen(palette: theme.Palette) -> None:
    for part, surface in product(("edge", "accent"), _SURFACES):
        ratio = _contrast(getattr(palette, part), getattr(palette, surface))
        assert ratio >= 3.0, f"{part} on {surface}: {ratio:.2f}"


_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ON_THEIR_OWN_GROUND = ('QFrame[role="toast"]', 'QPushButton[role="primary"]')
_INPUTS = ("QLineEdit", "QPlainTextEdit", "QComboBox", "QCheckBox::indicator", "QScrollBar::handle",
           "QSlider::groove")  # fmt: skip


def _rules() -> list[tuple[str, dict[str, str]]]:
    """Selector and declarations of every rule; of a colour its token."""
    source = paths.resources("styles", "app.qss").read_text(encoding="utf-8")
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    return [
        (" ".join(selector.split()), dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", body)))
        for selector, body in _RULE.findall(source)
    ]


def _token(value: str) -> str | None:
    found = re.search(r"\$(\w+)", value)
    return found[1] if found and found[1] in theme.Palette.__dataclass_fields__ else None


@pytest.mark.parametrize("palette", _PALETTES, ids=lambda each: each.name)
def test_every_pair_of_the_style_sheet_can_be_read(palette: theme.Palette) -> None:
    """A rule that sets both is judged by its pair, one that sets words only on every surface."""
    pairs = set()
    for selector, body in _rules():
        ink = _token(body.get("color", ""))
        ground = _token(body.get("background", ""))
        if ink and ground:
            pairs.add((ink, ground, selector))
        elif ink and not selector.startswith(('QFrame[role="toast"]', 'QPushButton[role="primary')):
            pairs |= {(ink, surface, selector) for surface in _SURFACES}
    assert len(pairs) > 40
    for ink, ground, selector in pairs:
        ratio = _contrast(getattr(palette, ink), getattr(palette, ground))
        assert ratio >= 4.5, f"{selector}: {ink} on {ground} {ratio:.2f}"


@pytest.mark.parametrize("kind", _INPUTS)
def test_every_field_is_drawn_with_an_edge(kind: str) -> None:
    values = [
        value
        for selector, body in _rules()
        for name, value in body.items()
        if kind in selector and name in ("border", "background")
    ]
    assert "edge" in map(_token, values)


def test_a_widget_takes_the_theme_at_once(qapp, qtbot) -> None:
    label = QLabel("x")
    label.setProperty("role", "muted")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.palette().windowText().color() == QColor(theme.LIGHT.muted)
    theme.apply(qapp, "dark")
    assert theme.current() is theme.DARK
    assert label.palette().windowText().color() == QColor(theme.DARK.muted)


def test_the_system_s_scheme_is_followed_until_one_is_chosen(qapp, monkeypatch) -> None:
    scheme = [Qt.ColorScheme.Dark]
    hints = qapp.styleHints()
    monkeypatch.setattr(type(hints), "colorScheme", lambda _: scheme[0])
    follower = theme.SystemTheme(qapp, "system")
    assert theme.current().name == "dark"
    scheme[0] = Qt.ColorScheme.Light
    hints.colorSchemeChanged.emit(scheme[0])
    assert theme.current().name == "light"
    follower.set_mode("dark")
    hints.colorSchemeChanged.emit(scheme[0])
    assert theme.current().name == "dark"
    hints.colorSchemeChanged.disconnect(follower._on_scheme_changed)


def test_the_style_sheet_uses_only_colours_of_the_palette() -> None:
    source = paths.resources("styles", "app.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{6}\b", source)
    assert "$" not in QGuiApplication.instance().styleSheet().replace("$names", "")


def test_figures_have_one_width(qapp) -> None:
    for language in i18n.LANGUAGES:
        i18n.set_language(qapp, language)
        metrics = QFontMetricsF(theme.ui_font())
        assert len({metrics.horizontalAdvance(figure * 10) for figure in "0123456789"}) == 1


def test_chinese_puts_a_cjk_face_first(qapp) -> None:
    installed = set(QFontDatabase.families()) & set(theme._CHINESE_FACES)
    assert installed, "a CJK font belongs to the set-up"
    i18n.set_language(qapp, "zh_CN")
    assert theme.ui_font().families()[0] in installed
    i18n.set_language(qapp, "en")
    assert theme.ui_font().families()[0] not in installed
    assert installed & set(theme.ui_font().families()), "Chinese names in the English interface"


@pytest.mark.parametrize(
    "name", sorted(each.stem for each in paths.resources("icons").glob("*.svg"))
)
def test_an_icon_is_drawn_in_the_colour_of_the_theme(qapp, name: str) -> None:
    drawn = icons.icon(name, "critical").pixmap(QSize(48, 48), 1.0).toImage()
    colors = {
        drawn.pixelColor(x, y).name()
        for x, y in product(range(48), repeat=2)
        if drawn.pixelColor(x, y).alpha() == 255
    }
    fixed = "currentColor" not in paths.resources("icons", f"{name}.svg").read_text()
    assert colors, "nothing is drawn"
    assert fixed or colors == {theme.LIGHT.critical}


def test_an_unknown_icon_is_a_bug() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("nothing-like-this")
