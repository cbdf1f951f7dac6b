"""Recordings as child processes read them: the program's side of ``audio.decoder_child``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from qa_desktop.audio.decoder_child import SAMPLES
from qa_desktop.audio.decoder_process import (
    CLOSING_SECONDS,
    DecoderProcess,
    EndedError,
    borrow,
    give_back,
)
from qa_desktop.audio.facts import MAX_CHANNELS, MAX_RATE, MIN_RATE, AudioFacts
from qa_desktop.audio.sources import AudioSource, Block, shown_name
from qa_desktop.domain.clips import LONGEST_MS
from qa_desktop.errors import CancelledError, UserFacingError, reason_of
from qa_desktop.texts import Text


def probe_in_child(path: Path, cancelled: Callable[[], bool] = lambda: False) -> AudioFacts:
    """See ``probe.probe``."""
    child, facts = _first_answer("probe", path, cancelled)
    give_back(child, is_usable=True)
    return facts


def open_in_child(path: Path, cancelled: Callable[[], bool]) -> AudioSource:
    """See ``sources.open_source``."""
    child, facts = _first_answer("open", path, cancelled)
    return _ChildSource(child, path, facts)


def _first_answer(
    question: str, path: Path, cancelled: Callable[[], bool]
) -> tuple[DecoderProcess, AudioFacts]:
    """Facts of a file, and the child that gave them.

    A child that had waited and is found dead may have been ended by anything; one that is started
    for this file decides.
    """
    has_waited = False
    while True:
        child = _begin(path, cancelled, DecoderProcess if has_waited else borrow)
        has_waited = child.has_answered
        try:
            child.ask({question: str(path.absolute())})
            return child, _facts_of(_words(child)["facts"])
        except EndedError:
            give_back(child, is_usable=False)
            if not has_waited or child.was_silent:
                raise _stopped(path) from None
        except BaseException as error:
            give_back(child, is_usable=isinstance(error, UserFacingError))
            raise


def _begin(
    path: Path, cancelled: Callable[[], bool], start: Callable[[], DecoderProcess]
) -> DecoderProcess:
    try:
        child = start()
    except OSError as error:
        reason = reason_of(error)
        raise UserFacingError("audio.cannot_open", file=shown_name(path), reason=reason) from error
    child.begin(cancelled)
    return child


class _ChildSource:
    """See ``sources.AudioSource``: a file that a child has open."""

    def __init__(self, child: DecoderProcess, path: Path, facts: AudioFacts) -> None:
        self.facts = facts
        self._path = path
        self._child: DecoderProcess | None = child
        self._measured_ms: int | None = None

    def blocks(self, frames: int) -> Iterator[Block]:
        child = self._open_child()
        child.ask({"blocks": frames})
        while True:
            try:
                kind, content = child.receive()
                if kind != SAMPLES:
                    _checked(content)
                    return
            except EndedError:
                self._give_up()
                raise _stopped(self._path) from None
            yield np.frombuffer(content, np.int16).reshape(-1, self.facts.channels).T

    def measure_ms(self) -> int:
        """To be asked before ``blocks``."""
        if self._measured_ms is None:
            child = self._open_child()
            child.ask({"measure": True})
            try:
                self._measured_ms = _credible(int(_words(child)["ms"]))
            except EndedError:
                self._give_up()
                raise _stopped(self._path) from None
        return self._measured_ms

    def close(self) -> None:
        """Idempotent. Windows changes no file that is open, so the child is waited for."""
        child, self._child = self._child, None
        if child is not None:
            give_back(child, is_usable=_closes(child))

    def __enter__(self) -> _ChildSource:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _open_child(self) -> DecoderProcess:
        if self._child is None:
            raise ValueError("closed")
        return self._child

    def _give_up(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            give_back(child, is_usable=False)


def _closes(child: DecoderProcess) -> bool:
    """Whether it stopped and closed the file; blocks that it had sent ahead are dropped."""
    child.patience = CLOSING_SECONDS
    child.ask({"close": True})
    try:
        while True:
            kind, content = child.receive()
            if kind != SAMPLES and "closed" in json.loads(bytes(content)):
                return True
    except (EndedError, CancelledError):
        return False


def _words(child: DecoderProcess) -> dict[str, Any]:
    kind, content = child.receive()
    if kind == SAMPLES:
        raise EndedError
    return _checked(content)


def _checked(content: memoryview) -> dict[str, Any]:
    """What the child says; what it met is raised here."""
    document: dict[str, Any] = json.loads(bytes(content))
    if "limit" in document:
        raise EndedError
    if "error" in document:
        told = document["params"].items()
        params = {name: Text(**each) if isinstance(each, dict) else each for name, each in told}
        raise UserFacingError(document["error"], **params)
    if "os_error" in document:
        raise OSError(*document["os_error"])
    if "bug" in document:
        raise RuntimeError(document["bug"])
    return document


def _facts_of(document: dict[str, Any]) -> AudioFacts:
    facts = AudioFacts(**document)
    if not (0 < facts.channels <= MAX_CHANNELS and MIN_RATE <= facts.sample_rate <= MAX_RATE):
        raise EndedError
    return replace(facts, duration_ms=_credible(facts.duration_ms))


def _credible(duration_ms: int) -> int:
    """Memory is set aside for it, and the rate of a long recording is lowered."""
    return min(max(duration_ms, 0), LONGEST_MS)


def _stopped(path: Path) -> UserFacingError:
    return UserFacingError("audio.decoder_stopped", file=shown_name(path))
