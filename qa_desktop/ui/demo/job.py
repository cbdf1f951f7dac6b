"""The job itself, step by step: what a person does, and what must be kept of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QTabBar, QTableView, QTextBrowser, QWidget

from qa_desktop.domain.scoring import Item
from qa_desktop.domain.scoring.model import Choice, Deduct, Scale
from qa_desktop.services.report_data import PeriodRequest
from qa_desktop.services.reporting import FeedbackRequest, Request, make_report, write_report
from qa_desktop.store.reader import Reader
from qa_desktop.ui import i18n, theme
from qa_desktop.ui.app import open_window
from qa_desktop.ui.demo.hands import Camera, compose, press, wait_for
from qa_desktop.ui.i18n import LanguageCode
from qa_desktop.ui.main_window import MainWindow

Act = Callable[[], None]
Claim = Callable[[dict[str, Any]], bool]

CALLS = 10
SIZE = (1440, 900)
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
WEAKNESS = "开场白没有主动询问客户需求"
STRENGTH = "语速适中，"
STRENGTH_REST = "先安抚再处理"
LISTENED_MS = 2_500


class Job:
    """One person at the window. What a step has seen is kept for its claim."""

    def __init__(
        self, app: QApplication, folder: Path, camera: Camera, language: LanguageCode
    ) -> None:
        self._app = app
        self._folder = folder
        self._camera = camera
        self._language = language
        self._window: MainWindow | None = None
        self._call = ""
        self._marked_ms = self._paused_ms = -1
        self._answers: dict[str, Any] = {}
        self._published: int | None = None
        self._papers: list[Path] = []

    def steps(self) -> Iterator[tuple[str, Act, Claim]]:
        """Name, what is done, and what a fresh process must then read."""
        yield "import", self._import, self._has_calls
        yield "open", self._open, lambda found: bool(found["open_call"] == self._call)
        yield "listen", self._listen, self._was_heard
        yield "annotate", self._annotate, self._has_weakness
        yield "score", self._score, self._has_answers
        yield "half a comment", self._half_a_comment, self._has_draft
        yield "restart in the middle", self._restart, self._has_answers
        yield "finish the comment", self._finish_comment, self._has_strength
        yield "submit and next", self._submit, self._is_submitted
        yield "restart", self._restart, self._is_submitted
        yield "today's list", self._todays_list, self._is_submitted
        yield "feedback sheet", self._feedback_sheet, self._is_acknowledged
        yield "daily detail", self._daily_detail, lambda _found: self._papers_are_there()

    # -- the window

    @property
    def window(self) -> MainWindow:
        assert self._window is not None  # noqa: S101 - the first step opens it
        return self._window

    def leave(self) -> None:
        """Close the window; everything queued is written."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _enter(self) -> None:
        opened = open_window(self._app, self._folder, self._language)
        assert opened is not None  # noqa: S101 - nobody was asked anything
        theme.apply(self._app, "light")
        self._window = opened
        opened.resize(*SIZE)
        wait_for(lambda: opened.inspect.listening, "the player")

    def _restart(self) -> None:
        self.leave()
        self._enter()
        wait_for(lambda: self.window.inspect.call, "the call that was open")
        wait_for(lambda: self.window.inspect.page.timeline.isVisible(), "the timeline")

    def _find(self, name: str) -> QWidget:
        wait_for(lambda: self.window.findChild(QWidget, name), name)
        found = self.window.findChild(QWidget, name)
        assert found is not None  # noqa: S101 - that was waited for
        return found

    def _press(self, key: Qt.Key, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
        press(self.window, key, modifiers)

    # -- the steps

    def _import(self) -> None:
        self._enter()
        self._camera.take(self.window, "1-empty")
        self.window.load_demo()
        close = self._find("import_close")
        wait_for(close.isVisible, "the end of the import")
        self._camera.take(close.window(), "1-imported")
        press(close, Qt.Key.Key_Space)
        wait_for(lambda: self.window.inspect.call, "the first call")

    def _has_calls(self, found: dict[str, Any]) -> bool:
        return len(found["calls"]) == CALLS

    def _open(self) -> None:
        self.window.show_screen("calls")
        table = self._find("calls_table")
        assert isinstance(table, QTableView)  # noqa: S101
        wait_for(lambda: table.model().rowCount() == CALLS, "the list of calls")
        table.setFocus()
        table.selectRow(1)
        self._camera.take(self.window, "2-calls", dark=True)
        inspect = self.window.inspect
        first = inspect.call
        self._press(Qt.Key.Key_Return)
        wait_for(lambda: inspect.call and inspect.call != first, "the chosen call")
        wait_for(self._is_ready_to_play, "the recording")
        self._call = inspect.call.id if inspect.call else ""

    def _is_ready_to_play(self) -> bool:
        return self.window.inspect.is_ready

    def _listen(self) -> None:
        listening = self.window.inspect.listening
        assert listening is not None  # noqa: S101
        self._press(Qt.Key.Key_Space)
        wait_for(lambda: listening.position_ms >= LISTENED_MS, "sound")
        self._press(Qt.Key.Key_Space)
        self._paused_ms = listening.position_ms
        self._saved()

    def _was_heard(self, found: dict[str, Any]) -> bool:
        """Where it was paused, and that it was really played up to there."""
        draft = json.loads(found["drafts"].get(f"listening {self._call}", "{}"))
        heard = sum(to - start for start, to, _ in draft.get("heard", []))
        return draft.get("position_ms") == self._paused_ms and heard >= LISTENED_MS // 2

    def _annotate(self) -> None:
        inspect = self.window.inspect
        self._press(Qt.Key.Key_Space)
        wait_for(lambda: inspect.listening and inspect.listening.playing, "playing")
        self._press(Qt.Key.Key_B)
        wait_for(lambda: inspect.marking.comment, "the comment editor")
        comment = inspect.marking.comment
        self._marked_ms = comment.at_ms if comment else -1
        compose(self.window, WEAKNESS)
        self._camera.take(self.window, "3-comment", dark=True)
        self._press(Qt.Key.Key_Return)
        wait_for(lambda: inspect.marking.annotations, "the saved comment")

    def _has_weakness(self, found: dict[str, Any]) -> bool:
        mark = {"at_ms": self._marked_ms, "kind": "weakness", "text": WEAKNESS}
        return self._marked_ms >= 0 and mark in found["annotations"][self._call]

    def _half_a_comment(self) -> None:
        inspect = self.window.inspect
        wait_for(lambda: inspect.listening and inspect.listening.playing, "playing on")
        self._press(Qt.Key.Key_G)
        wait_for(lambda: inspect.marking.comment, "the comment editor")
        compose(self.window, STRENGTH)
        self._saved()
        self._press(Qt.Key.Key_Escape)

    def _has_draft(self, found: dict[str, Any]) -> bool:
        draft = json.loads(found["drafts"].get(f"annotation {self._call}", "{}"))
        return draft.get("text") == STRENGTH and draft.get("kind") == "strength"

    def _saved(self) -> None:
        wait_for(lambda: self.window.desk.pending == 0, "everything to be saved")

    def _score(self) -> None:
        """Every item by its number key; the first one loses and gets its evidence."""
        scoring = self.window.inspect.scoring
        assert scoring.version is not None and scoring.preview is not None  # noqa: S101
        first = True
        while scoring.preview.missing:
            item = scoring.version.items[scoring.preview.missing[0]]
            self._walk_to(item.id)
            self._press(_digit(_worst(item) if first else _best(item)))
            if first:
                self._press(Qt.Key.Key_E)
                first = False
        self._saved()
        self._press(Qt.Key.Key_W)
        self._camera.take(self.window, "4-scored", dark=True)
        self._press(Qt.Key.Key_W)
        self._answers = dict(scoring.form.answers) if scoring.form else {}
        published = scoring.preview.score.published
        self._published = None if published is None else int(published * 100)

    def _walk_to(self, item: str) -> None:
        scoring = self.window.inspect.scoring
        assert scoring.preview is not None  # noqa: S101
        visible = scoring.preview.visible
        while scoring.current != item:
            down = visible.index(scoring.current or visible[0]) < visible.index(item)
            self._press(Qt.Key.Key_Down if down else Qt.Key.Key_Up)

    def _has_answers(self, found: dict[str, Any]) -> bool:
        """In the draft, and after a restart also on the screen."""
        draft = json.loads(found["drafts"].get(f"evaluation {self._call}", "{}"))
        scoring = self.window.inspect.scoring
        shown = scoring.form.answers if scoring.form else {}
        return bool(self._answers) and draft.get("answers") == self._answers == shown

    def _finish_comment(self) -> None:
        inspect = self.window.inspect
        wait_for(lambda: inspect.marking.comment, "the draft of the comment")
        editor = self._find("comment_text")
        editor.setFocus()
        self._press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        compose(self.window, STRENGTH_REST)
        self._press(Qt.Key.Key_Return)
        wait_for(lambda: len(inspect.marking.annotations) == 2, "the saved comment")

    def _has_strength(self, found: dict[str, Any]) -> bool:
        texts = [mark["text"] for mark in found["annotations"][self._call]]
        return sorted(texts) == sorted([WEAKNESS, STRENGTH + STRENGTH_REST])

    def _submit(self) -> None:
        inspect = self.window.inspect
        self._press(Qt.Key.Key_Return, _CTRL_SHIFT)
        wait_for(lambda: inspect.call and inspect.call.id != self._call, "the next call")
        wait_for(self._is_ready_to_play, "the next recording")
        self._saved()
        self._camera.take(self.window, "5-next")

    def _is_submitted(self, found: dict[str, Any]) -> bool:
        status = found["calls"][self._call]["status"]
        kept = found["evaluations"].get(self._call)
        draft = f"evaluation {self._call}" in found["drafts"]
        gone_on = found["open_call"] != self._call
        return status == "evaluated" and kept == self._published and not draft and gone_on

    def _todays_list(self) -> None:
        self.window.show_screen("calls")
        tabs = self._find("calls_tabs")
        assert isinstance(tabs, QTabBar)  # noqa: S101
        tabs.setCurrentIndex(1)
        table = self._find("today_table")
        assert isinstance(table, QTableView)  # noqa: S101
        wait_for(lambda: table.model().rowCount() == 1, "today's evaluation")
        self._camera.take(self.window, "6-today", dark=True)
        self.window.show_screen("settings")
        self._camera.take(self.window, "7-settings", dark=True)
        self.window.show_screen("inspect")
        self._press(Qt.Key.Key_F1)
        self._camera.take(self.window, "8-keys")
        self._press(Qt.Key.Key_F1)

    def _feedback_sheet(self) -> None:
        """Shown beside the call, answered by the agent, and as a file."""
        self.window.open_call(self._call)
        inspect = self.window.inspect
        wait_for(lambda: inspect.call and inspect.call.id == self._call, "the submitted call")
        wait_for(lambda: inspect.evaluation, "its evaluation")
        self._press(Qt.Key.Key_F7)
        sheet = self._find("feedback_sheet")
        assert isinstance(sheet, QTextBrowser)  # noqa: S101
        wait_for(sheet.toPlainText, "the sheet")
        self._camera.take(sheet.window(), "9-feedback", dark=True)
        for name in ("answer_agrees", "answer_record"):
            button = self._find(name)
            button.setFocus()
            press(button, Qt.Key.Key_Space)
        self._saved()
        sheet.window().close()
        evaluation = inspect.evaluation or ""
        self._leave_paper("feedback", FeedbackRequest(evaluation), "feedback-sheet.pdf")

    def _is_acknowledged(self, found: dict[str, Any]) -> bool:
        return self._call in found["acknowledged"] and self._papers_are_there()

    def _daily_detail(self) -> None:
        self.window.show_screen("reports")
        preview = self._find("report_preview")
        assert isinstance(preview, QTableView)  # noqa: S101
        wait_for(lambda: preview.model().rowCount() > 0, "the daily detail")
        self._camera.take(self.window, "10-daily-detail", dark=True)
        self.window.show_screen("coaching")
        self._camera.take(self.window, "11-coaching", dark=True)
        today = date.today()
        for ending in ("xlsx", "pdf"):
            request = PeriodRequest(today, today)
            self._leave_paper("daily-detail", request, f"daily-detail.{ending}")

    def _leave_paper(self, kind: str, request: Request, name: str) -> None:
        """Made as ``report`` makes it, from what a reader of the workspace finds."""
        out = self._camera.paper(name)
        with Reader.open(self._folder) as reader:
            report = make_report(reader.db, kind, request)
        write_report(report, out, i18n.catalogue_language())
        self._papers.append(out)

    def _papers_are_there(self) -> bool:
        return all(paper.stat().st_size > 0 for paper in self._papers)


def _digit(number: int) -> Qt.Key:
    return Qt.Key(Qt.Key.Key_0.value + number)


def _best(item: Item) -> int:
    """The number key of the answer that loses nothing; a bonus is not claimed."""
    kind = item.answer
    if isinstance(kind, Choice):
        if item.bonus:
            return _worst(item)
        best = max(kind.options, key=lambda option: option.points)
        return kind.options.index(best) + 1
    if isinstance(kind, Scale):
        return kind.high
    return 0


def _worst(item: Item) -> int:
    kind = item.answer
    if isinstance(kind, Choice):
        worst = min(kind.options, key=lambda option: option.points)
        return kind.options.index(worst) + 1
    if isinstance(kind, Scale):
        return kind.low
    return 1 if isinstance(kind, Deduct) else 0
