"""Over the list of annotations: which of them the list and the timeline show."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from qa_desktop.domain.annotation_filter import WITHOUT, AnnotationFilter
from qa_desktop.domain.annotations import COMPETENCIES, KINDS
from qa_desktop.ui import keys, theme
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline.flags import BADGE
from qa_desktop.ui.timeline.spoken import kind_name
from qa_desktop.ui.timeline.stamps import paint_badge
from qa_desktop.ui.words import competency_name

_CHOICES: tuple[str | None, ...] = (None, *COMPETENCIES, WITHOUT)
_HEIGHT = 28
_SPACING = 4


class MarkFilterBar(QWidget):
    """Kinds to click on and off, a competency, one's own only; how many are hidden, in words."""

    chosen = Signal(object)
    """The ``AnnotationFilter`` that the person wants."""
    left = Signal()
    """Esc: back to the timeline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mark_filter_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._filter = AnnotationFilter()
        self._hidden = 0
        self._kinds = {kind: self._toggle(f"filter_{kind}") for kind in KINDS}
        for kind, button in self._kinds.items():
            button.clicked.connect(lambda _=False, kind=kind: self._ask(self._filter.toggled(kind)))
        self._competency = self._button("filter_competency")
        self._competency.setMenu(QMenu(self))
        self._competency.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._own = self._toggle("filter_own")
        self._own.clicked.connect(lambda own: self._ask(replace(self._filter, own=own)))
        self._words = QLabel(self)
        self._words.setObjectName("filter_hidden")
        self._words.setProperty("role", "muted")
        self._all = self._button("filter_all")
        self._all.clicked.connect(lambda: self._ask(AnnotationFilter()))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(_SPACING)
        for part in (*self._kinds.values(), self._competency, self._own):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._words)
        row.addWidget(self._all)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(next(iter(self._kinds.values())))
        keys.in_force.changed.connect(self.retranslate)
        self.retranslate()

    def show_state(self, filter: AnnotationFilter, hidden: int) -> None:
        """What is chosen, and how many of the call's annotations are not shown because of it."""
        self._filter, self._hidden = filter, hidden
        self._show()

    def retranslate(self) -> None:
        self.setAccessibleName(translate("MarkFilterBar", "Which annotations are shown"))
        menu = self._competency.menu()
        menu.clear()
        for code in _CHOICES:
            action = menu.addAction(_competency_words(code))
            action.setObjectName(f"filter_competency_{code or 'all'}")
            action.setCheckable(True)
            action.triggered.connect(
                lambda _=False, code=code: self._ask(replace(self._filter, competency=code))
            )
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The letters alone and the words beside them; names of kinds need more."""
        return QSize(self._needed(names=False), _HEIGHT + 4)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._show()
        super().changeEvent(event)

    def _toggle(self, name: str) -> QToolButton:
        button = self._button(name)
        button.setCheckable(True)
        return button

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("role", "flat")
        button.setMinimumHeight(_HEIGHT)
        button.setIconSize(QSize(BADGE, BADGE))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _ask(self, wanted: AnnotationFilter) -> None:
        self._filter = wanted
        self._show()
        self.chosen.emit(wanted)

    def _show(self) -> None:
        now = self._filter
        for kind, button in self._kinds.items():
            is_shown = kind in now.kinds
            button.setChecked(is_shown)
            button.setIcon(_badge(kind, self.devicePixelRatioF(), filled=is_shown))
            button.setText(kind_name(kind))
            button.setAccessibleName(kind_name(kind))
            button.setToolTip(
                translate("MarkFilterBar", "{kind}: shown")
                if is_shown
                else translate("MarkFilterBar", "{kind}: hidden")
            )
            button.setToolTip(button.toolTip().format(kind=kind_name(kind)))
        what = translate("MarkFilterBar", "Competency")
        words = _competency_words(now.competency)
        self._competency.setText(what if now.competency is None else words)
        self._competency.setAccessibleName(f"{what}: {words}")
        self._competency.setToolTip(f"{what}: {words}")
        for action, code in zip(self._competency.menu().actions(), _CHOICES, strict=True):
            action.setChecked(code == now.competency)
        self._own.setChecked(now.own)
        self._own.setText(translate("MarkFilterBar", "Mine only"))
        self._own.setAccessibleName(self._own.text())
        key = keys.key_of("show_all_marks")
        every = translate("MarkFilterBar", "Show all")
        self._all.setText(f"{every}  {key}" if key else every)
        self._all.setAccessibleName(every)
        self._all.setVisible(not now.is_all)
        self._words.setText(hidden_words(self._hidden) if self._hidden else "")
        self._fit()

    def _fit(self) -> None:
        """Beside the letters the kinds' names, as long as there is room."""
        names = self._needed(names=True) <= self.width()
        style = Qt.ToolButtonStyle
        for button in self._kinds.values():
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if names else style.ToolButtonIconOnly
            )

    def _needed(self, *, names: bool) -> int:
        """Pixels of all parts in a row. Counted by hand: what is hidden leaves late."""
        metrics = self.fontMetrics()
        kinds = [
            BADGE + 26 + (metrics.horizontalAdvance(kind_name(kind)) + 14 if names else 0)
            for kind in KINDS
        ]
        others = [self._competency.sizeHint().width(), self._own.sizeHint().width()]
        others += [self._words.sizeHint().width()]
        others += [0 if self._filter.is_all else self._all.sizeHint().width()]
        return sum(kinds) + sum(others) + 8 * _SPACING + 24


def hidden_words(count: int) -> str:
    """已隐藏 12 条."""
    return translate("MarkFilterBar", "{count} hidden").format(count=count)


def _competency_words(code: str | None) -> str:
    if code is None:
        return translate("MarkFilterBar", "All competencies")
    return competency_name(code) if code != WITHOUT else translate("MarkFilterBar", "No competency")


def _badge(kind: str, ratio: float, *, filled: bool) -> QIcon:
    """Filled where the kind is shown, pale where it is not."""
    pixmap = QPixmap(QSize(BADGE, BADGE) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(0, 0, BADGE, BADGE)
    paint_badge(painter, rect, kind, theme.current(), theme.ui_font(-1.5), filled=filled)
    painter.end()
    return QIcon(pixmap)
