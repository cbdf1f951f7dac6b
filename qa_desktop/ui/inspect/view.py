"""The Inspect screen 质检: one call is heard, marked and scored without touching the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from qa_desktop.domain.listening import HeardSpan, heard_ms
from qa_desktop.errors import UserFacingError
from qa_desktop.services.calls import set_aside
from qa_desktop.services.evaluating import EvaluationForm, Submitted, form_of
from qa_desktop.store.calls import CallRow, find_next_calls
from qa_desktop.store.drafts import delete_draft
from qa_desktop.store.evaluations import Revision
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.scorecards import get_version
from qa_desktop.store.slips import has_living_slip
from qa_desktop.store.workspace import Changes
from qa_desktop.ui.clips.acts import ClipActs
from qa_desktop.ui.empty_state import EmptyState
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.inspect.acts import InspectActs
from qa_desktop.ui.inspect.attaching import Attaching
from qa_desktop.ui.inspect.call_page import CallPage
from qa_desktop.ui.inspect.call_sound import CallSound
from qa_desktop.ui.inspect.mark_display import MarkDisplay
from qa_desktop.ui.inspect.marking import Marking
from qa_desktop.ui.inspect.number_look import NumberLook
from qa_desktop.ui.inspect.opened_call import (
    OpenedCall,
    count_today,
    has_calls,
    new_form,
    read_call,
    read_remarks,
)
from qa_desktop.ui.inspect.scoring import Scoring
from qa_desktop.ui.inspect.submitting import Submitting
from qa_desktop.ui.inspect.typing_place import TypingPlace
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.timeline.spoken import kind_name
from qa_desktop.ui.words import score_text

if TYPE_CHECKING:
    from qa_desktop.ui.inspect.listening import Listening
    from qa_desktop.ui.inspect.stopwatch import Stopwatch


class InspectView(Screen):
    """Opens calls and joins the panes with what happens to the open one."""

    call_opened = Signal(str)
    toast_wanted = Signal(str, object)
    """Words, and the act that Undo takes back (or None)."""
    today_changed = Signal(int)
    import_wanted = Signal()
    demo_wanted = Signal()
    live_wanted = Signal()
    feedback_wanted = Signal()
    """The feedback sheet of the submitted evaluation that is shown."""

    def __init__(self, desk: Desk, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspect_view")
        self._desk = desk
        self._preferences = preferences
        self._opened: OpenedCall | None = None
        self._done_today = 0
        self.last_submitted: str | None = None
        """The evaluation that was submitted last since the window opened."""
        self._after_submit: Callable[[], None] = self.open_next
        self.scoring = Scoring(desk, self)
        self.marking = Marking(desk, self)
        self.attaching = Attaching(desk, self)
        self._pages = QStackedWidget(self)
        self.page = CallPage(desk, self.scoring, built_in_templates(), self._pages)
        self.page.keep_layout(preferences)
        self.sound = CallSound(desk, self.page, self)
        self._empty = EmptyState(self._pages)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.submitting = Submitting(
            desk, self.scoring, self.page.card, self.sound.heard, self._standing, self
        )
        self.number_look = NumberLook(desk, self.page.header)
        self.marks = MarkDisplay(desk, preferences, self.marking, self.scoring, self.page, self)
        self.typing = TypingPlace(self.marking, self.page, self)
        self.clips = ClipActs(self)
        self.acts = InspectActs(self)
        self._wire()
        self.refresh_today()
        self.refresh_remarks()

    # -- opening and closing calls

    @property
    def call(self) -> CallRow | None:
        return self._opened.call if self._opened else None

    @property
    def desk(self) -> Desk:
        return self._desk

    @property
    def preferences(self) -> Preferences:
        return self._preferences

    @property
    def evaluation(self) -> str | None:
        """This person's standing evaluation of the open call."""
        standing = self._standing()
        return standing.evaluation if standing else None

    @property
    def is_ready(self) -> bool:
        """The open call can be played (or its stopwatch runs)."""
        return self.sound.is_ready

    @property
    def clock(self) -> Listening | Stopwatch | None:
        """See ``CallSound.clock``."""
        return self.sound.clock

    @property
    def reaction_ms(self) -> int:
        """How late a person presses a key after hearing what it is about."""
        return int(self._preferences.get("reaction_ms"))

    @property
    def listening(self) -> Listening | None:
        return self.sound.listening

    @property
    def stopwatch(self) -> Stopwatch:
        return self.sound.stopwatch

    def use_player(self, listening: Listening) -> None:
        """The engine is ready (it is loaded after the window is up)."""
        listening.follow(self._preferences)
        self.sound.use_player(listening)

    def open_call(self, id: str, at_ms: int | None = None, *, play: bool = False) -> None:
        """Where the person left it, or with ``at_ms`` at that moment of its recording; ``play``:
        it begins to play as soon as it can."""
        read = partial(read_call, person=self._desk.person, id=id)
        self.keep_drafts()
        show = partial(self._show_opened, at_ms=at_ms, play=play)
        self._desk.after_writes(lambda: self._desk.read("call", read, show))

    def go_to(self, at_ms: int | None, *, play: bool) -> None:
        """A moment of the open call."""
        if at_ms is not None:
            self.sound.go_to(at_ms)
        if play:
            self.acts.play()

    def keep_drafts(self) -> None:
        """What was heard up to now; everything typed is on its way already."""
        self.sound.keep()

    def open_last(self, id: str) -> None:
        """The call that was open when the program ended; the next one if it is gone."""
        read = partial(read_call, person=self._desk.person, id=id)
        self._desk.read("call", read, self._on_read, lambda _error: self.open_next())

    def open_next(self) -> None:
        """The next call of the list that is still to inspect."""
        after = self._opened.call.id if self._opened else self._preferences.get("last_call")
        self._desk.read(
            "next",
            partial(find_next_calls, person=self._desk.person, after=after, count=1),
            self._on_next,
        )

    def close_call(self) -> None:
        """Everything typed and heard is kept as drafts."""
        self.sound.close()
        self._opened = None

    def shut_down(self) -> None:
        self.close_call()
        self.sound.shut_down()

    def _on_next(self, calls: list[CallRow]) -> None:
        if calls:
            self.open_call(calls[0].id)
        else:
            self.close_call()
            self._pages.setCurrentWidget(self._empty)
            self._desk.read("any_call", has_calls, self._empty.show_state)

    def _on_read(self, opened: OpenedCall) -> None:
        self._show_opened(opened, None, False)

    def _to_timeline(self) -> None:
        """Not from another screen: an answer that comes late would take the keyboard away there,
        and the next letter typed would mark this call."""
        if self.isVisible():
            self.page.timeline.setFocus()

    def _show_opened(self, opened: OpenedCall, at_ms: int | None, play: bool) -> None:
        self.close_call()
        self._opened = opened
        call = opened.call
        self._show_call(call)
        self.sound.open(call, opened.listening_draft)
        self.go_to(at_ms, play=play)
        self._pages.setCurrentWidget(self.page)
        self._open_card(opened)
        self._to_timeline()
        self.marking.open(call.id, opened.annotations, opened.annotation_draft)
        self._preferences.set("last_call", call.id)
        self.call_opened.emit(call.id)
        self.sound.prefetch(call)

    def _open_card(self, opened: OpenedCall) -> None:
        self.page.card.set_cards(opened.cards, opened.standings)
        notice = self.page.card.notice
        notice.set_revisions(opened.revisions)
        standing, draft = opened.standing, opened.correction_draft
        if standing is not None and draft is not None:
            self._show_card(draft, "correcting", standing.evaluation)
            self._look_for_slip(standing.evaluation)
        elif standing is not None:
            form = form_of(standing.payload)
            version = get_version(form.scorecard)
            self.scoring.open(version, form, "submitted", evaluation=standing.evaluation)
        elif opened.evaluation_draft is not None:
            self._show_card(opened.evaluation_draft, "filling", None)
        else:
            role = self._preferences.get("role")
            self.scoring.open(opened.card, new_form(opened.call, opened.card, role))
        self.scoring.set_annotations(opened.annotations)

    def _show_card(self, draft: dict[str, Any], mode: Any, evaluation: str | None) -> None:
        form = EvaluationForm.from_draft(draft)
        if mode == "filling":  # in the role that one has when it is submitted
            form = replace(form, role=self._preferences.get("role"))
        version = get_version(form.scorecard)
        reason = str(draft.get("reason") or "")
        self.scoring.open(version, form, mode, evaluation=evaluation, reason=reason)

    def _show_call(self, call: CallRow) -> None:
        self.page.header.set_call(call)
        self.page.card.footer.set_set_aside(call.invalid_reason is not None)

    def _standing(self) -> Revision | None:
        return self._opened.standing if self._opened else None

    # -- what happens to the call

    def submit(self, then: Callable[[], None] | None = None) -> None:
        """Submit, and go to the next call; a card that was submitted already and a call that was
        set aside are left alone."""
        self.marking.save()
        if self.scoring.writable and self.call and self.call.invalid_reason is None:
            self._after_submit = then or self.open_next
            self.marking.when_settled(self.submitting.submit)
        else:
            self.open_next()

    def correct(self) -> None:
        """Begin a correction with what stands; while one is going on, to its reason."""
        if self.scoring.mode == "correcting":
            self.page.card.notice.ask_for_reason()
        elif self._opened is None or self._opened.standing is None:
            words = translate("InspectView", "Nothing to correct: not submitted yet")
            self.toast_wanted.emit(words, None)
        else:
            standing = self._opened.standing
            form = form_of(standing.payload)
            version = get_version(form.scorecard)
            self.scoring.open(version, form, "correcting", evaluation=standing.evaluation)
            self.scoring.set_annotations(self.marking.annotations)
            self.page.card.notice.ask_for_reason()
            self._look_for_slip(standing.evaluation)

    def _look_for_slip(self, evaluation: str) -> None:
        read = partial(has_living_slip, evaluation=evaluation)
        self._desk.read("slip of correction", read, self.submitting.note_slip)

    def give_up_correction(self) -> None:
        """The evaluation stays as it stands."""
        if self._opened is not None:
            slot, call = self.scoring.draft_slot, self._opened.call.id
            self._desk.unsaved.pop(slot, None)
            self._desk.write(
                lambda ws: delete_draft(ws.db, *slot), lambda _nothing: self.open_call(call)
            )

    def set_aside(self, reason: str | None) -> None:
        if self._opened is None:
            return
        call = self._opened.call.id
        words = (
            translate("InspectView", "Set aside as invalid")
            if reason
            else translate("InspectView", "To be inspected after all")
        )
        self._to_timeline()
        self._desk.write(
            lambda ws: set_aside(ws, call, reason),
            lambda changes: self.toast_wanted.emit(words, changes.act),
        )

    def _on_submitted(self, done: Submitted) -> None:
        result = done.result
        published = None if result.published is None else int(result.published * 100)
        words = translate("InspectView", "Submitted: {score}").format(
            score=score_text(published, result.no_score)
        )
        self.toast_wanted.emit(f"{words}{self._little_heard()}", done.changes.act)
        self.last_submitted = done.evaluation
        if self.scoring.mode == "filling":
            self._on_counted(self._done_today + 1)  # until it has been counted again
        if self.scoring.mode == "correcting" and self._opened:
            self.open_call(self._opened.call.id)
        else:
            self._after_submit()

    def _little_heard(self) -> str:
        """Said where less than half of the call was heard: nobody is scored unheard unawares."""
        length = self._opened.call.duration_ms if self._opened is not None else None
        recording = self._opened.call.recording if self._opened is not None else None
        if not length or recording is None or self.scoring.mode != "filling":
            return ""
        heard = heard_ms((HeardSpan(*span) for span in self.sound.heard()), length)
        if 2 * heard >= length:
            return ""
        words = translate("InspectView", " · {percent} % of the call heard")
        return words.format(percent=100 * heard // length)

    def show_revisions(self) -> None:
        if self._opened:
            from qa_desktop.ui.inspect.revisions_dialog import RevisionsDialog

            RevisionsDialog(self._desk, self._opened.revisions, self).open()

    # -- refreshing

    def refresh(self, changes: Changes) -> None:
        """Only what changed is read again."""
        subjects = changes.subjects
        if "annotation" in subjects:
            self.marking.refresh()
        shown = {"call", "agent", "team", "evaluation", "scorecard_version"}
        if subjects & shown and self._opened is not None:
            self._desk.read(
                "header",
                partial(read_call, person=self._desk.person, id=self._opened.call.id),
                self._on_refreshed,
                partial(self._on_not_refreshed, self._opened.call.id),
            )
        if "evaluation" in subjects:
            self.refresh_today()
        if "remark" in subjects:
            self.refresh_remarks()

    def refresh_today(self) -> None:
        now = datetime.now().astimezone()
        self._desk.read(
            "today_count",
            partial(count_today, person=self._desk.person, now=now),
            self._on_counted,
        )

    def refresh_remarks(self) -> None:
        self._desk.read("remarks", read_remarks, self._on_remarks)

    def _on_remarks(self, remarks: dict[str, str]) -> None:
        self.page.editor.set_remarks(remarks)
        self.page.place_editor.set_remarks(remarks)

    def _on_refreshed(self, opened: OpenedCall) -> None:
        """Facts and status of the open call; an undone evaluation can be filled in again."""
        if self._opened is None or opened.call.id != self._opened.call.id:
            return
        before, self._opened = self._opened, opened
        if before.call.recording != opened.call.recording:
            self.sound.change(opened.call)
            self._on_annotations()
        self._show_call(opened.call)
        self.page.card.set_cards(opened.cards, opened.standings)
        was, now = before.standing, opened.standing
        if (was and was.id) != (now and now.id):
            self._open_card(opened)

    def _on_not_refreshed(self, id: str, error: UserFacingError) -> None:
        """A call that was deleted elsewhere is left without a word: that was said there."""
        if self._opened is None or self._opened.call.id != id:
            return
        if error.id == "call.unknown":
            self.open_next()
        else:
            self._desk.trouble.emit(error)

    def _on_counted(self, done: int) -> None:
        self._done_today = done
        self.page.header.set_today(done, self._preferences.get("daily_target"))
        self.today_changed.emit(done)

    def _on_annotations(self) -> None:
        self.scoring.set_annotations(self.marking.annotations)

    def _ask_serial(self) -> None:
        if self.call is not None:
            self.attaching.ask_serial(self.call)

    def _ask_recording(self) -> None:
        if self.call is not None:
            self.attaching.ask_recording(self.call)

    def _on_attached(self, changes: Changes) -> None:
        self.toast_wanted.emit(translate("InspectView", "Recording attached"), changes.act)

    def _on_deleted(self, changes: Changes) -> None:
        self.toast_wanted.emit(translate("InspectView", "Annotation deleted"), changes.act)

    def _on_became(self, kind: str, changes: Changes) -> None:
        words = translate("InspectView", "Now: {kind}").format(kind=kind_name(kind))
        self.toast_wanted.emit(words, changes.act)

    def _on_preference(self, key: str) -> None:
        if key == "daily_target":
            self.refresh_today()
        elif key == "volume":
            self.page.sound_bar.set_volume(self._preferences.get(key))
        elif key == "agents_channel":
            self._desk.after_writes(self.sound.prepare_again)

    def _wire(self) -> None:
        page, marking, scoring = self.page, self.marking, self.scoring
        marking.changed.connect(self._on_annotations)
        marking.region_changed.connect(page.timeline.set_open_region)
        marking.comment_closed.connect(self._to_timeline)
        marking.deleted.connect(self._on_deleted)
        marking.became.connect(self._on_became)
        scoring.draft_kept.connect(page.header.show_draft)
        self.submitting.submitted.connect(self._on_submitted)
        page.card.footer.submit_requested.connect(self.submit)
        page.card.footer.next_requested.connect(self.open_next)
        page.card.toast_wanted.connect(self.toast_wanted)
        page.card.notice.correct_requested.connect(self.correct)
        page.card.notice.give_up_requested.connect(self.give_up_correction)
        page.card.notice.revisions_requested.connect(self.show_revisions)
        page.card.notice.feedback_requested.connect(self.feedback_wanted)
        page.header.set_aside_requested.connect(self.set_aside)
        page.header.next_requested.connect(self.open_next)
        page.header.live_requested.connect(self.live_wanted)
        page.header.serial_requested.connect(self._ask_serial)
        page.header.recording_requested.connect(self._ask_recording)
        self.attaching.attached.connect(self._on_attached)
        self._empty.import_wanted.connect(self.import_wanted)
        self._empty.demo_wanted.connect(self.demo_wanted)
        page.sound_bar.set_volume(self._preferences.get("volume"))
        page.sound_bar.volume_chosen.connect(partial(self._preferences.set, "volume"))
        self._preferences.changed.connect(self._on_preference)
