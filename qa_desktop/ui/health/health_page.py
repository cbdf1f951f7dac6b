"""Settings → Health 工作区体检: what is in the workspace, prepared sound, the check."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from qa_desktop.audio.cache_limit import enforce, limit_of
from qa_desktop.errors import UserFacingError
from qa_desktop.services.stock import Stock, support_report, take_stock
from qa_desktop.store.durable import durable_file
from qa_desktop.store.faults import plain_faults
from qa_desktop.store.reader import Reader
from qa_desktop.ui import i18n
from qa_desktop.ui.health.check_pane import CheckPane
from qa_desktop.ui.health.missing_dialog import MissingDialog
from qa_desktop.ui.health.sizes import count_in_words, number_of, size_in_words
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.inspect.preparing import CACHE
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.settings.page import SettingsPage, push_button, value_label

if TYPE_CHECKING:
    from qa_desktop.ui.settings.view import SettingsView

MOST_GB = 2000

_ROWS = (
    ("recordings", QT_TRANSLATE_NOOP("Settings", "Recordings")),
    ("period", QT_TRANSLATE_NOOP("Settings", "From – to")),
    ("work", QT_TRANSLATE_NOOP("Settings", "Work done")),
    ("people", QT_TRANSLATE_NOOP("Settings", "People")),
    ("journal", QT_TRANSLATE_NOOP("Settings", "Journal")),
    ("sizes", QT_TRANSLATE_NOOP("Settings", "Takes")),
    ("free", QT_TRANSLATE_NOOP("Settings", "Free on this disk")),
)


class HealthPage(SettingsPage):
    """Counts when it is first shown and when asked; a large workspace takes seconds."""

    def __init__(self, view: SettingsView) -> None:
        super().__init__(view)
        self._view = view
        self._desk = view.desk
        self._stock: Stock | None = None
        self._said: UserFacingError | None = None
        self._values = {name: value_label(f"health_{name}") for name, _ in _ROWS}
        self._again = push_button("health_count", self.count)
        self._missing = push_button("health_missing", self._show_missing)
        self._report = push_button("health_report", self._save_report)
        self._trouble = value_label("health_trouble")
        self._trouble.setProperty("role", "error")
        inside = self.add_pane(QT_TRANSLATE_NOOP("Settings", "What is in my workspace"))
        for name, words in _ROWS:
            inside.add_row(words, self._values[name])
        inside.add(self._trouble)
        inside.add_buttons(self._again, self._missing, self._report)
        self._limit = NumberBox(self)
        self._limit.setObjectName("health_cache_limit")
        self._limit.setRange(0, MOST_GB)
        self._limit.setValue(view.preferences.get("cache_limit_gb"))
        self._limit.valueChanged.connect(partial(view.preferences.set, "cache_limit_gb"))
        self._cache = value_label("health_cache")
        self._purge = push_button("health_cache_empty", self._empty_cache)
        sound = self.add_pane(QT_TRANSLATE_NOOP("Settings", "Prepared sound"))
        sound.add_row(QT_TRANSLATE_NOOP("Settings", "Keep at most"), self._limit)
        sound.add_row(QT_TRANSLATE_NOOP("Settings", "Takes now"), self._cache)
        self._freed: int | None = None
        self._emptying = False
        self._emptied = value_label("health_cache_emptied")
        self._emptied.setWordWrap(True)
        sound.add_buttons(self._purge)
        sound.add(self._emptied)
        self.check = CheckPane(view.desk, self)
        self.add_pane(QT_TRANSLATE_NOOP("Settings", "Check")).add(self.check)
        self.finish()
        self.count()

    def retranslate(self) -> None:
        super().retranslate()
        self._again.setText(translate("Health", "Count again"))
        self._missing.setText(translate("Health", "What is missing…"))
        self._report.setText(translate("Health", "Save a report for support…"))
        self._report.setToolTip(
            translate("Health", "Figures and findings only: no name, no number, no text")
        )
        self._purge.setText(translate("Health", "Empty now"))
        self._purge.setToolTip(
            translate("Health", "Sound is prepared again when a recording is opened")
        )
        self._limit.setSuffix(" GB")
        automatic = translate("Health", "Automatic ({size})")
        self._limit.setSpecialValueText(
            automatic.format(size=size_in_words(limit_of(self._desk.folder, 0)))
        )
        self._show()

    # -- counting

    def count(self) -> None:
        self._again.setEnabled(False)
        self._said = None
        self._desk.work(partial(_count, self._desk.folder), self._on_counted, self._on_failed)

    def _on_counted(self, stock: Stock) -> None:
        self._stock = stock
        self._again.setEnabled(True)
        self._show()

    def _on_failed(self, error: UserFacingError) -> None:
        self._said = error
        self._emptying = False
        self._again.setEnabled(True)
        self._show()

    def _show(self) -> None:
        self._trouble.setVisible(self._said is not None)
        if self._said is not None:
            self._trouble.setText(self._said.say(i18n.catalogue_language()))
        stock = self._stock
        self._missing.setVisible(stock is not None and stock.without_audio > 0)
        self._report.setEnabled(stock is not None)
        values = _in_words(stock) if stock is not None else {}
        for name, label in self._values.items():
            label.setText(values.get(name, translate("Health", "Counting…")))
        self._cache.setText(
            size_in_words(stock.sizes["cache"]) if stock else translate("Health", "Counting…")
        )

        self._emptied.setVisible(self._freed is not None)
        if self._freed is not None:
            words = translate(
                "Health",
                "Freed: {size}. The sound of the open call, and of those made ready next, stays: "
                "it is to play without waiting.",
            )
            self._emptied.setText(words.format(size=size_in_words(self._freed)))

    # -- acts

    def _show_missing(self) -> None:
        if self._stock is not None:
            MissingDialog(self._stock.listed, self._stock.without_audio, self).exec()

    def _empty_cache(self) -> None:
        if self._emptying:  # the button stays enabled, for it would lose the focus
            return
        self._emptying = True
        wanted = self._view.is_sound_wanted
        self._desk.work(
            partial(_empty, self._desk.folder / CACHE, wanted), self._on_emptied, self._on_failed
        )

    def _on_emptied(self, freed: int) -> None:
        self._emptying, self._freed = False, freed
        self.count()

    def _save_report(self) -> None:
        if self._stock is None:
            return
        title = translate("Health", "Save a report for support")
        chosen, _ = QFileDialog.getSaveFileName(self, title, "qa-desktop-report.json", "*.json")
        if chosen:
            said = support_report(self._stock, self.check.report)
            self._desk.work(partial(_save, Path(chosen), said), None, self._on_failed)


def _in_words(stock: Stock) -> dict[str, str]:
    counted = _counted(stock)
    here = translate("Health", "{calls}, {recordings}")
    if stock.without_audio:
        here = translate("Health", "{calls}, {recordings}; the audio of {missing} is not here")
    journal = translate("Health", "{operations} of {devices}, without a gap")
    if stock.gaps or stock.forks:
        journal = translate("Health", "{operations} of {devices}; gaps: {gaps}, branches: {forks}")
    sizes = {name: size_in_words(size) for name, size in stock.sizes.items()}
    return {
        "recordings": here.format(missing=count_in_words(stock.without_audio), **counted),
        "period": (
            f"{stock.period.first} – {stock.period.last}"
            if stock.period.first
            else translate("Health", "No call has a date yet")
        ),
        "work": translate("Health", "{evaluations}, {comments}; {deleted} in the trash").format(
            deleted=count_in_words(stock.counts["deleted"]), **counted
        ),
        "people": translate("Health", "{agents}, {people}").format(**counted),
        "journal": journal.format(gaps=stock.gaps, forks=stock.forks, **counted),
        "sizes": translate(
            "Health", "Recordings {audio}, database {database}, backups {backups}, log {log}"
        ).format(**sizes),
        "free": size_in_words(stock.free),
    }


def _counted(stock: Stock) -> dict[str, str]:
    words = {
        "calls": ("call", translate("Health", "1 call"), translate("Health", "{n} calls")),
        "recordings": (
            "recording",
            translate("Health", "1 recording"),
            translate("Health", "{n} recordings"),
        ),
        "evaluations": (
            "evaluation",
            translate("Health", "1 evaluation"),
            translate("Health", "{n} evaluations"),
        ),
        "comments": (
            "annotation",
            translate("Health", "1 comment"),
            translate("Health", "{n} comments"),
        ),
        "agents": ("agent", translate("Health", "1 agent"), translate("Health", "{n} agents")),
        "people": (
            "person",
            translate("Health", "1 inspector"),
            translate("Health", "{n} inspectors"),
        ),
        "operations": (
            "operation",
            translate("Health", "1 operation"),
            translate("Health", "{n} operations"),
        ),
        "devices": ("device", translate("Health", "1 device"), translate("Health", "{n} devices")),
    }
    return {
        name: number_of(stock.counts[kind], one, many) for name, (kind, one, many) in words.items()
    }


def _count(folder: Path, progress: Any, cancelled: Any) -> Stock:
    with Reader.open(folder) as reader:
        return take_stock(reader, progress, cancelled)


def _empty(cache: Path, wanted: Any, _progress: Any, _cancelled: Any) -> int:
    return enforce(cache, 0, wanted)


def _save(file: Path, words: str, _progress: Any, _cancelled: Any) -> None:
    with plain_faults(file.parent), durable_file(file, elsewhere=True) as stream:
        stream.write(words.encode())
