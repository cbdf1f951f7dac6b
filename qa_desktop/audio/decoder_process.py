"""The processes that decode: started once, lent to one reader at a time, ended when they fail.

Two wait for work at most, one for the open recording and one for the next. A child that crashed,
was silent for too long or was given up in the middle of a file is ended and another one started.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, Final

import numpy as np

from qa_desktop.audio.decoder_child import COMMAND, HEAD, LARGEST_BLOCK
from qa_desktop.errors import CancelledError
from qa_desktop.paths import own_program

SILENCE_SECONDS: Final = 30.0
"""The longest wait for one answer. A block takes milliseconds; a slow disk is no reason to give up,
and on Linux and macOS the child's processor time ends sooner (``decoder_child``)."""
CLOSING_SECONDS: Final = 2.0
"""Then it is quicker to start another one."""
WAITING: Final = 2
_WATCH_SECONDS: Final = 0.1
_PIPE_BYTES: Final = 1 << 20


class EndedError(Exception):
    """The child is gone: it crashed, met its limits, or was silent for too long."""


class DecoderProcess:
    """One child. Used by one thread at a time."""

    def __init__(self) -> None:
        self.has_answered = False
        self.patience = SILENCE_SECONDS
        self._answers_read = 0
        self._room = memoryview(b"")
        self._awaited = 0
        """The number of the answer that is waited for; 0 for none."""
        self.was_silent = False
        """It was ended because it took too long."""
        self._was_cancelled = False
        self._returned = threading.Event()
        self._watch: threading.Thread | None = None
        self._child = subprocess.Popen(  # noqa: S603 - this program itself
            [*own_program(), COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # its threads reserve memory
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._child.stdin is not None  # noqa: S101
        assert self._child.stdout is not None  # noqa: S101
        self._questions: IO[bytes] = self._child.stdin
        self._answers: Any = self._child.stdout
        _widen(self._answers.fileno())

    @property
    def is_alive(self) -> bool:
        return self._child.poll() is None

    def begin(self, cancelled: Callable[[], bool]) -> None:
        """From now on it is ended when it is silent for ``patience`` or the reader cancels."""
        self.patience = SILENCE_SECONDS
        self._was_cancelled = False
        self._returned.clear()
        watch = threading.Thread(target=self._look_after, args=(cancelled,), daemon=True)
        self._watch = watch
        watch.start()

    def finish(self) -> None:
        """The reader is done with it."""
        self._returned.set()
        if self._watch is not None:
            self._watch.join()
            self._watch = None

    def ask(self, question: dict[str, Any]) -> None:
        with suppress(OSError):  # one that died is met when its answer is read
            self._questions.write(json.dumps(question).encode("ascii") + b"\n")

    def receive(self) -> tuple[int, memoryview]:
        """The next answer: its kind and its bytes, which hold until the one after it is asked for.

        Raises ``EndedError``, and ``CancelledError`` where the reader gave up a silent child.
        """
        self._answers_read += 1
        self._awaited = self._answers_read
        try:
            kind, length = HEAD.unpack(self._read(HEAD.size))
            if length > LARGEST_BLOCK:
                raise EndedError
            content = self._read(length)
        finally:
            self._awaited = 0
        self.has_answered = True
        return kind, content

    def end(self) -> None:
        """Idempotent; at once, whatever it is doing."""
        self.finish()
        if self._child.poll() is None:
            self._child.kill()
        self._child.wait()
        for stream in (self._questions, self._answers):
            with suppress(OSError):
                stream.close()

    def _read(self, count: int) -> memoryview:
        if len(self._room) < count:
            # numpy does not clear the memory first, and aligns it for any type.
            self._room = memoryview(np.empty(count, np.uint8).data)
        content = self._room[:count]
        done = 0
        while done < count:
            read = self._answers.readinto(content[done:])
            if not read:
                raise CancelledError if self._was_cancelled else EndedError
            done += read
        return content

    def _look_after(self, cancelled: Callable[[], bool]) -> None:
        """Time is counted in looks: a computer that slept, or a program that was stopped, has not
        waited."""
        waited, answer = 0.0, 0
        while not self._returned.wait(_WATCH_SECONDS):
            waited = waited + _WATCH_SECONDS if self._awaited == answer else 0.0
            answer = self._awaited
            if not answer or not waited:
                continue
            self._was_cancelled = cancelled()
            self.was_silent = waited >= self.patience
            if self._was_cancelled or self.was_silent:
                self._child.kill()
                return


class _Waiting:
    """Children that wait for work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._children: list[DecoderProcess] = []
        self._is_kept_ready = False

    def borrow(self) -> DecoderProcess:
        with self._lock:
            while self._children:
                child = self._children.pop()
                if child.is_alive:
                    return child
                child.end()
        return DecoderProcess()

    def give_back(self, child: DecoderProcess, *, is_usable: bool) -> None:
        child.finish()
        with self._lock:
            if is_usable and child.is_alive and len(self._children) < WAITING:
                self._children.append(child)
                return
        child.end()
        if self._is_kept_ready:
            self.keep_ready()

    def keep_ready(self) -> None:
        self._is_kept_ready = True
        with self._lock:
            if not self._children:
                self._children.append(DecoderProcess())

    def end(self) -> None:
        self._is_kept_ready = False
        with self._lock:
            children, self._children = self._children, []
        for child in children:
            child.end()


_waiting = _Waiting()
atexit.register(_waiting.end)


def borrow() -> DecoderProcess:
    """A child for one reader, who gives it back; raises ``OSError`` where none can be started."""
    return _waiting.borrow()


def give_back(child: DecoderProcess, *, is_usable: bool) -> None:
    """``is_usable`` is False for one that is in the middle of something, or dead."""
    _waiting.give_back(child, is_usable=is_usable)


def keep_ready() -> None:
    """Start a child now, before it is needed, and another whenever one had to be ended."""
    _waiting.keep_ready()


def end_all() -> None:
    """End those that wait; the next reader starts one."""
    _waiting.end()


def _widen(pipe: int) -> None:
    """So that the child decodes some blocks ahead, where the system lets a pipe hold them."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
