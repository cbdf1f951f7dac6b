"""A person in a hurry at the real window until it is killed: imports, marks, scores, submits.

``python tests/e2e/window_child.py WORKSPACE LOG SEED``. A thing is logged only after the screen
says that it is saved. By keyboard, offscreen, with the real player (``QA_DESKTOP_PLAYER`` asks
for another).
"""

from __future__ import annotations

import os
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import soundfile
from PySide6.QtCore import (
    QCoreApplication,
    QEventLoop,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from factories import write_wav
from kill_log import KillLog, find_leftovers

from qa_desktop.domain.scoring import Item
from qa_desktop.store.workspace import DATABASE, Workspace
from qa_desktop.ui.app import application, open_window
from qa_desktop.ui.calls.models import ID_ROLE
from qa_desktop.ui.demo.hands import compose, press
from qa_desktop.ui.inspect.annotation_list import ANNOTATION_ROLE
from qa_desktop.ui.inspect.answers import answer_of_digit

_PATIENCE_S = 20.0
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_MARKS = {
    "strength": Qt.Key.Key_G,
    "weakness": Qt.Key.Key_B,
    "note": Qt.Key.Key_N,
    "question": Qt.Key.Key_Q,
}


class Person:
    """Presses keys and believes only what the screen says."""

    def __init__(self, app: QApplication, folder: Path, log: KillLog, seed: int) -> None:
        self.folder = folder
        self.log = log
        self.random = random.Random(seed)
        self.seed = seed
        self.number = 0
        self.evaluations: list[str] = []
        self._pulse = QTimer(interval=5)
        self._pulse.start()  # something to wake up for while waiting
        opened = open_window(app, folder, "en")
        assert opened is not None
        self.window = opened
        self.inspect = opened.inspect
        self.inspect.submitting.submitted.connect(lambda s: self.evaluations.append(s.evaluation))
        self.wait(lambda: self.inspect.listening, "the player")
        self.wait(lambda: "/" in self.text("status_today"), "today's count")

    def work(self) -> None:
        """For ever: each act once, in any order, then again."""
        acts = [self.comment, self.comment_half, self.mark_on, self.score_some, self.listen]
        acts += [self.open_another, self.submit, self.import_some]
        if not self._open_a_call():
            self.import_some()
        while True:
            self.random.shuffle(acts)
            for act in acts:
                act()

    # -- hands and eyes

    def wait(self, condition: Callable[[], object], what: str) -> None:
        until = time.monotonic() + _PATIENCE_S
        flags = QEventLoop.ProcessEventsFlag
        while not condition():
            if time.monotonic() > until:
                raise TimeoutError(f"waited in vain for {what}")
            QCoreApplication.processEvents(flags.AllEvents | flags.WaitForMoreEvents)

    def text(self, name: str) -> str:
        label = self.window.findChild(QLabel, name)
        assert label is not None, name
        return label.text()

    def saved(self) -> None:
        """The dot is green, and nothing on the screen speaks of trouble."""
        self.wait(lambda: self.text("status_saved").endswith("All saved"), "the green dot")
        message = self.window.message
        assert not message.isVisible(), self.text("message_words")
        modal = QApplication.activeModalWidget()
        assert modal is None or modal.objectName() != "crash_dialog", "see log/errors.log"

    def press(self, key: Qt.Key, modifiers: Any = _NO_MODIFIER) -> None:
        press(self.window, key, modifiers)

    def to_timeline(self) -> None:
        if self.window.focusWidget() is not self.inspect.page.timeline:
            self.press(Qt.Key.Key_Escape)
        assert self.window.focusWidget() is self.inspect.page.timeline

    @property
    def call(self) -> str:
        assert self.inspect.call is not None
        return self.inspect.call.id

    def _words(self, words: str) -> str:
        self.number += 1
        return f"{words} {self.seed}-{self.number}"

    def _listed(self) -> dict[str, Any]:
        """The annotations that the list shows, by their words."""
        model = self.inspect.page.list.model()
        rows = [model.index(row, 0).data(ANNOTATION_ROLE) for row in range(model.rowCount())]
        return {each.text: each for each in rows}

    def _ready(self) -> None:
        self.wait(lambda: self.inspect.call is not None, "a call")
        self.wait(lambda: self.inspect.is_ready, "the recording")

    # -- calls

    def _open_a_call(self) -> bool:
        """Whether the window opens one by itself."""
        self.wait(
            lambda: self.inspect.call is not None or self._shown("empty_import"), "a first screen"
        )
        if self.inspect.call is not None:
            self._ready()
        return self.inspect.call is not None

    def _shown(self, name: str) -> bool:
        part = self.window.findChild(QWidget, name)
        return part is not None and part.isVisible()

    def import_some(self) -> None:
        """Drop a folder on the window, look at the patterns, import, read the result."""
        folder = self.folder.parent / self._words("incoming").replace(" ", "-")
        count = self.random.randint(1, 4)
        for place in range(count):
            self._write_recording(folder, place)
        self.log.will("import", folder=str(folder))
        self._drop(folder)
        dialog = self._dialog()
        start = dialog.findChild(QWidget, "import_start")
        self.wait(start.isEnabled, "the names of the files")
        start.setFocus()
        press(dialog, Qt.Key.Key_Space)
        close = dialog.findChild(QWidget, "import_close")
        self.wait(close.isVisible, "the end of the import")
        result = dialog.findChild(QLabel, "import_result").text()
        assert result.startswith(f"{count} added"), result
        self.saved()
        self.log.did("import", folder=str(folder))
        press(close, Qt.Key.Key_Space)
        self.window.activateWindow()  # as window managers do
        self.wait(self.window.isActiveWindow, "the window")
        self._ready()

    def _write_recording(self, folder: Path, place: int) -> None:
        """Every other one has to be decoded before it can be heard."""
        name = f"20261120-0935{place:02d}-{self.random.randint(1000, 1009)}-{self.number}"
        plays_in_place, tone = self.random.random() < 0.5, self.random.uniform(200, 900)
        seconds = self.random.uniform(0.5, 8 if plays_in_place else 120)
        wav = write_wav(folder / f"{name}.wav", seconds, tone=tone)
        if not plays_in_place:
            samples, rate = soundfile.read(wav, dtype="int16")
            soundfile.write(wav.with_suffix(".flac"), samples, rate)
            wav.unlink()

    def _drop(self, folder: Path) -> None:
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(folder))])
        how = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, _NO_MODIFIER)
        QCoreApplication.sendEvent(self.window, QDragEnterEvent(QPoint(300, 300), *how))
        QCoreApplication.sendEvent(self.window, QDropEvent(QPointF(300, 300), *how))

    def _dialog(self) -> QWidget:
        self.wait(QApplication.activeModalWidget, "the import dialog")
        dialog = QApplication.activeModalWidget()
        assert dialog is not None and dialog.objectName() == "import_dialog", dialog
        return dialog

    def open_another(self) -> None:
        """Any of the list of calls."""
        self.window.show_screen("calls")
        table = self.window.findChild(QTableView, "calls_table")
        self.wait(lambda: table.model().rowCount(), "the list of calls")
        table.setFocus()
        table.selectRow(self.random.randrange(table.model().rowCount()))
        self.wait(lambda: table.currentIndex().data(ID_ROLE), "the chosen row")
        chosen = table.currentIndex().data(ID_ROLE)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: self.inspect.call is not None and self.call == chosen, "the call")
        self._ready()
        self.saved()

    def listen(self) -> None:
        """A moment; what was heard is proof of listening."""
        self.to_timeline()
        listening, call = self.inspect.listening, self.call
        assert listening is not None
        self.log.will("listening", call=call)
        until = time.monotonic() + 0.3
        self.press(Qt.Key.Key_Space)
        self.wait(lambda: time.monotonic() > until, "a moment of sound")
        if listening.playing:
            self.press(Qt.Key.Key_Space)
        heard = sum(to - start for start, to, _ in listening.heard())
        self.saved()
        self.log.did("listening", call=call, heard_ms=heard)

    # -- annotations

    def comment(self) -> None:
        """Mark, type, Enter. What was half typed is saved by the mark."""
        self._finish_open_comment(self._mark)
        words = self._words("语气不耐烦")
        self._type_half(words)
        self._save_comment(lambda: self.press(Qt.Key.Key_Return), words)

    def comment_half(self, kind: str | None = None) -> None:
        """Mark and begin to type; the rest some other time."""
        self._finish_open_comment(lambda: self._mark(kind))
        self._type_half(self._words("写到一半"))
        self.to_timeline()

    def mark_on(self) -> None:
        """Walk on a little and mark again, without a pause."""
        self.to_timeline()
        for _ in range(self.random.randint(1, 3)):
            self.press(Qt.Key.Key_Right)
        self.comment_half()

    def _mark(self, kind: str | None = None) -> None:
        self.log.will("draft", kind="annotation", key=self.call, holds={"text": ""})
        self.press(_MARKS[kind or self.random.choice(list(_MARKS))])
        assert self.inspect.page.editor.is_open

    def _finish_open_comment(self, act: Callable[[], None]) -> None:
        """Do what saves the comment that is still open, if there is one."""
        self.to_timeline()
        comment = self.inspect.marking.comment
        if comment is not None:
            self._save_comment(act, comment.text)
        else:
            act()

    def _save_comment(self, act: Callable[[], None], words: str) -> None:
        call = self.call
        self.log.will("annotation", call=call, text=words)
        act()
        self.wait(lambda: words in self._listed(), "the annotation in the list")
        self.saved()
        shown = self._listed()[words]
        self.log.did("annotation", id=shown.id, call=call, text=words, at=shown.at_ms)

    def _type_half(self, words: str) -> None:
        """As an input method gives them, in two parts; the first part is not waited for."""
        half = len(words) // 2
        for typed, more in ((words[:half], words[:half]), (words, words[half:])):
            entry = {"kind": "annotation", "key": self.call, "holds": {"text": typed}}
            self.log.will("draft", **entry)
            compose(self.window, more)
        shown = self.inspect.page.editor.text()
        assert shown == words, f"{shown!r} instead of {words!r}"
        self.saved()
        self.log.did("draft", **entry)

    # -- the card

    def score_some(self) -> None:
        """A few number keys down the card, in one go; the screen is looked at after the last."""
        for _ in range(self.random.randint(1, 5)):
            self._answer_one()
        self._drafted()

    def _holds(self, **changed: Any) -> dict[str, Any]:
        form = self.inspect.scoring.form
        assert form is not None
        holds = {"answers": form.answers, "strengths": form.strengths, **changed}
        return {"kind": "evaluation", "key": self.call, "holds": holds}

    def _drafted(self) -> None:
        self.saved()
        form = self.inspect.scoring.form
        if self.inspect.scoring.writable and form is not None and form.answers:
            self.log.did("draft", **self._holds())

    def _answer_one(self, item: Item | None = None) -> None:
        """The current item, unless another is asked for; a loss gets its evidence."""
        scoring = self.inspect.scoring
        if not scoring.writable or scoring.form is None or scoring.current_item is None:
            return
        self.to_timeline()
        if item is None:
            self.press(self.random.choice([Qt.Key.Key_Down, Qt.Key.Key_Up]))
            item = scoring.current_item
        meant = [(n, answer_of_digit(item, n)) for n in range(10)]
        digit, answer = self.random.choice([each for each in meant if each[1] is not None])
        self.log.will("draft", **self._holds(answers={**scoring.form.answers, item.id: answer}))
        self.press(Qt.Key(Qt.Key.Key_0.value + digit))

    def submit(self) -> None:
        """Everything answered, then the next call; the half comment goes in with it."""
        if not self.inspect.scoring.writable:
            return
        self._answer_all()
        self._praise()
        call, done = self.call, self._today()
        form = self.inspect.scoring.form
        assert form is not None
        strengths, answers = form.strengths, dict(form.answers)
        comment = self.inspect.marking.comment
        if comment is not None:
            self.log.will("annotation", call=call, text=comment.text)
        self.log.will("evaluation", call=call)
        self.press(Qt.Key.Key_Return, _CTRL_SHIFT)
        self.wait(lambda: self._today() > done, "today's count; " + self.text("submit_message"))
        self.wait(lambda: self.text("toast_words").startswith("Submitted"), "the toast")
        self.saved()
        submitted = {"id": self.evaluations[-1], "call": call, "strengths": strengths}
        if comment is not None:
            self.log.did("annotation", id=None, call=call, text=comment.text)
        self.log.did("evaluation", **submitted, answers=answers)
        self.wait(lambda: self.inspect.call is None or self.call != call, "the next call")
        if not self._open_a_call():
            self.import_some()

    def _today(self) -> int:
        return int(self.text("status_today").split()[1])

    def _answer_all(self) -> None:
        scoring = self.inspect.scoring
        assert scoring.preview is not None and scoring.version is not None
        if not self.inspect.marking.annotations:
            self.comment()  # something to be evidence
        while scoring.preview.missing:
            self._answer_one(self._walk_to(scoring.preview.missing[0]))
        while lacking := scoring.without_evidence():
            if self._walk_to(lacking[0]).bonus:  # a weakness proves no bonus
                self.comment_half("strength")
            self._finish_open_comment(lambda: self.press(Qt.Key.Key_E))
            self.wait(lambda: lacking[0] not in scoring.without_evidence(), "the evidence")
        self._drafted()

    def _walk_to(self, item: str) -> Item:
        self.to_timeline()
        scoring = self.inspect.scoring
        assert scoring.preview is not None and scoring.version is not None
        visible = scoring.preview.visible
        while scoring.current != item:
            down = visible.index(scoring.current or visible[0]) < visible.index(item)
            self.press(Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        return scoring.version.items[item]

    def _praise(self) -> None:
        """F6 to the feedback and back by Esc; a card that only blames would ask again."""
        form = self.inspect.scoring.form
        assert form is not None
        if form.strengths:
            return
        field = self.inspect.page.card.rows.feedback.strengths
        self.to_timeline()
        while self.window.focusWidget() is not field:
            self.press(Qt.Key.Key_F6)
        words = self._words("客户当场表扬")
        self.log.will("draft", **self._holds(strengths=words))
        compose(self.window, words)
        self._drafted()
        self.to_timeline()


def main() -> None:
    began = time.monotonic()
    folder, file, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    log = KillLog(file)
    log.will("open")
    left = find_leftovers(folder)
    again = (folder / DATABASE).exists()
    if not again:
        Workspace.open(folder, name="李敏", number="8001").close()
    person = Person(application(), folder, log, seed)
    still = [str(each) for each in left if each.exists()]
    seconds = round(time.monotonic() - began, 2)
    log.did("open", again=again, seconds=seconds, left=len(left), still_left=still)
    try:
        person.work()
    except Exception:  # noqa: BLE001 - the window would keep it for its own crash dialog
        traceback.print_exc()
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
