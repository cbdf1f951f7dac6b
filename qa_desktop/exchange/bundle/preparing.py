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
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO, Any, Final, Literal

from qa_desktop.errors import UserFacingError
from qa_desktop.exchange.bundle.container import DamagedBundleError
from qa_desktop.exchange.bundle.lines import read_operation, read_personal
from qa_desktop.journal.arrival import Arrival, arriving_together
from qa_desktop.journal.operation import verify
from qa_desktop.paths import own_program

COMMAND: Final = "prepare-lines"
Kind = Literal["operations", "signed", "values"]
"""What a frame holds: operations, operations whose signatures were checked before, or personal
values."""
Value = tuple[str, bytes, str]
"""Hash, salt and value of a personal value that hashes to its name."""

_KINDS: Final[tuple[Kind, ...]] = ("operations", "signed", "values")
_HEAD: Final = struct.Struct("<BI")
"""Kind, or whether it went well, and the length of what follows."""
_PLAIN: Final = 2
"""Version of ``marshal`` that does not look for what occurs twice."""
_WORTH_CHILDREN: Final = 2 << 20
"""Bytes of lines; some 500 evaluations."""
_MOST_CHILDREN: Final = 2
"""Two of them keep the one that stores at work, and a third would only take memory."""
_WAITING: Final = 3
"""Questions to one child that may wait for their answers to be taken."""


def prepare(kind: Kind, frame: bytes) -> list[Any]:
    """``Arrival``s or ``Value``s of lines; raises ``DamagedBundleError``."""
    lines = frame.split(b"\n")[:-1]
    if kind == "values":
        values = map(read_personal, lines)
        return [(each.hash, each.salt, each.value) for each in values]
    operations = [read_operation(line) for line in lines]
    if kind == "operations" and not all(map(verify, operations)):
        raise DamagedBundleError("altered")
    return arriving_together(operations)


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """The child's side: until its input ends."""
    if hasattr(os, "nice"):
        os.nice(5)  # the window goes first
    gc.disable()  # a frame is many small things that all die with it
    while head := questions.read(_HEAD.size):
        kind, length = _HEAD.unpack(head)
        try:
            prepared = prepare(_KINDS[kind], questions.read(length))
            # Not as the class that ``Arrival`` is: ``marshal`` writes plain values only.
            fine, said = True, marshal.dumps([tuple(each) for each in prepared], _PLAIN)
        except UserFacingError as error:
            fine, said = False, marshal.dumps((error.id, error.params))
        answers.write(_HEAD.pack(fine, len(said)))
        answers.write(said)
        answers.flush()


class Preparing:
    """The parent's side; ``end`` it. ``size`` of all lines decides whether there are children.

    One thread writes to all of them: in its own order, which is the one in which answers are
    taken, so neither side ever waits for the other. More would only take memory.
    """

    def __init__(self, size: int) -> None:
        count = min(os.cpu_count() or 1, _MOST_CHILDREN) if size > _WORTH_CHILDREN else 0
        self._children = [_start() for _ in range(count)]
        self._questions: queue.SimpleQueue[tuple[IO[bytes], bytes, bytes] | None]
        self._questions = queue.SimpleQueue()
        self._asking = threading.Thread(target=self._ask, name="bundle-lines", daemon=True)
        if count:
            self._asking.start()

    def end(self) -> None:
        """Idempotent; children at work are ended."""
        for child in self._children:
            if child.poll() is None:
                child.kill()
            child.wait()
        if self._children:
            self._questions.put(None)
            self._asking.join()
        for child in self._children:
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()
        self._children = []

    def operations(self, frames: Iterable[bytes], *, checked: bool) -> Iterator[list[Arrival]]:
        """Of each frame in turn. ``checked``: their signatures were, when this very bundle was
        looked into before."""
        for found in self._prepared("signed" if checked else "operations", frames):
            yield [Arrival._make(each) for each in found]

    def values(self, frames: Iterable[bytes]) -> Iterator[list[Value]]:
        return self._prepared("values", frames)

    def _prepared(self, kind: Kind, frames: Iterable[bytes]) -> Iterator[list[Any]]:
        """A frame goes to each child in turn, and the answers are taken in the same turn."""
        children, asked, taken = self._children, 0, 0
        if not children:
            yield from (prepare(kind, frame) for frame in frames)
            return
        for frame in frames:
            stream = children[asked % len(children)].stdin
            assert stream is not None  # noqa: S101
            head = _HEAD.pack(_KINDS.index(kind), len(frame))
            self._questions.put((stream, head, frame))
            asked += 1
            if asked - taken >= _WAITING * len(children):
                yield _answer(children[taken % len(children)])
                taken += 1
        while taken < asked:
            yield _answer(children[taken % len(children)])
            taken += 1

    def _ask(self) -> None:
        while (question := self._questions.get()) is not None:
            stream, head, frame = question
            with suppress(OSError):  # one that died is met while reading
                stream.write(head)
                stream.write(frame)
                stream.flush()


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

        assert child.stdout is not None  # noqa: S101
        # Room for an answer: the child goes on before it is taken.
        fcntl.fcntl(child.stdout, fcntl.F_SETPIPE_SZ, 1 << 20)
    return child


def _answer(child: subprocess.Popen[bytes]) -> list[Any]:
    """To the question asked first; raises what the child met."""
    assert child.stdout is not None  # noqa: S101
    head = child.stdout.read(_HEAD.size)
    fine, length = _HEAD.unpack(head) if len(head) == _HEAD.size else (False, 0)
    text = child.stdout.read(length)
    if not text or len(text) < length:
        raise UserFacingError("bundle.stopped")
    found = marshal.loads(text)  # noqa: S302 - from this program itself
    if fine:
        return list(found)
    id, params = found
    raise DamagedBundleError(id.removeprefix("bundle."), **params)


def serve_here() -> None:
    """On this process's own input and output."""
    serve(sys.stdin.buffer, sys.stdout.buffer)
