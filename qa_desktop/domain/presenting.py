"""The course of a session in front of the room: from case to case, from one discussion stop to the
next, question first (PRODUCT.md, C8). Pure: what plays and what is drawn is others' business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qa_desktop.domain.clips import Span
from qa_desktop.domain.playlist import Stop, Told, heard_stops

Phase = Literal["title", "playing", "asking", "revealed", "summary", "over"]
"""The case is named; its sound runs towards a stop or its end; what did you hear?; the comment;
what was good and what was not; no more cases."""


@dataclass(frozen=True)
class Moment:
    """Where the session is. ``stop`` counts those that are heard; as many as there are is the end
    of the case."""

    case: int = 0
    stop: int = 0
    phase: Phase = "title"


class Script:
    """The cases of a playlist with the stops that lie in their seconds."""

    def __init__(self, cases: Sequence[tuple[str, Told]]) -> None:
        self.ids = [id for id, _ in cases]
        self._told = [told for _, told in cases]
        self._stops = [heard_stops(told) for told in self._told]

    def __len__(self) -> int:
        return len(self.ids)

    def begin(self) -> Moment:
        return Moment() if self.ids else Moment(phase="over")

    def stops(self, case: int) -> Sequence[Stop]:
        """In the order in which they are reached."""
        return self._stops[case]

    def stop(self, moment: Moment) -> Stop | None:
        """The one that is discussed, or that the sound runs towards."""
        if moment.phase == "over" or moment.stop >= len(self._stops[moment.case]):
            return None
        return self._stops[moment.case][moment.stop]

    def segment(self, moment: Moment) -> Span:
        """From the stop before to the one that comes; [from ms, to ms) of the recording."""
        told, stops = self._told[moment.case], self._stops[moment.case]
        begin = stops[moment.stop - 1].at_ms if moment.stop else told.from_ms
        end = stops[moment.stop].at_ms if moment.stop < len(stops) else told.to_ms
        return begin, end

    # -- on

    def go_on(self, moment: Moment) -> Moment:
        """The person's Space. While it plays, it is for them to pause: nothing moves."""
        if moment.phase == "title":
            return self._towards(moment, 0)
        if moment.phase == "asking":
            return replace(moment, phase="revealed")
        if moment.phase == "revealed":
            return self._towards(moment, moment.stop + 1)
        if moment.phase == "summary":
            return self._next_case(moment)
        return moment

    def reached(self, moment: Moment) -> Moment:
        """The sound has come to the stop, or to the end of the case."""
        if moment.phase != "playing":
            return moment
        return replace(moment, phase="summary" if self.stop(moment) is None else "asking")

    def forward(self, moment: Moment) -> Moment:
        """As ``go_on``; what plays is cut short."""
        return self.reached(moment) if moment.phase == "playing" else self.go_on(moment)

    def _towards(self, moment: Moment, stop: int) -> Moment:
        """Nothing is played where two stops, or the last one and the end, are at one moment."""
        wanted = Moment(moment.case, stop, "playing")
        begin, end = self.segment(wanted)
        return wanted if begin < end else self.reached(wanted)

    def _next_case(self, moment: Moment) -> Moment:
        if moment.case + 1 < len(self.ids):
            return Moment(moment.case + 1)
        return replace(moment, phase="over")

    # -- back

    def back(self, moment: Moment) -> Moment:
        """To what was shown before; of a stop the question, of a question the sound again."""
        if moment.phase == "over":
            return self._end_of(moment.case) if self.ids else moment
        if moment.phase == "revealed":
            return replace(moment, phase="asking")
        if moment.phase in ("asking", "summary"):
            return self.replay(moment)
        if moment.phase == "playing":
            if moment.stop:
                return Moment(moment.case, moment.stop - 1, "revealed")
            return Moment(moment.case)
        return self._end_of(moment.case - 1) if moment.case else moment

    def replay(self, moment: Moment) -> Moment:
        """What led here is heard again; where that is nothing, what led to the stop before."""
        if moment.phase in ("title", "over"):
            return moment
        for stop in range(moment.stop, -1, -1):
            again = Moment(moment.case, stop, "playing")
            begin, end = self.segment(again)
            if begin < end:
                return again
        return Moment(moment.case)

    def _end_of(self, case: int) -> Moment:
        return Moment(case, len(self._stops[case]), "summary")

    # -- what changes meanwhile

    def find(self, case: str, stop: str | None = None, phase: Phase = "asking") -> Moment | None:
        """Where a case, or a stop of it, is asked about; None where it is not heard."""
        if case not in self.ids:
            return None
        number = self.ids.index(case)
        if stop is None:
            return Moment(number)
        for place, each in enumerate(self._stops[number]):
            if each.id == stop:
                return Moment(number, place, phase)
        return None

    def taken_over(self, moment: Moment, before: Script) -> Moment:
        """The same moment after the playlist was changed: by ids, not by numbers. What is gone
        leaves the beginning of its case, or of the session."""
        if moment.phase == "over":
            return Moment(max(len(self) - 1, 0), 0, "over")
        case = before.ids[moment.case]
        if case not in self.ids:
            return self.begin()
        number = self.ids.index(case)
        stop = before.stop(moment)
        if moment.phase == "title":
            return Moment(number)
        if stop is None:
            return Moment(number, len(self._stops[number]), moment.phase)
        return self.find(case, stop.id, moment.phase) or Moment(number)
