"""A bundle looked into or merged by a process of its own, while the window works on.

Storing a hundred thousand records holds Python's lock for many seconds. The child checks the
bundle, backs up and stores the recordings while the person goes on writing; then it says that it
is ready, the window's writer stands aside, and the child does its one transaction. Ended at any
point before it commits, by a crash or by the person, it leaves everything as it was.
"""

from __future__ import annotations

import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.paths import own_program
from qa_desktop.services.bundle_merging import Merge, merge, preview
from qa_desktop.services.bundle_opening import in_clear
from qa_desktop.services.bundle_writing import OnWriter
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import Workspace

COMMAND: Final = "merge-beside"
_LENGTH: Final = struct.Struct("<I")
_POLL_S: Final = 0.05
_PATIENCE_S: Final = 3.0

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Task:
    """What the child is asked to do; ``file`` is in the clear, ``named`` is what the person has."""

    workspace: Path
    profile: Path
    file: Path
    named: Path
    only_look: bool
    accept_hides: bool = False
    looked_into: str = ""


def look_in_child(
    folder: Path,
    write: OnWriter,
    file: Path,
    *,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Merge:
    """``bundle_merging.preview`` elsewhere; arguments and errors as for ``merge_in_child``."""
    return _run(folder, write, file, progress, cancelled, only_look=True)


def merge_in_child(
    folder: Path,
    write: OnWriter,
    file: Path,
    *,
    accept_hides: bool = False,
    looked_into: str = "",
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Merge:
    """``bundle_merging.merge`` elsewhere. Runs on any thread but the writer's; ``write`` runs a
    function there and waits (``Desk.write_and_wait``).

    Raises ``UserFacingError`` as ``merge`` does, and ("bundle.stopped") when the child died;
    ``CancelledError`` when told so.
    """
    return _run(
        folder,
        write,
        file,
        progress,
        cancelled,
        only_look=False,
        accept_hides=accept_hides,
        looked_into=looked_into,
    )


def _run(
    folder: Path,
    write: OnWriter,
    file: Path,
    progress: Progress,
    cancelled: Callable[[], bool],
    **asked: Any,
) -> Merge:
    def secret() -> bytes:
        return bytes(write(lambda workspace: workspace.keys.receive_secret()))

    profile: Path = write(lambda workspace: workspace.keys.store.folder.parent)
    with in_clear(folder, file, secret, cancelled) as clear:
        child = _Child(Task(folder, profile, clear, file, **asked), progress, cancelled)
        try:
            child.wait("ready")
            done: Merge = write(child.let_write)
            return done
        finally:
            child.end()
            if not child.is_done:
                write(Workspace.take_back_unfinished)


class _Child:
    """The process, and the thread that hears what it says."""

    def __init__(self, task: Task, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self.is_done = False
        self._progress = progress
        self._cancelled = cancelled
        self._said: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            [*own_program(), COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
        )
        self._ear = threading.Thread(target=self._listen, name="merge-child", daemon=True)
        self._ear.start()
        self._tell(task)

    def let_write(self, _workspace: Workspace) -> Merge:
        """On the writer's thread, which writes nothing meanwhile."""
        self._tell("go")
        (members,) = self.wait("done")
        self.is_done = True
        return Merge(**members)

    def wait(self, word: str) -> tuple[Any, ...]:
        """What it says with this word; raises what it met instead."""
        is_committing = False
        while True:
            if self._cancelled() and not is_committing:
                raise CancelledError
            try:
                said = self._said.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            if said is None:
                raise UserFacingError("bundle.stopped")
            kind, *rest = said
            if kind == word:
                return tuple(rest)
            if kind == "progress":
                self._progress(*rest)
            elif kind == "committing":
                self._tell("committed")
                is_committing = True
            elif kind == "error":
                raise UserFacingError(rest[0], **rest[1])
            elif kind == "bug":
                raise RuntimeError(rest[0])

    def end(self) -> None:
        """Closing its input tells it to stop; one that does not is ended."""
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._ear.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _tell(self, what: Any) -> None:
        assert self._process.stdin is not None  # noqa: S101
        with suppress(OSError):  # one that died is met while listening
            _send(self._process.stdin, what)

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101
        while (said := _receive(self._process.stdout)) is not None:
            self._said.put(said)
        self._said.put(None)


class _Ward:
    """The child's side: what it says, and what it is told by the one that waits."""

    def __init__(self) -> None:
        self._questions, self._answers = sys.stdin.buffer, sys.stdout.buffer
        self.task: Task = _receive(self._questions)
        self._words: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        threading.Thread(target=self._hear, daemon=True).start()

    def cancelled(self) -> bool:
        return self._stopped.is_set()

    def say(self, *what: Any) -> None:
        try:
            _send(self._answers, what)
        except OSError:
            self._stopped.set()

    def progress(self, done: int, whole: int) -> None:
        self.say("progress", done, whole)

    def step(self, word: str) -> None:
        """Say so, and wait for leave: from then on it is known there how far we are."""
        self.say(word)
        if self._words.get() is None:
            raise CancelledError

    def _hear(self) -> None:
        while (word := _receive(self._questions)) is not None:
            self._words.put(word)
        self._stopped.set()
        self._words.put(None)


def serve() -> None:
    """The child's side, on its own input and output."""
    if hasattr(os, "nice"):
        os.nice(5)  # the window goes first
    ward = _Ward()
    try:
        ward.say("done", vars(_work(ward)))
    except UserFacingError as error:
        ward.say("error", error.id, error.params)
    except CancelledError:
        pass
    except Exception:  # noqa: BLE001 - the window logs it as a bug of its own
        ward.say("bug", traceback.format_exc())


def _work(ward: _Ward) -> Merge:
    task = ward.task
    with Workspace.lent(task.workspace, KeyStore(task.profile)) as workspace:
        if task.only_look:
            return preview(workspace, task.file, ward.progress, ward.cancelled, step=ward.step)
        return merge(
            workspace,
            task.file,
            named=task.named,
            accept_hides=task.accept_hides,
            looked_into=task.looked_into,
            progress=ward.progress,
            cancelled=ward.cancelled,
            step=ward.step,
        )


def _send(stream: IO[bytes], what: Any) -> None:
    text = pickle.dumps(what)
    stream.write(_LENGTH.pack(len(text)) + text)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    """None at the end, or where the other side died in the middle of a word. Both sides are this
    program, and nobody else can write to the pipe."""
    head = _read(stream, _LENGTH.size)
    text = _read(stream, _LENGTH.unpack(head)[0]) if head is not None else None
    return None if text is None else pickle.loads(text)  # noqa: S301


def _read(stream: IO[bytes], count: int) -> bytes | None:
    """Without the stream's lock: a thread that waits here must not keep the program from ending."""
    found = b""
    while len(found) < count:
        piece = os.read(stream.fileno(), count - len(found))
        if not piece:
            return None
        found += piece
    return found
