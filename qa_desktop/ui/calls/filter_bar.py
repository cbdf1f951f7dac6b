"""What the list is narrowed to: words, a menu of filters, and each active one as a chip to take
off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.annotations import COMPETENCIES
from qa_desktop.domain.durations import format_duration
from qa_desktop.store.call_blocks import STATUSES
from qa_desktop.store.call_counts import Choices
from qa_desktop.store.call_filter import CallFilter
from qa_desktop.ui import i18n, icons, menus, theme
from qa_desktop.ui.calls.filter_dialogs import DaysDialog, PickDialog, RangeDialog
from qa_desktop.ui.calls.periods import PERIODS, days_of, period_name
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.words import competency_name, status_name

RESULTS = ("passed", "failed", "no_score")
_RESULT_NAMES = {
    "passed": QT_TRANSLATE_NOOP("Calls", "Passed"),
    "failed": QT_TRANSLATE_NOOP("Calls", "Failed"),
    "no_score": QT_TRANSLATE_NOOP("Calls", "No score"),
}
_PICKED = (
    *("agents", "teams", "businesses", "statuses", "problems"),
    *("faults", "items", "competencies", "scorers"),
)
_NAMED_IN_CHIP = 2


class FilterBar(QWidget):
    """``tools`` are placed by the screen; the bar itself is the row of chips."""

    changed = Signal()
    """The filter is another one."""

    def __init__(self, parent: QWidget | None = None, name: str = "calls") -> None:
        """``name`` begins the object names."""
        super().__init__(parent)
        self.setObjectName(f"{name}_chips")
        self.filter = CallFilter()
        self.choices = Choices([], [], [], [])
        self._period = ""
        self._is_wanted = True
        self._shown_in: object = None
        """The theme in which the chips were drawn: Qt tells of a change at other times as well."""
        self.words = QLineEdit(parent)
        self.words.setObjectName(f"{name}_filter")
        self.words.setClearButtonEnabled(True)
        self.status = FittingCombo(parent)
        self.status.setObjectName(f"{name}_status")
        self.status.addItems([""] * (1 + len(STATUSES)))
        self.more = QPushButton(parent)
        self.more.setObjectName(f"{name}_more_filters")
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self._flow = FlowLayout(self, spacing=8)
        self.setContentsMargins(12, 0, 12, 8)
        self.words.textChanged.connect(self._on_words)
        self.status.activated.connect(self._on_status)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.hide()

    # -- what is asked for

    def set_filter(self, wanted: CallFilter, period: str = "") -> None:
        if wanted != self.filter or period != self._period:
            others = replace(wanted, text=self.filter.text) != self.filter
            has_other_chips = others or period != self._period
            self.filter, self._period = wanted, period
            if has_other_chips:
                self._show()
            self.changed.emit()

    def clear(self) -> None:
        self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(False)
        self.set_filter(CallFilter())

    def _on_words(self, words: str) -> None:
        self.set_filter(replace(self.filter, text=words.strip()), self._period)

    def _on_status(self, place: int) -> None:
        chosen = frozenset({STATUSES[place - 1]} if place else ())
        self._put(statuses=chosen)

    def _put(self, **members: Any) -> None:
        self.set_filter(replace(self.filter, **members), self._period)

    def set_period(self, period: str, today: date | None = None) -> None:
        since, until = days_of(period, today or date.today())
        days = replace(self.filter, since=since.isoformat(), until=until.isoformat())
        self.set_filter(days, period)

    def _take_period_off(self) -> None:
        self.set_filter(replace(self.filter, since=None, until=None))

    # -- the menu

    def _fill_menu(self) -> None:
        menus.empty(self.menu)
        periods = self.menu.addMenu(translate("Calls", "Period"))
        for period in PERIODS:
            action = periods.addAction(period_name(period))
            action.triggered.connect(partial(self.set_period, period))
            _tick(action, period == self._period)
        periods.addSeparator()
        periods.addAction(translate("Calls", "From day to day…"), self._ask_days)
        add = self.menu.addAction
        add(translate("Calls", "Agent…"), partial(self._ask_some, "agents"))
        add(translate("Calls", "Team…"), partial(self._ask_some, "teams"))
        add(translate("Calls", "Duration…"), self._ask_duration)
        add(translate("Calls", "Business…"), partial(self._ask_some, "businesses"))
        add(translate("Calls", "Status…"), partial(self._ask_some, "statuses"))
        add(translate("Calls", "Score…"), self._ask_score)
        results = self.menu.addMenu(translate("Calls", "Result"))
        for result in RESULTS:
            action = results.addAction(translate("Calls", _RESULT_NAMES[result]))
            action.triggered.connect(partial(self._toggle_result, result))
            _tick(action, result in self.filter.results)
        add(translate("Calls", "Problem class…"), partial(self._ask_some, "problems"))
        add(translate("Calls", "Fault…"), partial(self._ask_some, "faults"))
        add(translate("Calls", "Lost on…"), partial(self._ask_some, "items"))
        add(translate("Calls", "Competency…"), partial(self._ask_some, "competencies"))
        add(translate("Calls", "Inspector…"), partial(self._ask_some, "scorers"))

    def _ask_days(self) -> None:
        today = date.today()
        held = (self.filter.since, self.filter.until)
        since, until = (date.fromisoformat(day) if day else today for day in held)
        days = DaysDialog.ask(self, translate("Calls", "Period"), since, until)
        if days is not None:
            self.set_filter(replace(self.filter, since=days[0], until=days[1]))

    def _ask_some(self, member: str) -> None:
        choices = self._choices(member)
        held = getattr(self.filter, member)
        chosen = PickDialog.ask(self, self._title(member), choices, held)
        if chosen is not None:
            self._put(**{member: chosen})

    def _ask_duration(self) -> None:
        held = (self.filter.duration_from, self.filter.duration_to)
        ends = RangeDialog.ask_durations(self, translate("Calls", "Duration"), held)
        if ends is not None:
            self._put(duration_from=ends[0], duration_to=ends[1])

    def _ask_score(self) -> None:
        held = (self.filter.score_from, self.filter.score_to)
        ends = RangeDialog.ask_scores(self, translate("Calls", "Score"), held)
        if ends is not None:
            self._put(score_from=ends[0], score_to=ends[1])

    def _toggle_result(self, result: str) -> None:
        self._put(results=self.filter.results ^ {result})

    def _choices(self, member: str) -> list[tuple[str, str]]:
        """(code, words) of everything that can be picked; of thousands of agents when asked."""
        if member == "agents":
            agents = [(one.id, agent_words(one.number, one.name)) for one in self.choices.agents]
            return [*agents, ("", translate("Calls", "No agent"))]
        if member == "teams":
            return [*self.choices.teams, ("", translate("Calls", "No team"))]
        if member == "businesses":
            businesses = [(word, word) for word in self.choices.businesses]
            return [*businesses, ("", translate("Calls", "No business"))]
        if member == "statuses":
            return [(code, status_name(code)) for code in STATUSES]
        if member == "competencies":
            return [(code, competency_name(code)) for code in COMPETENCIES]
        if member == "scorers":
            return self.choices.scorers
        if member in ("faults", "items"):
            named = self.choices.faults if member == "faults" else self.choices.items
            language = i18n.catalogue_language()
            return [(code, name.render(language)) for code, name in named]
        return [(word, word) for word in self.choices.problems]

    def _title(self, member: str) -> str:
        return {
            "agents": translate("Calls", "Agent"),
            "teams": translate("Calls", "Team"),
            "businesses": translate("Calls", "Business"),
            "statuses": translate("Calls", "Status"),
            "problems": translate("Calls", "Problem class"),
            "faults": translate("Calls", "Fault"),
            "items": translate("Calls", "Lost on"),
            "competencies": translate("Calls", "Competency"),
            "scorers": translate("Calls", "Inspector"),
        }[member]

    # -- chips

    def _show(self) -> None:
        self._shown_in = theme.current()
        place = 0
        if len(self.filter.statuses) == 1:
            place = 1 + STATUSES.index(next(iter(self.filter.statuses)))
        self.status.setCurrentIndex(place)
        held = self.window().focusWidget()
        had_focus = held is not None and self._flow.indexOf(held) >= 0
        name = held.objectName() if held is not None and had_focus else ""
        while self._flow.count():
            self._flow.takeAt(0).widget().deleteLater()
        chips = [self._chip(name, words, off) for name, words, off in self._active()]
        for chip in chips:
            self._flow.addWidget(chip)
        if chips:
            self._flow.addWidget(self._clear_button())
        self.show_chips()
        if had_focus:
            same = next((chip for chip in chips if chip.objectName() == name), None)
            (same or (chips[0] if chips else self.words)).setFocus()

    def show_chips(self, is_wanted: bool | None = None) -> None:
        """Where there are any, and not beside a list that they say nothing of."""
        self._is_wanted = self._is_wanted if is_wanted is None else is_wanted
        self.setVisible(self._is_wanted and self.has_chips())

    def _active(self) -> list[tuple[str, str, Callable[[], None]]]:
        """(object name, words, what takes it off) of each active filter."""
        held = self.filter
        found: list[tuple[str, str, Callable[[], None]]] = []
        if held.since or held.until:
            words = period_name(self._period) if self._period else f"{held.since} – {held.until}"
            found.append(("period", words, self._take_period_off))
        for member in _PICKED:
            chosen = getattr(held, member)
            if chosen:
                named = [words for code, words in self._choices(member) if code in chosen]
                words = f"{self._title(member)}: {_some(named, len(chosen))}"
                found.append((member, words, partial(self._put, **{member: frozenset()})))
        if held.duration_from is not None or held.duration_to is not None:
            words = _between(translate("Calls", "Duration"), held.duration_from, held.duration_to,
                             format_duration)  # fmt: skip
            off = partial(self._put, duration_from=None, duration_to=None)
            found.append(("duration", words, off))
        if held.score_from is not None or held.score_to is not None:
            words = _between(translate("Calls", "Score"), held.score_from, held.score_to,
                             lambda value: f"{value / 100:g}")  # fmt: skip
            found.append(("score", words, partial(self._put, score_from=None, score_to=None)))
        if held.results:
            named = [translate("Calls", _RESULT_NAMES[one]) for one in RESULTS
                     if one in held.results]  # fmt: skip
            found.append(("results", _some(named, len(named)),
                          partial(self._put, results=frozenset())))  # fmt: skip
        return found

    def _chip(self, name: str, words: str, off: Callable[[], None]) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName(f"chip_{name}")
        chip.setProperty("role", "chip")
        chip.setText(words)
        chip.setIcon(icons.icon("close", "muted"))
        chip.setIconSize(QSize(12, 12))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        removes = translate("Calls", "Remove the filter {filter}").format(filter=words)
        chip.setAccessibleName(removes)
        chip.setToolTip(removes)
        chip.clicked.connect(off)
        return chip

    def _clear_button(self) -> QPushButton:
        clear = QPushButton(translate("Calls", "Clear all"), self)
        clear.setObjectName("clear_filters")
        clear.setProperty("role", "flat")
        clear.clicked.connect(self.clear)
        return clear

    def has_chips(self) -> bool:
        return self._flow.count() > 0

    def retranslate(self) -> None:
        self.words.setPlaceholderText(
            translate("Calls", "Find agent, team, serial number, business, marks…")
        )
        self.words.setAccessibleName(translate("Calls", "Filter"))
        self.status.setAccessibleName(translate("Calls", "Status"))
        self.status.setItemText(0, translate("Calls", "Every status"))
        for place, code in enumerate(STATUSES):
            self.status.setItemText(place + 1, status_name(code))
        self.more.setText(translate("Calls", "Filter"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._shown_in is not theme.current():
            self._show()
        super().changeEvent(event)


def _tick(action: QAction, is_on: bool) -> None:
    action.setCheckable(True)
    action.setChecked(is_on)


def _some(named: list[str], count: int) -> str:
    """The first few, and how many there are more."""
    shown = " · ".join(named[:_NAMED_IN_CHIP])
    more = count - min(len(named), _NAMED_IN_CHIP)
    return f"{shown} +{more}" if more else shown


def _between(name: str, low: int | None, high: int | None, text: Callable[[int], str]) -> str:
    if low is None:
        return f"{name} ≤ {text(high or 0)}"
    if high is None:
        return f"{name} ≥ {text(low)}"
    return f"{name} {text(low)} – {text(high)}"
