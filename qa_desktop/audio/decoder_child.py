"""The child's side of decoding: it opens one file after another and sends plain samples.

Questions come on its input, one JSON document per line: ``{"open": path}``, ``{"probe": path}``,
and of the open file ``{"measure": true}``, ``{"blocks": frames}``, ``{"close": true}``. Answers go
to its output, each a kind, a length and so many bytes: JSON, or a block of int16 samples, frame by
frame. It ends with its input. What it may use of memory and time is limited, and a file that makes
a library crash takes this process along and nothing else.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import struct
import sys
import threading
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

import numpy as np

from qa_desktop.audio.decode import BLOCK_FRAMES
from qa_desktop.audio.readers import open_here, probe_here
from qa_desktop.audio.sources import AudioSource, extra_decoder
from qa_desktop.errors import UserFacingError

COMMAND: Final = "decode-audio"
"""The program runs ``serve_here`` when it is started with this word."""
HEAD: Final = struct.Struct("<BI")
"""Before every answer: its kind and its length in bytes."""
WORDS: Final = 1
SAMPLES: Final = 2
LARGEST_BLOCK: Final = 64 << 20
"""Bytes: more than a block of 32 channels ever has."""
_MEMORY_BYTES: Final = 1 << 30
_CPU_SECONDS: Final = 20
"""For each answer; a block takes some milliseconds."""
_LEAVING_SECONDS: Final = 5.0
"""To finish after the last question."""


def serve_here() -> None:
    """On this process's own input and output, within limits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one who asks
    _limit_memory()
    serve(sys.stdin, sys.stdout.buffer)


def serve(questions: IO[str], answers: IO[bytes]) -> None:
    """Answer until the questions end."""
    asked: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(questions, asked), daemon=True).start()
    if asked.empty():  # nobody waits yet: what some files need later is loaded meanwhile
        threading.Thread(target=extra_decoder, daemon=True).start()
    desk = _Desk(asked, answers)
    while (question := asked.get()) is not None:
        desk.answer(question)
    desk.close()


def _hear(questions: IO[str], asked: queue.SimpleQueue[dict[str, Any] | None]) -> None:
    for line in questions:
        asked.put(json.loads(line))
    asked.put(None)
    time.sleep(_LEAVING_SECONDS)
    os._exit(1)  # the program is gone, and a library is busy with a file or hangs in it


class _Desk:
    """At most one open file."""

    def __init__(self, asked: queue.SimpleQueue[dict[str, Any] | None], answers: IO[bytes]) -> None:
        self._asked = asked
        self._answers = answers
        self._source: AudioSource | None = None

    def answer(self, question: dict[str, Any]) -> None:
        _allow_time()
        try:
            self._answer(question)
        except UserFacingError as error:
            self._say({"error": error.id, "params": error.params})
        except MemoryError:
            self._say({"limit": True})
        except OSError as error:
            self._say({"os_error": [error.errno, error.strerror]})
        except Exception:  # noqa: BLE001 - the program logs it as a bug of its own
            self._say({"bug": traceback.format_exc()})

    def close(self) -> None:
        if self._source is not None:
            source, self._source = self._source, None
            source.close()

    def _answer(self, question: dict[str, Any]) -> None:
        match question:
            case {"probe": str(path)}:
                self._say({"facts": vars(probe_here(Path(path)))})
            case {"open": str(path)}:
                self._source = open_here(Path(path))
                self._say({"facts": vars(self._source.facts)})
            case {"measure": _} if self._source is not None:
                self._say({"ms": self._source.measure_ms()})
            case {"blocks": int(frames)} if self._source is not None:
                self._send_blocks(self._source, min(frames, BLOCK_FRAMES))
            case {"close": _}:
                self.close()
                self._say({"closed": True})
            case _:
                raise ValueError(question)

    def _send_blocks(self, source: AudioSource, frames: int) -> None:
        """Until the file ends, or another question is there: the last one was given up."""
        for block in source.blocks(frames):
            self._send(SAMPLES, np.ascontiguousarray(block.T))
            _allow_time()
            if not self._asked.empty():
                break
        self._say({"end": True})

    def _say(self, document: dict[str, Any]) -> None:
        text = json.dumps(document, ensure_ascii=True, default=vars).encode("ascii")
        self._send(WORDS, np.frombuffer(text, np.uint8))

    def _send(self, kind: int, content: np.ndarray[Any, Any]) -> None:
        self._answers.write(HEAD.pack(kind, content.nbytes))
        self._answers.write(content.data.cast("B") if content.nbytes else b"")
        self._answers.flush()


def _limit_memory() -> None:
    """Where the platform can: so much memory and no more."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_time() -> None:
    """So much processor time from now on, where the platform can, or this process is ended."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + _CPU_SECONDS, most))
