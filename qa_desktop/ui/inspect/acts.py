"""What each key and button does on the Inspect screen; the keys themselves are in ``ui.keys``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qa_desktop.domain.annotations import KINDS
from qa_desktop.ui import keys
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.listening_acts import ListeningActs

if TYPE_CHECKING:
    from qa_desktop.ui.inspect.listening import Listening
    from qa_desktop.ui.inspect.stopwatch import Stopwatch
    from qa_desktop.ui.inspect.view import InspectView

_SKIPS_MS = {
    "back_1": -1_000,
    "forward_1": 1_000,
    "back_5": -5_000,
    "forward_5": 5_000,
    "back_15": -15_000,
    "forward_15": 15_000,
}

_OF_THE_LIST = {"next_item", "previous_item", "go_start", "go_end"}


def _takes_focus(pane: QWidget) -> bool:
    return (pane.focusProxy() or pane).isEnabled()


class InspectActs(QObject):
    """Carries out acts by their id, from the timeline, the player bar or anywhere."""

    hold_wanted = Signal()
    """Hold-to-play went down on the timeline; who sees it come up pauses."""

    def __init__(self, view: InspectView) -> None:
        super().__init__(view)
        self._view = view
        self._resumes = False
        self._plays_when_ready = False
        self.listening = ListeningActs(view, lambda: self._player)
        self._acts = self._by_id(view)
        self._wire(view)

    def _by_id(self, view: InspectView) -> dict[str, Callable[[], object]]:
        scoring, marking, page = view.scoring, view.marking, view.page
        return {
            "play_pause": self._toggle,
            "play": self.play,
            "pause": self._pause,
            "forget_play": lambda: self._wish_to_play(False),
            "region": self._region,
            "start_here": lambda: self._at_playhead(marking.start_at),
            "end_here": lambda: self._at_playhead(marking.end_at),
            "delete_annotation": marking.delete_selected,
            "filter_marks": view.marks.choose,
            "show_all_marks": view.marks.show_all,
            "follow": page.timeline.follow,
            "next_item": lambda: scoring.step(1),
            "previous_item": lambda: scoring.step(-1),
            "not_applicable": partial(self._score, scoring.toggle_not_applicable),
            "evidence": partial(self._score, self._evidence),
            "precedents": page.card.precedents.toggle,
            "why_score": page.card.toggle_why,
            "save_clip": view.clips.save,
            "copy_place": view.clips.copy,
            "submit_next": view.submit,
            "correct": view.correct,
            "set_aside": page.header.open_menu,
            "next_call": view.open_next,
            "show_number": view.number_look.toggle,
            "next_pane": lambda: self._walk_panes(1),
            "previous_pane": lambda: self._walk_panes(-1),
            **{
                f"option_{n}": partial(self._score, partial(scoring.press_digit, n))
                for n in range(10)
            },
            **{id: lambda by=by: self._skip(by) for id, by in _SKIPS_MS.items()},
            **self.listening.by_id(),
            **{f"mark_{kind}": partial(self._mark, kind) for kind in KINDS},
            **{f"become_{kind}": partial(marking.become, kind) for kind in KINDS},
        }

    def _wire(self, view: InspectView) -> None:
        marking, page = view.marking, view.page
        view.sound.ready.connect(self._play_if_wished)
        view.sound.not_ready.connect(lambda: self._wish_to_play(False))
        page.timeline.act_triggered.connect(self._do_by_key)
        page.timeline.seek_requested.connect(self._seek)
        page.timeline.annotation_selected.connect(self._open_annotation)
        page.timeline.annotation_activated.connect(partial(self._edit, here=True))
        page.timeline.annotation_moved.connect(marking.move)
        page.bar.act_triggered.connect(self._do_from_bar)
        page.sound_bar.act_triggered.connect(self.do)
        page.list.annotation_selected.connect(self._open_annotation)
        page.list.annotation_activated.connect(partial(self._edit, here=False))
        page.list.installEventFilter(self)
        page.editor.saved.connect(self._save_comment)
        page.place_editor.saved.connect(self._save_comment)
        page.editor.left.connect(self._leave_comment)
        page.card.left.connect(page.timeline.setFocus)
        page.card.rows.act_triggered.connect(self.do)
        page.card.rows.evidence_wanted.connect(self._link)
        page.card.rows.evidence_opened.connect(self._open_annotation)

    def knows(self, id: str) -> bool:
        """Whether it is an act of this screen as a whole, not of its timeline or text."""
        return id in self._acts

    def do(self, id: str) -> bool:
        """False for an act that is not of this screen, or while no call is open."""
        act = self._acts.get(id)
        if act is None or self._view.call is None:
            return False
        act()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list the timeline's keys work as well, but for those that walk the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            act = keys.timeline_act(event)
            if act is not None and act.id == "edit_annotation":
                return self._edit_in_list()
            if act is not None and act.id not in _OF_THE_LIST:
                return self._do_by_key(act.id)
        return False

    def _edit_in_list(self) -> bool:
        chosen = self._view.page.list.selected()
        if chosen is not None:
            self._edit(chosen, here=False)
        return True

    def _do_by_key(self, id: str) -> bool:
        """Holding is for keys alone: what else does an act cannot let go."""
        if id == "hold_to_play":
            self.hold_wanted.emit()
            return True
        return self.do(id)

    def _do_from_bar(self, id: str) -> None:
        self.do(id)
        if id in ("play_pause", "region"):
            self._view.page.timeline.setFocus()

    # -- listening

    def _toggle(self) -> None:
        if self._view.clock is not None:
            self._view.clock.toggle()
        else:
            self._wish_to_play(not self._plays_when_ready)

    def play(self) -> None:
        """Now, or as soon as the recording is ready."""
        if self._player is not None:
            self._player.play()
        elif self._view.clock is None:
            self._wish_to_play(True)

    def _pause(self) -> None:
        self._wish_to_play(False)
        if self._player is not None:
            self._player.pause()

    def _skip(self, by_ms: int) -> None:
        if self._player is not None:
            self._player.skip(by_ms)
            self._view.page.timeline.follow()

    def _seek(self, ms: int) -> None:
        if self._player is not None:
            self._player.seek_to(ms)

    @property
    def _player(self) -> Listening | None:
        """None while the recording is prepared, and where a stopwatch runs."""
        return self._view.listening if self._view.clock is self._view.listening else None

    def _wish_to_play(self, wished: bool) -> None:
        """Space while the recording is still prepared: it starts as soon as it is ready."""
        self._plays_when_ready = wished
        self._view.page.bar.set_waiting(wished)

    def _play_if_wished(self) -> None:
        if self._plays_when_ready:
            self._wish_to_play(False)
            self.play()

    # -- marking

    def _mark(self, kind: str) -> None:
        """Mark this moment and pause; while a comment is typed, make it this kind instead."""
        clock, marking = self._view.clock, self._view.marking
        if clock is None:
            return
        if self._is_typing():
            marking.change_kind(kind)
            return
        at_ms = self._heard_at(clock)
        self._remember_playing()
        self._pause()
        marking.mark(kind, at_ms)

    def _region(self) -> None:
        clock = self._view.clock
        if clock is None:
            return
        at_ms = self._heard_at(clock)
        playing = clock.playing
        if self._view.marking.toggle_region(at_ms):
            self._resumes = playing
            self._pause()

    def _heard_at(self, clock: Listening | Stopwatch) -> int:
        """The moment that a key is about: while it plays a person presses it late."""
        late = self._view.reaction_ms if clock.playing else 0
        return clock.moment_before(late * clock.rate_percent // 100)

    def _at_playhead(self, act: Callable[[int], None]) -> None:
        """Nothing is taken off: whoever moves an edge looks where it goes."""
        if self._view.clock is not None:
            act(self._view.clock.position_ms)

    def _is_typing(self) -> bool:
        page = self._view.page
        places = (page.editor, page.place_editor)
        return any(each.is_open and self._has_focus(each) for each in places)

    def _has_focus(self, pane: QWidget) -> bool:
        focused = self._view.window().focusWidget()
        return focused is not None and (pane is focused or pane.isAncestorOf(focused))

    def _remember_playing(self) -> None:
        self._resumes = self._view.clock is not None and self._view.clock.playing

    def _save_comment(self, words: str) -> None:
        """Save and go on."""
        self._view.marking.type_text(words)
        self._view.marking.save()
        if self._resumes:
            self._resumes = False
            self.play()

    def _leave_comment(self) -> None:
        self._view.marking.leave()
        self._view.page.timeline.setFocus()

    def _edit(self, annotation: str, *, here: bool) -> None:
        """``here``: on the timeline, where its flag stands."""
        self._view.marking.select(annotation)
        self._remember_playing()
        self._pause()
        self._view.typing.edit(annotation, here=here)

    def _open_annotation(self, annotation: str) -> None:
        """Select it and put the playhead there."""
        self._view.marking.select(annotation)
        found = self._view.marking.get(annotation)
        if found is not None:
            self._seek(found.at_ms)

    # -- scoring

    def _score(self, act: Callable[[], object]) -> None:
        """A key that changes the card; a submitted one says how to change it."""
        if self._view.scoring.mode == "submitted":
            words = translate(
                "InspectActs", "Submitted already: press Correct ({key}) to change it"
            )
            key = keys.key_of("correct")
            self._view.page.card.footer.set_message(words.format(key=key), nudge=True)
        else:
            act()

    def _evidence(self) -> None:
        if self._view.scoring.current is not None:
            self._link(self._view.scoring.current)

    def _link(self, item: str) -> None:
        """The current annotation, else the last one, is evidence for the item (or no more)."""
        marking = self._view.marking
        marking.save()
        marking.when_settled(lambda: self._link_now(item))

    def _link_now(self, item: str) -> None:
        marking = self._view.marking
        shown = self._view.marks.annotations
        chosen = marking.selected or (shown[-1].id if shown else None)
        if chosen is not None:
            self._view.scoring.toggle_evidence(item, chosen)

    # -- finding one's way

    def _walk_panes(self, by: int) -> None:
        panes = [pane for pane in self._view.page.panes() if _takes_focus(pane)]
        # the last one: the feedback lies inside the card's rows
        around = [n for n, pane in enumerate(panes) if self._has_focus(pane)]
        place = around[-1] if around else -1 if by > 0 else 0
        panes[(place + by) % len(panes)].setFocus()
