"""Work for the window in a process of its own: whatever takes long in Python holds its lock, and
the window would stand still.

The process is this program, started with the hidden command ``work-beside``. What it is asked to
do (``Task``) comes on its standard input; how far it is and what came of it go to its standard
output. It is ended by closing its input: then it gives up and takes away what is half made.
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
from typing import IO, Any, Final, Protocol

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.paths import own_program

COMMAND: Final = "work-beside"
_LENGTH: Final = struct.Struct("<I")
_POLL_S: Final = 0.05
_PATIENCE_S: Final = 3.0

Progress = Callable[[int, int], None]


class Task(Protocol):
    """What is asked; goes from one process to the other, so its class stands in a module."""

    def do(self, ward: Ward) -> Any:
        """In the child; what it returns, or raises, is what the one who waits gets."""


class Child:
    """The process, and the thread that hears what it says."""

    def __init__(self, task: Task, progress: Progress, cancelled: Callable[[], bool]) -> None:
        self.is_done = False
        self.is_committing = False
        """It has said that it is about to commit: from here on it cannot be called off."""
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
        self._ear = threading.Thread(target=self._listen, name="child", daemon=True)
        self._ear.start()
        self.tell(task)

    def result(self) -> Any:
        """What came of it; raises what it met instead."""
        (found,) = self.wait("done")
        self.is_done = True
        return found

    def wait(self, word: str) -> tuple[Any, ...]:
        """What it says with this word; raises what it met instead.

        ``UserFacingError`` as the child raised it, ("bundle.stopped") when it died;
        ``RuntimeError`` with the trace of a bug.
        """
        while True:
            if self._cancelled() and not self.is_committing:
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
                self.tell("committed")
                self.is_committing = True
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

    def tell(self, what: Any) -> None:
        assert self._process.stdin is not None  # noqa: S101
        with suppress(OSError, ValueError):  # one that died or was ended is met while listening
            _send(self._process.stdin, what)

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101
        while (said := _receive(self._process.stdout)) is not None:
            self._said.put(said)
        self._said.put(None)


def run_beside(
    task: Task,
    progress: Progress = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Any:
    """Start a child with ``task`` and wait for what comes of it, which is told by nothing else.

    Raises as ``Child.wait`` does, and ``CancelledError`` when told so.
    """
    child = Child(task, progress, cancelled)
    try:
        return child.result()
    finally:
        child.end()


class Ward:
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
    ward = Ward()
    try:
        ward.say("done", ward.task.do(ward))
    except UserFacingError as error:
        ward.say("error", error.id, error.params)
    except CancelledError:
        pass
    except Exception:  # noqa: BLE001 - the window logs it as a bug of its own
        ward.say("bug", traceback.format_exc())


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
