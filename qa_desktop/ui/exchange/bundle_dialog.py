"""A bundle that was handed over: who wrote it, what merging it would do, and the merging."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.manifest import bundle_id
from qa_desktop.services.bundle_merging import Merge
from qa_desktop.ui import i18n
from qa_desktop.ui.exchange import bundle_words
from qa_desktop.ui.exchange.merge_run import LookedInto, MergeRun
from qa_desktop.ui.exchange.pages import at_the_end, offer, page_column, set_role, words_label
from qa_desktop.ui.fitting_dialog import resize_on_screen
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk

_SIZE = QSize(640, 480)
_WORKING, _PREVIEW, _RESULT = range(3)


class BundleDialog(QDialog):
    """Looks when it opens; nothing is changed before Merge is pressed."""

    merged = Signal(object)
    """The ``Merge`` that was carried out."""
    conflicts_wanted = Signal()
    team_wanted = Signal()
    """Join the team whose bundle it is."""
    receipt_wanted = Signal(str)
    """A receipt for this person (id)."""
    answer_wanted = Signal(str, str)
    """The answer to a request: its bundle's id, and who asked."""

    def __init__(self, desk: Desk, file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bundle_dialog")
        self.setWindowTitle(translate("Bundle", "Bundle"))
        self.file = file
        self._done: Merge | None = None
        self._run = MergeRun(desk, self)
        self._title = words_label("bundle_file", "title")
        self._title.setText(file.name)
        self._title.setToolTip(f"<p>{escape(str(file))}</p>")
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._working_page())
        self._pages.addWidget(self._preview_page())
        self._pages.addWidget(self._result_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._pages, 1)
        resize_on_screen(self, _SIZE)
        self._run.progressed.connect(self._on_progress)
        self._run.looked.connect(self._on_looked)
        self._run.merged.connect(self._on_merged)
        self._run.failed.connect(self._on_failed)
        self._run.cancelled.connect(self.close)
        self._show_working(translate("Bundle", "Looking into the bundle…"))
        self._run.look(file)

    def reject(self) -> None:
        """Closing while it runs gives it up first: then nothing was changed."""
        if self._run.running:
            self._run.cancel()
        else:
            super().reject()

    # -- pages

    def _working_page(self) -> QWidget:
        page = QWidget(self)
        self._doing = named("bundle_doing", QLabel(page))
        self._bar = named("bundle_progress", QProgressBar(page))
        self._bar.setTextVisible(False)
        self._bar.setMaximum(0)
        stop = named("bundle_stop", QPushButton(translate("Bundle", "Cancel"), page))
        stop.setAutoDefault(False)
        stop.clicked.connect(self.reject)
        column = page_column(page)
        column.addStretch(1)
        column.addWidget(self._doing)
        column.addWidget(self._bar)
        column.addStretch(1)
        column.addLayout(at_the_end(stop))
        return page

    def _preview_page(self) -> QWidget:
        page = QWidget(self)
        self._sender = words_label("bundle_sender")
        self._doubt = words_label("bundle_doubt", "nudge")
        self._subject = words_label("bundle_subject", "muted")
        self._counts = QWidget(objectName="bundle_counts")
        self._grid = QGridLayout(self._counts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self._known = words_label("bundle_known", "muted")
        self._conflicts = words_label("bundle_conflicts")
        self._hides = words_label("bundle_hides")
        self._troubles = words_label("bundle_troubles", "nudge")
        body = QWidget(objectName="bundle_body")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(8)
        for part in (
            *(self._sender, self._doubt, self._subject, self._counts, self._known),
            *(self._conflicts, self._hides, self._troubles),
        ):
            inside.addWidget(part)
        inside.addStretch(1)
        scroll = named("bundle_scroll", QScrollArea(page))
        scroll.setAccessibleName(translate("Bundle", "What merging would do"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        self._agreed = named("bundle_agreed", QCheckBox(page))
        self._agreed.toggled.connect(lambda _on: self._show_ready())
        self._not_now = named("bundle_not_now", QPushButton(translate("Bundle", "Not now"), page))
        self._not_now.clicked.connect(self.reject)
        self._merge = named("bundle_merge", QPushButton(translate("Bundle", "Merge"), page))
        self._merge.setProperty("role", "primary")
        self._merge.clicked.connect(self._on_merge)
        column = page_column(page)
        column.addWidget(scroll, 1)
        column.addWidget(self._agreed)
        column.addLayout(at_the_end(self._not_now, self._merge))
        return page

    def _result_page(self) -> QWidget:
        page = QWidget(self)
        self._result = words_label("bundle_result")
        self._after = words_label("bundle_after", "muted")
        self._settle = named("bundle_settle", QPushButton(page))
        self._settle.clicked.connect(self._on_settle)
        self._join = named("bundle_join", QPushButton(translate("Bundle", "Join the team…"), page))
        self._join.clicked.connect(self._on_join)
        self._join.hide()
        self._reply = named("bundle_reply", QPushButton(page))
        self._reply.clicked.connect(self._on_reply)
        self._close = named("bundle_close", QPushButton(translate("Bundle", "Close"), page))
        self._close.setProperty("role", "primary")
        self._close.clicked.connect(self.accept)
        column = page_column(page)
        column.addWidget(self._result)
        column.addWidget(self._after)
        column.addStretch(1)
        column.addLayout(at_the_end(self._settle, self._join, self._reply, self._close))
        return page

    # -- what happens

    def _show_working(self, words: str) -> None:
        """Nothing has the keyboard but Esc: a second Enter must not press Cancel."""
        self._doing.setText(words)
        self._bar.setMaximum(0)
        self._pages.setCurrentIndex(_WORKING)
        self.setFocus()

    def _on_progress(self, done: int, total: int) -> None:
        self._bar.setMaximum(total)
        self._bar.setValue(done)

    def _on_looked(self, looked: LookedInto) -> None:
        found = looked.merge
        gaps = bundle_words.gap_lines(found.gaps, looked.here, looked.people)
        forks = bundle_words.fork_lines(found.forks, looked.here, looked.people)
        known = translate("Bundle", "Known here already: {count} entries of the journal")
        for label, words in (
            (self._sender, bundle_words.sender_words(found)),
            (self._doubt, bundle_words.doubt_words(found)),
            (self._subject, bundle_words.nothing_new(found) or bundle_words.subject_line(looked)),
            (self._known, known.format(count=f"{found.known:,}") if found.known else ""),
            (self._conflicts, bundle_words.conflict_lines(looked)),
            (self._hides, bundle_words.hides_lines(looked)),
            (self._troubles, "\n".join(part for part in (gaps, forks) if part)),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        set_role(self._hides, "error" if found.hides_many else "nudge")
        self._fill_counts(bundle_words.counts(found))
        self._agreed.setText(
            translate("Bundle", "I have asked the sender; hide these {count} records").format(
                count=f"{found.hidden:,}"
            )
        )
        self._agreed.setVisible(found.hides_many)
        self._pages.setCurrentIndex(_PREVIEW)
        self._show_ready()
        offer(self._not_now if found.hides_many else self._merge)

    def _fill_counts(self, lines: list[tuple[str, str]]) -> None:
        self._counts.setVisible(bool(lines))
        for row, (name, count) in enumerate(lines):
            for place, words in enumerate((name, count)):
                label = QLabel(words, self._counts)
                label.setObjectName(f"bundle_count_{row}_{place}")
                if place == 1:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._grid.addWidget(label, row, place)

    def _show_ready(self) -> None:
        self._merge.setEnabled(self._agreed.isHidden() or self._agreed.isChecked())

    def _on_merge(self) -> None:
        self._show_working(translate("Bundle", "Merging; nothing counts before all of it is in…"))
        self._run.merge(self.file, accept_hides=self._agreed.isChecked())

    def _on_merged(self, done: Merge) -> None:
        self._result.setText(bundle_words.result_words(done))
        set_role(self._result, "title")
        self._after.setText(bundle_words.after_words(done))
        count = len(done.conflicts)
        words = translate("Bundle", "Settle {count} conflicts…").format(count=f"{count:,}")
        self._settle.setText(words)
        self._settle.setVisible(bool(count))
        self._show_reply(done)
        self._pages.setCurrentIndex(_RESULT)
        offer(self._close)
        self.merged.emit(done)

    def _show_reply(self, done: Merge) -> None:
        """Who sent something is told that it came; who asked gets an answer."""
        self._done = done
        purpose = done.manifest.purpose
        words = (
            translate("Bundle", "Write the answer…")
            if purpose == "request"
            else translate("Bundle", "Write a receipt…")
        )
        self._reply.setText(words)
        self._reply.setVisible(purpose == "request" or (purpose != "receipt" and done.person != ""))

    def _on_reply(self) -> None:
        done = self._done
        self.accept()
        if done is not None and done.manifest.purpose == "request":
            self.answer_wanted.emit(bundle_id(done.manifest), done.who)
        elif done is not None:
            self.receipt_wanted.emit(done.person)

    def _on_failed(self, error: UserFacingError) -> None:
        """Refused as a whole: nothing was changed."""
        set_role(self._result, "error")
        self._result.setText(error.say(i18n.catalogue_language()))
        self._after.setText(translate("Bundle", "Nothing was changed."))
        self._settle.hide()
        self._reply.hide()
        self._join.setVisible(error.id == "bundle.join_first")
        self._pages.setCurrentIndex(_RESULT)
        offer(self._close)

    def _on_join(self) -> None:
        self.accept()
        self.team_wanted.emit()

    def _on_settle(self) -> None:
        self.accept()
        self.conflicts_wanted.emit()
