"""What a screen reader says of the timeline: "2:13 of 4:37, agent speaking, 3 annotations"."""

from __future__ import annotations

import html
from typing import Final, Literal, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueChangeEvent, QHelpEvent
from PySide6.QtWidgets import QAccessibleWidget, QToolTip, QWidget

from qa_desktop.domain.annotations import Annotation
from qa_desktop.domain.direction import without_turns
from qa_desktop.domain.durations import format_duration, format_position
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline.source import PeakSource
from qa_desktop.ui.timeline.track import AnnotationTrack

Speaker = Literal["agent", "customer", "both", "somebody", "nobody", "unknown"]

_AROUND_MS: Final = 400
"""Long enough that the gap between two words is not a silence."""
_SPEECH: Final = 600
"""Root mean square (of 32,768) from which a lane counts as speech, in a call that is drawn as it
is; lines hum below it."""
_HEARD_BESIDE: Final = 4
"""A lane this many times weaker than the other only hears it: crosstalk."""


def who_speaks(source: PeakSource | None, at_ms: int, gain: float) -> Speaker:
    """From the loudness around ``at_ms``; "unknown" where the sound is not read yet.

    ``gain`` is how much a quiet call is drawn larger: it is judged as it is seen.
    """
    if source is None or at_ms >= source.ready_ms:
        return "unknown"
    start = max(at_ms - _AROUND_MS // 2, 0)
    loud = [
        int(source.columns(channel, start, start + _AROUND_MS, 1)[2][0]) * gain
        for channel in range(min(source.channels, 2))
    ]
    heard = [each >= _SPEECH and each * _HEARD_BESIDE >= max(loud) for each in loud]
    if not any(heard):
        return "nobody"
    if len(heard) == 1:
        return "somebody"
    return "both" if all(heard) else "agent" if heard[0] else "customer"


def count_words(annotations: int) -> str:
    """How many annotations."""
    # lupdate finds no plural whose number is not a literal
    if annotations == 1:
        return translate("Timeline", "1 annotation")
    return translate("Timeline", "{count} annotations").format(count=annotations)


def state_words(
    position_ms: int, duration_ms: int, speaker: Speaker, annotations: int, *, stopwatch: bool
) -> str:
    """One sentence; a stopwatch has neither a length nor anybody to hear."""
    marks = count_words(annotations)
    if stopwatch:
        words = translate("Timeline", "Stopwatch {position}, {annotations}")
    elif speaker == "unknown":
        words = translate("Timeline", "{position} of {duration}, {annotations}")
    else:
        words = translate("Timeline", "{position} of {duration}, {speaker}, {annotations}")
    return words.format(
        position=format_duration(position_ms),
        duration=format_duration(duration_ms),
        speaker=_speaker_words(speaker),
        annotations=marks,
    )


def timeline_words(
    track: AnnotationTrack,
    selected: str | None,
    source: PeakSource | None,
    gain: float,
    times_ms: tuple[int, int],
) -> str:
    """The state, after the selected annotation; ``times_ms`` are the position and the whole."""
    position_ms, duration_ms = times_ms
    speaker = who_speaks(source, position_ms, gain)
    state = state_words(position_ms, duration_ms, speaker, len(track), stopwatch=source is None)
    chosen = track.get(selected)
    if chosen is None:
        return state
    return f"{annotation_words(chosen, track.place(chosen.id), len(track))}; {state}"


def annotation_words(annotation: Annotation, place: int, count: int) -> str:
    """The selected one: "Weakness 01:17.0–01:20.5, asked twice, 2 of 12"."""
    ends = (annotation.at_ms, annotation.to_ms)
    words = translate("Timeline", "{kind} {time}, {words}, {place} of {count}")
    return words.format(
        kind=kind_name(annotation.kind),
        time="–".join(format_position(each) for each in ends if each is not None),
        words=without_turns(annotation.text) or translate("Timeline", "no words yet"),
        place=place,
        count=count,
    )


def kind_name(kind: str) -> str:
    """优点, 不足, 备注, 疑问 in the person's language."""
    return {
        "strength": translate("Annotation", "Strength"),
        "weakness": translate("Annotation", "Weakness"),
        "note": translate("Annotation", "Note"),
        "question": translate("Annotation", "Question"),
    }[kind]


def plain_tip(words: str) -> str:
    """Words of a person as a tip: never markup, wrapped by Qt, turning nothing round."""
    if not words:
        return ""
    lines = html.escape(without_turns(words)).replace("\n", "<br>")
    return f"<qt>{lines}</qt>"


def show_tip(event: QHelpEvent, words: str, widget: QWidget) -> None:
    """What is under the mouse; none for ""."""
    if words:
        QToolTip.showText(event.globalPos(), plain_tip(words), widget)
    else:
        QToolTip.hideText()


def _speaker_words(speaker: Speaker) -> str:
    return {
        "agent": translate("Timeline", "agent speaking"),
        "customer": translate("Timeline", "customer speaking"),
        "both": translate("Timeline", "both speaking"),
        "somebody": translate("Timeline", "somebody speaking"),
        "nobody": translate("Timeline", "silence"),
        "unknown": "",
    }[speaker]


class _Speaking(Protocol):
    def spoken_state(self) -> str: ...


class SpokenTimeline(QAccessibleWidget):
    """A slider whose value is the sentence: computed when it is asked for, not while playing."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, QAccessible.Role.Slider)
        self._widget = widget

    def text(self, kind: QAccessible.Text) -> str:
        if kind in (QAccessible.Text.Value, QAccessible.Text.Description):
            speaking: _Speaking = self._widget  # type: ignore[assignment]
            return speaking.spoken_state()
        return super().text(kind)


def announce(widget: QWidget) -> None:
    """The state is another one after a jump. Not called while playing: nobody wants to be talked
    over every second."""
    if QAccessible.isActive():
        state: _Speaking = widget  # type: ignore[assignment]
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(widget, state.spoken_state()))


def install(kind: type[QWidget]) -> None:
    """Widgets of this class are spoken as above. Qt owns what the factory returns and takes it
    down with the widget; the reference beside it keeps Python from doing so earlier."""
    kept: dict[int, QAccessibleInterface] = {}

    def make(_key: str, thing: QObject) -> QAccessibleInterface | None:
        if not isinstance(thing, kind):
            return None
        address = id(thing)
        kept[address] = SpokenTimeline(thing)
        thing.destroyed.connect(lambda: kept.pop(address, None))
        return kept[address]

    _factories.append(make)
    QAccessible.installFactory(make)


_factories: list[object] = []
