"""The lines of a bundle made ready to be stored, in processes beside this one.

Reading a line strictly, checking its signature and folding it cost several times what storing it
does, need no database, and one line has nothing to do with the next. Python runs one thread at a
time, so the work goes to children: a frame of lines in, plain values out, in the order of the
file. Small bundles are not worth a child.
"""

from __future__ import annotations

import gc
import marshal
import os
import queue
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import cycle
from typing import IO, Any, Final, Literal

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.exchange.bundle.lines import read_operation, read_values, text_of
from qa_desktop.journal.arrival import Arrival, arriving_together
from qa_desktop.journal.operation import verify
from qa_desktop.paths import own_program

COMMAND: Final = "prepare-lines"
Kind = Literal["operations", "signed", "values"]
"""What a frame holds: operations, operations whose signatures were checked before, or personal
values."""

_KINDS: Final[tuple[Kind, ...]] = ("operations", "signed", "values")
_HEAD: Final = struct.Struct("<BI")
"""Kind, or whether it went well, and the length of what follows."""
_TEXT: Final = Arrival._fields.index("text")
_PLAIN: Final = 2
"""Version of ``marshal`` that does not look for what occurs twice."""
_WORTH_CHILDREN: Final = 2 << 20
"""Bytes of lines; some 500 evaluations."""
_MOST_CHILDREN: Final = 2
"""Two of them keep the one that stores at work, and a third would only take memory."""
_WAITING: Final = 8
"""Questions to one child that may wait for their answers to be taken: a second or two of its work,
as long as the one that stores is busy with what it has put off. Some ten megabytes each."""


def prepare(kind: Kind, frame: bytes) -> list[Any]:
    """``Arrival``s or ``Value``s of lines; raises ``DamagedBundleError``."""
    if kind == "values":
        return read_values(frame)
    lines = frame.split(b"\n")[:-1]
    operations = [read_operation(line) for line in lines]
    if kind == "operations" and not all(map(verify, operations)):
        raise DamagedBundleError("altered")
    return arriving_together(operations, map(text_of, lines))


def _without_text(kind: Kind, prepared: list[Any]) -> list[tuple[Any, ...]]:
    """Plain values only, as ``marshal`` writes them; who asked has the texts."""
    return prepared if kind == "values" else [each[:_TEXT] + each[_TEXT + 1 :] for each in prepared]


def _with_text(kind: Kind, frame: bytes, prepared: list[Any]) -> list[Any]:
    if kind == "values":
        return prepared
    texts = map(text_of, frame.split(b"\n"))
    return [
        Arrival._make((*each[:_TEXT], text, *each[_TEXT:]))
        for each, text in zip(prepared, texts, strict=False)  # behind the last line is nothing
    ]


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """The child's side: until its input ends."""
    if hasattr(os, "nice"):
        os.nice(5)  # the window goes first
    gc.disable()  # a frame is many small things that all die with it
    while head := questions.read(_HEAD.size):
        kind, length = _HEAD.unpack(head)
        try:
            prepared = prepare(_KINDS[kind], questions.read(length))
            fine, said = True, marshal.dumps(_without_text(_KINDS[kind], prepared), _PLAIN)
        except UserFacingError as error:
            fine, said = False, marshal.dumps((error.id, error.params))
        answers.write(_HEAD.pack(fine, len(said)))
        answers.write(said)
        answers.flush()


class Preparing:
    """The parent's side; ``end`` it. ``size`` of all lines decides whether there are children.

    A thread for each child writes to it, and another reads: none is left without work because
    another, busy with what takes longer, does not read, nor because answers are not taken yet.
    """

    def __init__(self, size: int) -> None:
        count = min(os.cpu_count() or 1, _MOST_CHILDREN) if size > _WORTH_CHILDREN else 0
        self._children = [_Child() for _ in range(count)]

    @property
    def has_children(self) -> bool:
        """Whether this is so much that others work on it."""
        return bool(self._children)

    def end(self) -> None:
        """Idempotent; children at work are ended."""
        for child in self._children:
            child.end()
        self._children = []

    def prepared(self, frames: Iterable[tuple[Kind, bytes]]) -> Iterator[tuple[Kind, list[Any]]]:
        """Of each frame in turn: ``Value``s or ``Arrival``s.

        A frame goes to each child in turn, and the answers are taken in the same turn."""
        children = self._children
        if not children:
            yield from ((kind, prepare(kind, frame)) for kind, frame in frames)
            return
        asked: deque[tuple[Kind, bytes, _Child]] = deque()
        for (kind, frame), child in zip(frames, cycle(children), strict=False):
            child.ask(kind, frame)
            asked.append((kind, frame, child))
            if len(asked) >= _WAITING * len(children):
                yield _answered(*asked.popleft())
        while asked:
            yield _answered(*asked.popleft())


def _answered(kind: Kind, frame: bytes, child: _Child) -> tuple[Kind, list[Any]]:
    return kind, _with_text(kind, frame, child.answer())


class _Child:
    def __init__(self) -> None:
        self.process = _start()
        self._questions: queue.SimpleQueue[tuple[Kind, bytes] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[bool, bytes]] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=work, name="bundle-lines", daemon=True)
            for work in (self._ask, self._listen)
        ]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        child = self.process
        if child.poll() is None:
            child.kill()
        child.wait()
        self._questions.put(None)
        for thread in self._threads:
            thread.join()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def ask(self, kind: Kind, frame: bytes) -> None:
        self._questions.put((kind, frame))

    def _ask(self) -> None:
        stream = self.process.stdin
        assert stream is not None  # noqa: S101
        while (question := self._questions.get()) is not None:
            kind, frame = question
            with suppress(OSError):  # one that died is met while reading
                stream.write(_HEAD.pack(_KINDS.index(kind), len(frame)))
                stream.write(frame)
                stream.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None  # noqa: S101
        while len(head := stream.read(_HEAD.size)) == _HEAD.size:
            fine, length = _HEAD.unpack(head)
            text = stream.read(length)
            if len(text) < length:
                break
            self._answers.put((fine, text))
        self._answers.put((False, b""))  # it died: no answer is empty

    def answer(self) -> list[Any]:
        """To the question asked first; raises what the child met."""
        fine, text = self._answers.get()
        if not text:
            raise UserFacingError("bundle.stopped")
        found = marshal.loads(text)  # noqa: S302 - from this program itself
        if fine:
            return list(found)
        id, params = found
        raise DamagedBundleError(id.removeprefix("bundle."), **params)


def _start() -> subprocess.Popen[bytes]:
    quietly = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    behind = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    child = subprocess.Popen(  # noqa: S603 - this program itself
        [*own_program(), COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=quietly | behind,
    )
    with suppress(ImportError, AttributeError, OSError):
        import fcntl  # not on Windows

        # Room for an answer, and for the next questions: the child goes on before one is taken.
        for stream in (child.stdout, child.stdin):
            assert stream is not None  # noqa: S101
            fcntl.fcntl(stream, fcntl.F_SETPIPE_SZ, 1 << 20)
    return child


def serve_here() -> None:
    """On this process's own input and output."""
    serve(sys.stdin.buffer, sys.stdout.buffer)
