"""What Ctrl+Z takes back and Ctrl+Y does again, the last step last: acts of the journal and steps
on the card."""

from __future__ import annotations

from typing import Generic, TypeVar

Step = TypeVar("Step")


class UndoStack(Generic[Step]):
    """Acts are known by their id (``str``); ``Step`` is what a screen takes back by itself.

    A step on a screen holds only while that screen shows what it was made on.
    """

    def __init__(self) -> None:
        self._steps: list[str | Step] = []
        self._undone: list[str | Step] = []
        """What takes the taking back back; a new step ends it."""

    def __len__(self) -> int:
        return len(self._steps)

    def add(self, step: str | Step) -> None:
        self._steps.append(step)
        self._undone.clear()

    def put_back(self, step: str | Step) -> None:
        """One that was done again, or could not be taken back here."""
        self._steps.append(step)

    def note_undone(self, step: str | Step) -> None:
        """``step`` does again what was just taken back."""
        self._undone.append(step)

    def take_undone(self) -> str | Step | None:
        """What was taken back last; None when there is none."""
        return self._undone.pop() if self._undone else None

    def take(self) -> str | Step | None:
        """The last step, which is then no more on the stack; None when there is none."""
        return self._steps.pop() if self._steps else None

    def drop(self, act: str) -> None:
        """An act that was taken back otherwise, from its toast; an unknown one is no harm."""
        if act in self._steps:
            self._steps.remove(act)

    def forget_screen_steps(self) -> None:
        """The screen shows something else: only acts of the journal can be taken back."""
        self._steps = [step for step in self._steps if isinstance(step, str)]
        self._undone = [step for step in self._undone if isinstance(step, str)]
