"""The registry of screens: what the rail shows, in its order, and how each is made.

A new screen is a line in ``SCREENS`` and the function that makes it and joins it to the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qa_desktop.ui.counts import COACHING, CONFLICTS, LIST_ROWS, SESSIONS, SLIPS, TO_INSPECT, Count
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.screen import Screen

if TYPE_CHECKING:
    from qa_desktop.ui.main_window import MainWindow


@dataclass(frozen=True)
class ScreenKind:
    """``make`` runs when the screen is first wanted: the window must be up quickly. It gives the
    screen ``window.place`` for a parent."""

    id: str
    label: str
    icon: str
    make: Callable[[MainWindow], Screen]
    count: Count | None = None
    """What waits there, shown beside the name."""
    make_in_steps: Callable[[MainWindow], Iterator[Screen]] | None = None
    """As ``make``, a few milliseconds each time, for ``ui.making_ahead``; the screen is to be used
    when there are no more steps."""

    @property
    def name(self) -> str:
        """The label in the person's language."""
        return translate("Rail", self.label)


def _inspect(window: MainWindow) -> Screen:
    return window.inspect


def _calls(window: MainWindow) -> Screen:
    *_, calls = _calls_in_steps(window)
    return calls


def _calls_in_steps(window: MainWindow) -> Iterator[Screen]:
    from qa_desktop.ui.calls.view import CallsView
    from qa_desktop.ui.coaching.follow_ups import DueNotice

    calls = CallsView(window.desk, window.preferences, window.place, in_steps=True)
    while calls.make_next():
        yield calls
    calls.call_chosen.connect(window.open_call)
    calls.live_wanted.connect(window.ask_live_call)
    calls.import_wanted.connect(window.import_recordings)
    calls.demo_wanted.connect(window.inspect.demo_wanted)
    calls.feedback_wanted.connect(window.feedback.open_for_call)
    calls.send_wanted.connect(partial(window.exchange.send, "call"))
    calls.playlist_wanted.connect(
        lambda calls: window.add_to_playlist([{"call": call} for call in calls])
    )
    notice = DueNotice(window.feedback.follow_ups, calls)
    notice.wanted.connect(window.feedback.show_due)
    calls.put_above_today(notice)
    slips = DueNotice(window.slips.due, calls, "slips_due")
    slips.wanted.connect(window.slips.show_due)
    calls.put_above_today(slips)
    calls.toast_wanted.connect(window.toast.say)
    yield calls


def _call_lists(window: MainWindow) -> Screen:
    from qa_desktop.ui.call_lists.view import CallListsView

    lists = CallListsView(window.desk, window.preferences, window.place)
    lists.toast_wanted.connect(window.toast.say)
    lists.call_chosen.connect(window.open_call)
    lists.import_wanted.connect(window.import_list)
    return lists


def _library(window: MainWindow) -> Screen:
    *_, library = _library_in_steps(window)
    return library


def _library_in_steps(window: MainWindow) -> Iterator[Screen]:
    from qa_desktop.ui.library.view import LibraryView

    library = LibraryView(
        window.desk, window.preferences, window.inspect.sound, window.place, in_steps=True
    )
    while library.make_next():
        yield library
    library.call_chosen.connect(window.open_call)
    library.toast_wanted.connect(window.toast.say)
    library.shelf_wanted.connect(window.filing.file)
    library.tags_wanted.connect(window.filing.tag)
    library.playlist_wanted.connect(window.add_to_playlist)
    library.nominate_wanted.connect(partial(_nominate, window))
    yield library


def _nominate(window: MainWindow, serial: str) -> None:
    """On the page of best calls."""
    from qa_desktop.ui.best_calls.page import BestCallsPage
    from qa_desktop.ui.sessions.view import SessionsView

    window.show_screen("sessions")
    sessions = window.screen("sessions")
    assert isinstance(sessions, SessionsView)  # noqa: S101
    page: BestCallsPage = sessions.findChildren(BestCallsPage)[0]
    sessions.show_page(page)
    page.nominate(serial)


def _sessions(window: MainWindow) -> Screen:
    from qa_desktop.ui.best_calls.page import BestCallsPage
    from qa_desktop.ui.sessions.choosing import add_to_playlist
    from qa_desktop.ui.sessions.view import SessionsView
    from qa_desktop.ui.training.plans_page import PlansPage
    from qa_desktop.ui.training.sessions_page import SessionsPage

    sessions = SessionsView(window.desk, window.preferences, window.inspect.sound, window.place)
    sessions.toast_wanted.connect(window.toast.say)
    sessions.send_wanted.connect(partial(window.exchange.send, "playlist"))
    sessions.library_wanted.connect(partial(window.show_screen, "library"))
    sessions.forms_dropped.connect(partial(add_to_playlist, window))
    meetings = SessionsPage(window.desk, window.preferences, window.inspect.sound, sessions)
    plans = PlansPage(window.desk, window.preferences, sessions)
    sessions.add_page(meetings, QT_TRANSLATE_NOOP("Sessions", "Sessions"))
    sessions.add_page(plans, QT_TRANSLATE_NOOP("Sessions", "Training plans"))
    best = BestCallsPage(window.desk, window.preferences, window.inspect.sound, sessions)
    sessions.add_page(best, QT_TRANSLATE_NOOP("Sessions", "Best calls"))
    best.call_chosen.connect(window.open_call)
    for page in (meetings, plans, best):
        page.toast_wanted.connect(window.toast.say)
        page.send_wanted.connect(window.exchange.send)
    return sessions


def _coaching(window: MainWindow) -> Screen:
    from qa_desktop.ui.coaching.view import CoachingView

    coaching = CoachingView(window.desk, window.preferences, window.place)
    coaching.sheet_wanted.connect(window.feedback.open)
    coaching.entry_wanted.connect(window.feedback.add_coaching)
    coaching.entry_opened.connect(window.feedback.edit_coaching)
    coaching.toast_wanted.connect(window.toast.say)
    return coaching


def _slips(window: MainWindow) -> Screen:
    from qa_desktop.ui.slips.view import SlipsView

    slips = SlipsView(window.desk, window.preferences, window.inspect.sound, window.place)
    slips.toast_wanted.connect(window.toast.say)
    slips.send_wanted.connect(window.exchange.send_slip)
    slips.history_wanted.connect(window.exchange.show_history)
    slips.ruling_wanted.connect(window.slips.open_ruling)
    slips.entry_wanted.connect(window.feedback.edit_coaching)
    return slips


def _reports(window: MainWindow) -> Screen:
    from qa_desktop.ui.reports.view import ReportsView

    reports = ReportsView(window.desk, window.preferences, window.place)
    reports.place_chosen.connect(window.open_place)
    reports.toast_wanted.connect(window.toast.say)
    return reports


def _roster(window: MainWindow) -> Screen:
    from qa_desktop.ui.roster.view import RosterView

    roster = RosterView(window.desk, window.preferences, window.place)
    roster.toast_wanted.connect(window.toast.say)
    roster.import_wanted.connect(partial(window.import_list, "roster"))
    roster.history_wanted.connect(window.exchange.show_history)
    roster.send_wanted.connect(partial(window.exchange.send, "agent"))
    return roster


def _exchange(window: MainWindow) -> Screen:
    from qa_desktop.ui.exchange.view import ExchangeView

    exchange = ExchangeView(window.desk, window.preferences, window.exchange.inbox, window.place)
    exchange.toast_wanted.connect(window.toast.say)
    exchange.history_wanted.connect(window.exchange.show_history)
    exchange.slip_wanted.connect(window.slips.show)
    exchange.open_wanted.connect(window.exchange.choose_bundle)
    exchange.file_opened.connect(window.exchange.open_bundle)
    exchange.write_wanted.connect(window.exchange.write_bundle)
    exchange.request_wanted.connect(window.exchange.write_request)
    exchange.answer_wanted.connect(window.exchange.write_answer)
    return exchange


def _scorecards(window: MainWindow) -> Screen:
    from qa_desktop.ui.scorecards.view import ScorecardsView

    scorecards = ScorecardsView(window.desk, window.preferences, window.place)
    scorecards.toast_wanted.connect(window.toast.say)
    scorecards.what_if_wanted.connect(window.ask_what_if)
    scorecards.proposal_wanted.connect(window.propose_weights)
    scorecards.offer(what_if=True, proposal=True)
    return scorecards


def _settings(window: MainWindow) -> Screen:
    from qa_desktop.ui.settings.view import SettingsView

    settings = SettingsView(
        window.desk, window.preferences, window.backups, window.key_gate, window.place
    )
    settings.workspace_wanted.connect(window.workspace_wanted)
    settings.toast_wanted.connect(window.toast.say)
    settings.is_sound_wanted = window.inspect.sound.is_wanted
    settings.restore_wanted.connect(window.restore_wanted)
    return settings


SCREENS = (
    ScreenKind("inspect", QT_TRANSLATE_NOOP("Rail", "Inspect"), "inspect", _inspect, TO_INSPECT),
    ScreenKind(
        "calls",
        QT_TRANSLATE_NOOP("Rail", "Recordings"),
        "calls",
        _calls,
        make_in_steps=_calls_in_steps,
    ),
    ScreenKind(
        "call_lists", QT_TRANSLATE_NOOP("Rail", "Call lists"), "call_lists", _call_lists, LIST_ROWS
    ),
    ScreenKind(
        "library",
        QT_TRANSLATE_NOOP("Rail", "Library"),
        "library",
        _library,
        make_in_steps=_library_in_steps,
    ),
    ScreenKind("sessions", QT_TRANSLATE_NOOP("Rail", "Sessions"), "sessions", _sessions, SESSIONS),
    ScreenKind("coaching", QT_TRANSLATE_NOOP("Rail", "Coaching"), "coaching", _coaching, COACHING),
    ScreenKind("slips", QT_TRANSLATE_NOOP("Rail", "Slips"), "slips", _slips, SLIPS),
    ScreenKind("reports", QT_TRANSLATE_NOOP("Rail", "Reports"), "reports", _reports),
    ScreenKind("roster", QT_TRANSLATE_NOOP("Rail", "Roster"), "person", _roster),
    ScreenKind("exchange", QT_TRANSLATE_NOOP("Rail", "Exchange"), "exchange", _exchange, CONFLICTS),
    ScreenKind("scorecards", QT_TRANSLATE_NOOP("Rail", "Scorecards"), "scorecards", _scorecards),
    ScreenKind("settings", QT_TRANSLATE_NOOP("Rail", "Settings"), "settings", _settings),
)
