"""A fact that is made of moves: who may move it where is a rule of its own (``domain``)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa_desktop.journal.fold import Folded
from qa_desktop.journal.operation import Operation


@dataclass(frozen=True)
class Flow:
    """Both functions are pure, and blind to the order of the operations of one entity."""

    version: str
    """Another one where the rules change: then every record is folded again."""
    refused: Callable[[Sequence[Operation]], dict[str, str]]
    """Of operations whose writers had the right to write: those without effect, and why."""
    fold: Callable[[Sequence[Operation]], Folded]
