"""What a careful person would find fault with on a window, as lists of plain sentences.

Every function looks at the real widgets of a window that is on screen and knows none of them by
name: a new screen is judged by being in the registry.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QSizeGrip,
    QSplitterHandle,
    QStackedWidget,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QToolButton,
    QWidget,
)

from qa_desktop.ui.demo.hands import wait_for
from qa_desktop.ui.inspect.option_button import OptionButton
from qa_desktop.ui.screen_frame import ScreenFrame

_MOST_LINKS = 200

LEAST_TARGET = 28
LEAST_DENSE_TARGET = 24
"""Logical pixels of what is clicked; the second in tables and lists."""

_INTERACTIVE = (
    QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QPlainTextEdit, QTextEdit,
    QAbstractItemView, QAbstractSlider, QTabBar,
)  # fmt: skip
_PARTS_OF_OTHERS = (QScrollBar, QSizeGrip, QSplitterHandle, QHeaderView, QMenu)


def called(widget: QWidget) -> str:
    """How a fault names the widget: what a maker needs to find it."""
    words = getattr(widget, "text", lambda: "")()
    name = widget.objectName() or f"{type(widget).__name__} in {_named_parent(widget)}"
    return f"{name} ({words[:30]!r})" if isinstance(words, str) and words else name


def _named_parent(widget: QWidget) -> str:
    parent = widget.parentWidget()
    while parent is not None and not parent.objectName():
        parent = parent.parentWidget()
    return parent.objectName() if parent is not None else "nothing"


def seen(window: QWidget) -> Iterator[QWidget]:
    """The visible widgets of this window, not of other windows that it owns."""
    for widget in _shown_in(window):
        if not _is_covered(widget, window):
            yield widget


def _shown_in(parent: QWidget) -> Iterator[QWidget]:
    """In the order of ``findChildren``, without going into the screens that are not shown."""
    for child in parent.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield child
            yield from _shown_in(child)


def _is_covered(widget: QWidget, window: QWidget) -> bool:
    """Nothing of it is in sight: the rest of a scrolled pane."""
    return widget.visibleRegion().isEmpty() and not _in_scroll_area(widget, window)


def is_part_of_another(widget: QWidget) -> bool:
    """Qt made it inside a field, a list or a bar: the outer widget is the control."""
    parent = widget.parentWidget()
    return (
        isinstance(widget, _PARTS_OF_OTHERS)
        or widget.objectName().startswith("qt_")
        or isinstance(parent, (QComboBox, QAbstractSpinBox, QHeaderView, QTabBar))
        or (isinstance(parent, QLineEdit) and isinstance(widget, QAbstractButton))
        or (isinstance(parent, QAbstractItemView) and not widget.objectName())
    )


def controls(window: QWidget) -> list[QWidget]:
    """What a person can do something with."""
    return [
        widget
        for widget in seen(window)
        if not is_part_of_another(widget)
        and (
            (isinstance(widget, _INTERACTIVE) and not _is_only_words(widget))
            or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        )
    ]


def _is_only_words(widget: QWidget) -> bool:
    """A list or a text that takes no keyboard is like a label."""
    return widget.focusPolicy() == Qt.FocusPolicy.NoFocus and not isinstance(
        widget, QAbstractButton
    )


# -- names and roles


def unnamed(window: QWidget) -> list[str]:
    """Controls without a name or role for a screen reader, or without an object name."""
    faults = []
    for widget in controls(window):
        spoken = QAccessible.queryAccessibleInterface(widget)
        name = spoken.text(QAccessible.Text.Name).strip() if spoken else ""
        if not name:
            faults.append(f"{called(widget)}: no accessible name")
        if spoken is None or spoken.role() in _roleless(widget):
            faults.append(f"{called(widget)}: no role")
        if not widget.objectName():
            faults.append(f"{called(widget)}: no object name")
    return faults


def _roleless(widget: QWidget) -> tuple[QAccessible.Role, ...]:
    """A pane that is scrolled is a pane and nothing more: its name is enough."""
    if isinstance(widget, QScrollArea):
        return (QAccessible.Role.NoRole,)
    return (QAccessible.Role.NoRole, QAccessible.Role.Client)


def loose_labels(window: QWidget) -> list[str]:
    """Labels of a form that do not say which field they belong to."""
    faults = []
    for form in window.findChildren(QFormLayout):
        for row in range(form.rowCount()):
            label = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
            field = form.itemAt(row, QFormLayout.ItemRole.FieldRole)
            words = label.widget() if label else None
            target = field.widget() if field else None
            if not isinstance(words, QLabel) or not isinstance(target, _INTERACTIVE):
                continue
            if (
                words.text()
                and words.isVisibleTo(window)
                and words.isVisible()
                and words.buddy() is None
            ):
                faults.append(f"{called(words)}: no buddy")
    return faults


# -- the keyboard


def tab_stops(window: QWidget) -> list[QWidget]:
    """Controls that Tab has to reach."""
    return [
        widget
        for widget in controls(window)
        if widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and not (isinstance(widget, QRadioButton) and not widget.isChecked())
        and not _is_unchecked_of_group(widget)
    ]


def _is_unchecked_of_group(widget: QWidget) -> bool:
    """Arrow keys walk inside an exclusive group; Tab stops at the chosen one only."""
    if not isinstance(widget, QAbstractButton) or widget.group() is None:
        return False
    group = widget.group()
    chosen = group.checkedButton() or group.buttons()[0]
    return group.exclusive() and chosen is not widget


def unreached(window: QWidget) -> list[str]:
    """Presses Tab until it comes round: what was passed by, and what does not let go again.

    What keeps Tab to itself (the timeline walks its annotations) must let go at F6.
    """
    stops = tab_stops(window)
    if not stops:
        return []
    _activate(window)
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    visited: list[QWidget] = []
    faults = []
    while (at := QApplication.focusWidget()) is not None and at not in visited:
        visited.append(at)
        for _ in range(_parts_of(at)):
            if QApplication.focusWidget() is at:
                QTest.keyClick(at, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is at:
            if _keeps_hold(at):
                faults.append(f"{called(at)}: neither Tab nor F6 leaves it")
            at.setFocus()
            at.focusNextPrevChild(True)
    if at is not None and at is not visited[0]:
        faults.append(f"{called(at)}: Tab comes back here and not to {called(visited[0])}")
    missed = [each for each in stops if not any(_is_or_holds(each, one) for one in visited)]
    return faults + [f"{called(each)}: Tab passes it by" for each in missed]


def _activate(window: QWidget) -> None:
    window.window().activateWindow()
    wait_for(window.window().isActiveWindow, "the keyboard")


def _parts_of(widget: QWidget) -> int:
    """Tab goes from the year to the month to the day, and from link to link, before it leaves."""
    if isinstance(widget, QDateTimeEdit):
        return widget.sectionCount() + 1
    return _MOST_LINKS if isinstance(widget, QTextBrowser) else 1


def _keeps_hold(widget: QWidget) -> bool:
    QTest.keyClick(widget, Qt.Key.Key_F6)
    return QApplication.focusWidget() is widget


def _is_or_holds(stop: QWidget, focused: QWidget) -> bool:
    """A field may give the keyboard to a part of itself."""
    return stop is focused or stop.isAncestorOf(focused)


# -- size of what is clicked


def small_targets(window: QWidget) -> list[str]:
    faults = []
    for widget in controls(window):
        if isinstance(widget, QAbstractItemView):
            faults += _small_rows(widget)
        elif isinstance(widget, QTabBar):
            for place in range(widget.count()):
                if widget.tabRect(place).height() < LEAST_TARGET:
                    faults.append(f"{called(widget)}: tab {place} is low")
        elif isinstance(widget, (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox)):
            least = LEAST_DENSE_TARGET if _in_list(widget) else LEAST_TARGET
            low = min(widget.width(), widget.height())
            if low < least:
                faults.append(f"{called(widget)}: {widget.width()}×{widget.height()} px")
    return faults


def _small_rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    if model is None or model.rowCount() == 0:
        return []
    height = view.visualRect(model.index(0, 0)).height()
    return [f"{called(view)}: rows of {height} px"] if 0 < height < LEAST_DENSE_TARGET else []


def _in_list(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


# -- room


def cramped(window: QWidget) -> list[str]:
    """Words cut off, widgets that reach out of their parent, neighbours over each other."""
    widgets = [each for each in seen(window) if not is_part_of_another(each)]
    return [
        *(f"{called(each)}: words are cut off" for each in widgets if not is_whole(each)),
        *(f"{called(each)}: reaches out of its parent" for each in widgets if _sticks_out(each)),
        *_overlapping(widgets),
    ]


def is_whole(widget: QWidget) -> bool:
    """Every word of it has room; a text that says it is elided (its tip holds all) is whole."""
    if isinstance(widget, QLabel):
        return not widget.text() or bool(widget.toolTip()) or _label_is_whole(widget)
    if isinstance(widget, (QCheckBox, QRadioButton)) or (
        isinstance(widget, QAbstractButton) and widget.text()
    ):
        return widget.width() >= _least_width(widget) and widget.height() >= _least_height(widget)
    return True


def _least_width(button: QAbstractButton) -> int:
    """What the words need; the hint also has the padding, of which a pixel or two may go."""
    return min(button.sizeHint().width(), button.minimumSizeHint().width()) - 2


def _least_height(button: QAbstractButton) -> int:
    return button.fontMetrics().height()


def _label_is_whole(label: QLabel) -> bool:
    room = label.contentsRect()
    if "</" in label.text() and label.textFormat() != Qt.TextFormat.PlainText:
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        document.setHtml(label.text())
        if label.wordWrap():
            document.setTextWidth(room.width())
        needed = document.size()
        return needed.width() <= room.width() + 2 and needed.height() <= room.height() + 2
    flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextExpandTabs
    bounds = label.fontMetrics().boundingRect(
        QRect(0, 0, room.width() if label.wordWrap() else 100_000, 100_000),
        int(flags.value),
        label.text(),
    )
    return bounds.width() <= room.width() + 2 and bounds.height() <= room.height() + 2


def _sticks_out(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or _in_scroll_area(widget, widget.window()) or widget.isWindow():
        return False
    room = parent.rect().adjusted(-1, -1, 1, 1)
    return not room.contains(widget.geometry())


def _in_scroll_area(widget: QWidget, window: QWidget) -> bool:
    """Whoever is in one can be scrolled to."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea) and not _has_room(parent):
            return True
        parent = parent.parentWidget()
    return False


def _has_room(area: QAbstractScrollArea) -> bool:
    """The frame around a screen counts only while there is something to scroll."""
    return isinstance(area, ScreenFrame) and not area.scrolls


def _overlapping(widgets: list[QWidget]) -> list[str]:
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in widgets:
        parent = widget.parentWidget()
        if parent is not None and not isinstance(parent, (QStackedWidget, QAbstractItemView)):
            by_parent.setdefault(parent, []).append(widget)
    faults = []
    for parent, siblings in by_parent.items():
        held = set(_held(parent.layout()))
        laid_out = [(each, each.geometry()) for each in siblings if each in held]
        for (one, here), (other, there) in combinations(laid_out, 2):
            common = here.intersected(there)
            if common.width() > 2 and common.height() > 2:
                faults.append(f"{called(one)}: lies over {called(other)}")
    return faults


def _held(layout: QLayout | None) -> Iterator[QWidget]:
    """What a layout put there; what is meant to float (a toast, an overlay) is not in one."""
    for place in range(layout.count() if isinstance(layout, QLayout) else 0):
        item = layout.itemAt(place)
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        if isinstance(inner, QLayout):
            yield from _held(inner)


# -- focus that can be seen


def unseen_focus(window: QWidget) -> list[str]:
    """Controls that look the same with the keyboard as without it."""
    faults = []
    _activate(window)
    for widget in tab_stops(window):
        _bring_into_view(widget)
        without, there = _look(window, widget, False), _look(window, widget, True)
        if without == there:
            faults.append(f"{called(widget)}: focus cannot be seen")
    return faults


def _bring_into_view(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()


def _look(window: QWidget, widget: QWidget, focused: bool):
    if focused:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
    elif QApplication.focusWidget() is not None:
        QApplication.focusWidget().clearFocus()
    QApplication.processEvents()
    corner = widget.mapTo(window, QPoint(0, 0))
    around = QRect(corner, widget.size()).adjusted(-4, -4, 4, 4).intersected(window.rect())
    return window.grab(around).toImage()


# -- colours as they are on screen

LEAST_CONTRAST = 4.5


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2."""

    def luminance(color: QColor) -> float:
        channels = (color.redF(), color.greenF(), color.blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def faint_words(window: QWidget) -> list[str]:
    """Labels and buttons whose words stand out too little from what is really behind them."""
    faults = []
    picture = window.window().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colors = np.frombuffer(picture.constBits(), np.uint32) & 0xFFFFFF
    colors = colors.reshape(picture.height(), picture.bytesPerLine() // 4)
    for widget in seen(window):
        if not isinstance(widget, (QLabel, QPushButton, QToolButton)) or not widget.text().strip():
            continue
        if "style=" in widget.text() or (isinstance(widget, QPushButton) and widget.layout()):
            continue  # words in several colours; their parts are labels of the theme's tokens
        ink = widget.palette().color(widget.foregroundRole())
        ground = _ground(colors, picture.devicePixelRatio(), widget)
        if ground is not None and contrast(ink, ground) < LEAST_CONTRAST:
            ratio = contrast(ink, ground)
            faults.append(f"{called(widget)}: {ink.name()} on {ground.name()}, {ratio:.1f}")
    return faults


def _ground(picture: np.ndarray, ratio: float, widget: QWidget) -> QColor | None:
    """The commonest colour of what is in sight of the widget."""
    area = widget.visibleRegion().boundingRect()
    corner = widget.mapTo(widget.window(), area.topLeft())
    top, left = round(corner.y() * ratio), round(corner.x() * ratio)
    bottom, right = top + round(area.height() * ratio), left + round(area.width() * ratio)
    part = picture[max(top, 0) : bottom, max(left, 0) : right].ravel()
    if not part.size:
        return None
    common = _commonest(part[::37])
    if 2 * np.count_nonzero(part == common) <= part.size:  # else no other can be
        common = _commonest(part)
    return QColor.fromRgb(common)


def _commonest(pixels: np.ndarray) -> int:
    colors, counts = np.unique(pixels, return_counts=True)
    return int(colors[counts.argmax()])


def mouse_only(window: QWidget) -> list[str]:
    """Buttons that Tab cannot reach and that name no key: only a mouse can press them."""
    faults = []
    for widget in controls(window):
        if not isinstance(widget, QAbstractButton) or widget.focusPolicy() != _NO_FOCUS:
            continue
        keys = [child for child in widget.findChildren(QLabel) if child.property("role") == "key"]
        named = bool(keys) or widget.toolTip() or not widget.shortcut().isEmpty()
        if widget.isEnabled() and not named and not _has_keys_of_its_own(widget):
            faults.append(f"{called(widget)}: no Tab and no key")
    return faults


_NO_FOCUS = Qt.FocusPolicy.NoFocus


def _in_a_group_with_tab(widget: QAbstractButton) -> bool:
    group = widget.group()
    return group is not None and any(
        each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in group.buttons()
    )


def _has_keys_of_its_own(widget: QWidget) -> bool:
    """An answer on the card (the number keys and X), or one of a group (the arrows)."""
    return isinstance(widget, OptionButton) or _in_a_group_with_tab(widget)
