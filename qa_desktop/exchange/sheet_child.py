"""A stranger's spreadsheet is read in a process of its own, with limits of memory and time.

Whatever a hostile file does to the parser ends there. The child writes one JSON document per line:
first the sheets with their opening rows, then, for the sheet whose index it is told on its standard
input, rows in pieces and how far it is.
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final

from qa_desktop.errors import CancelledError, UserFacingError
from qa_desktop.exchange.sheets import (
    DEFAULT_LIMITS,
    NumberedRow,
    SheetSource,
    opened,
    read_rows,
    signs_in,
)
from qa_desktop.paths import own_program
from qa_desktop.texts import Text

COMMAND: Final = "read-sheet"
"""The hidden command of the program that runs ``serve``."""
OPENING_ROWS: Final = 60
_OPENING_SIGNS: Final = 4 << 20
_PIECE_ROWS: Final = 1_000
_PIECE_SIGNS: Final = 1 << 20
_MEMORY_BYTES: Final = 2 << 30
_CPU_SECONDS: Final = 300
_SILENCE_SECONDS: Final = 120
_POLL_SECONDS: Final = 0.1


@dataclass(frozen=True)
class SheetHead:
    """A sheet that holds something: its place among those, its name, its first filled rows."""

    index: int
    name: str
    opening: list[NumberedRow]


def serve(path: Path, questions: IO[str], answers: IO[str]) -> None:
    """The child's side: look, wait for the number of a sheet, send its rows."""
    try:
        with opened(path, DEFAULT_LIMITS) as sources:
            heads = list(_openings(sources, path.name))
            filled = [place for place, rows in enumerate(heads) if rows]
            if not filled:
                raise UserFacingError("sheet.empty", file=path.name)
            _say(
                answers,
                {"sheets": [{"name": sources[at].name, "rows": heads[at]} for at in filled]},
            )
            asked = questions.readline().strip()
            if asked:
                _send_rows(path, sources[filled[int(asked)]], answers)
    except UserFacingError as error:
        _say(answers, {"error": error.id, "params": error.params})
    except MemoryError:
        _say(answers, {"error": "sheet.expands", "params": {"file": path.name}})


def _send_rows(path: Path, source: Any, answers: IO[str]) -> None:
    done = 0.0

    def note(part: float) -> None:
        nonlocal done
        done = part

    rows = read_rows(source, path.name, DEFAULT_LIMITS, note)
    for piece in _pieces(rows):
        _say(answers, {"rows": piece, "done": done})
    _say(answers, {"end": True})


def _openings(sources: Iterable[SheetSource], file: str) -> Iterator[list[NumberedRow]]:
    """The first rows of every sheet, no more of all together than a person would look through."""
    room = _OPENING_SIGNS
    for source in sources:
        limits = replace(DEFAULT_LIMITS, characters=room)
        rows = list(islice(read_rows(source, file, limits), OPENING_ROWS))
        room -= sum(signs_in(row) for _, row in rows)
        yield rows


def _pieces(rows: Iterable[NumberedRow]) -> Iterator[list[NumberedRow]]:
    """So many rows at a time, or fewer where they are long: a line is held whole on both sides."""
    piece: list[NumberedRow] = []
    signs = 0
    for number, row in rows:
        piece.append((number, row))
        signs += signs_in(row)
        if len(piece) == _PIECE_ROWS or signs > _PIECE_SIGNS:
            yield piece
            piece, signs = [], 0
    if piece:
        yield piece


def _say(answers: IO[str], document: dict[str, Any]) -> None:
    line = json.dumps(document, ensure_ascii=True, separators=(",", ":"), default=vars)
    answers.write(f"{line}\n")
    answers.flush()


def limit_this_process() -> None:
    """Where the platform can: so much memory and processor time and no more."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


class SheetReading:
    """The parent's side: a file opened in a child process. Use ``with``.

    Raises ``UserFacingError`` for what cannot be read, ``CancelledError`` when told so.
    """

    def __init__(self, path: Path, cancelled: Callable[[], bool] = lambda: False) -> None:
        self._path = path
        self._cancelled = cancelled
        self._lines: queue.Queue[str | None] = queue.Queue(maxsize=8)
        self._child = _start(path)
        self.sheets: list[SheetHead] = []
        self._pump_thread = threading.Thread(target=self._pump, name="sheet-lines", daemon=True)
        self._pump_thread.start()

    def __enter__(self) -> SheetReading:
        try:
            document = self._next()
            self.sheets = [
                SheetHead(index, each["name"], _numbered(each["rows"]))
                for index, each in enumerate(document["sheets"])
            ]
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def rows(
        self, index: int, tell: Callable[[float], None] = lambda _done: None
    ) -> Iterator[NumberedRow]:
        """The filled rows of one of ``sheets``; once."""
        assert self._child.stdin is not None  # noqa: S101
        with suppress(OSError):  # a child that died is met while reading
            self._child.stdin.write(f"{index}\n")
            self._child.stdin.flush()
        while "end" not in (document := self._next()):
            tell(float(document["done"]))
            yield from _numbered(document["rows"])

    def close(self) -> None:
        """Idempotent; a child that is still at work is ended."""
        if self._child.poll() is None:
            self._child.kill()
        while self._child.poll() is None or self._pump_thread.is_alive():
            with suppress(queue.Empty):
                self._lines.get(timeout=0.01)
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _pump(self) -> None:
        assert self._child.stdout is not None  # noqa: S101
        for line in self._child.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def _next(self) -> dict[str, Any]:
        waited = 0.0
        while True:
            if self._cancelled():
                raise CancelledError
            try:
                line = self._lines.get(timeout=_POLL_SECONDS)
                break
            except queue.Empty:
                waited += _POLL_SECONDS
                if waited > _SILENCE_SECONDS:
                    raise UserFacingError("sheet.too_slow", file=self._path.name) from None
        if line is None:
            # Ended without a word: out of memory or time.
            raise UserFacingError("sheet.expands", file=self._path.name)
        document: dict[str, Any] = json.loads(line)
        if "error" in document:
            told = document["params"]
            params = {
                name: Text(**each) if isinstance(each, dict) else each
                for name, each in told.items()
            }
            raise UserFacingError(document["error"], **params)
        return document


def _start(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - this program itself
        [*own_program(), COMMAND, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="ascii",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _numbered(rows: list[Any]) -> list[NumberedRow]:
    return [(number, tuple(cells)) for number, cells in rows]


def look(path: Path, cancelled: Callable[[], bool] = lambda: False) -> list[SheetHead]:
    """The sheets of a file that hold something, with their opening rows."""
    with SheetReading(path, cancelled) as reading:
        return reading.sheets
