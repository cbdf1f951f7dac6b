"""The columns of the coaching screen's tables."""

from __future__ import annotations

from datetime import date, datetime

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.coaching import days_overdue
from qa_desktop.domain.wall_clock import local_moment
from qa_desktop.services.feedback import Coverage
from qa_desktop.store.coaching import CoachingRow, FeedbackRow
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel
from qa_desktop.ui.words import moment_text, score_text, with_sign

_STATE_COLORS = {"none": "accent", "outdated": "weakness", "talk": "critical", "given": "strength"}


def feedback_model() -> PlainModel:
    """Evaluations and where the feedback on them stands."""
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Coaching", "Feedback"),
                lambda row: state_name(row.state),
                170,
                lambda row: _STATE_COLORS[row.state],
            ),
            PlainColumn(lambda: translate("Coaching", "Agent"), _agent, 140),
            PlainColumn(lambda: translate("Coaching", "Team"), lambda row: row.team or "", 90),
            PlainColumn(lambda: translate("Coaching", "Submitted"), _submitted, 150),
            PlainColumn(
                lambda: translate("Coaching", "Serial no."),
                lambda row: row.serial or "",
                160,
                stretches=True,
            ),
            PlainColumn(
                lambda: translate("Coaching", "Score"),
                _score,
                70,
                lambda row: (
                    None if row.passed is None else "strength" if row.passed else "critical"
                ),
                number=True,
            ),
            PlainColumn(lambda: translate("Coaching", "Grade"), lambda row: row.grade or "", 80),
            PlainColumn(
                lambda: translate("Coaching", "Scorer"), lambda row: row.scorer_name or "", 110
            ),
        ],
        lambda row: row.evaluation,
    )


def coverage_model() -> PlainModel:
    """n of m, per agent or per team."""
    return PlainModel(
        [
            PlainColumn(lambda: translate("Coaching", "Agent or team"), _group, 180),
            PlainColumn(lambda: translate("Coaching", "Team"), lambda row: row.team, 120),
            PlainColumn(lambda: translate("Coaching", "Given"), _given, 150, _given_color),
            PlainColumn(
                lambda: translate("Coaching", "Still to give"),
                lambda row: _count(row.missing),
                110,
                number=True,
            ),
            PlainColumn(
                lambda: translate("Coaching", "Corrected since"),
                lambda row: _count(row.outdated),
                130,
                number=True,
            ),
            PlainColumn(
                lambda: translate("Coaching", "Talks asked for"),
                lambda row: _count(row.talks),
                130,
                number=True,
            ),
            PlainColumn(lambda: "", lambda _row: "", 40, stretches=True),
        ],
        lambda row: row.id,
    )


def log_model() -> PlainModel:
    """The coaching log."""
    return PlainModel(
        [
            PlainColumn(lambda: translate("Coaching", "Held"), _held, 150),
            PlainColumn(lambda: translate("Coaching", "Agent"), _agent, 140),
            PlainColumn(
                lambda: translate("Coaching", "Where"), lambda row: mode_name(row.mode), 80
            ),
            PlainColumn(
                lambda: translate("Coaching", "About what"),
                about_words,
                220,
                stretches=True,
            ),
            PlainColumn(
                lambda: translate("Coaching", "What was agreed"), lambda row: _line(row.action), 200
            ),
            PlainColumn(lambda: translate("Coaching", "Look again"), due_words, 150, _due_color),
            PlainColumn(
                lambda: translate("Coaching", "Result"), lambda row: _line(row.result), 150
            ),
            PlainColumn(
                lambda: translate("Coaching", "Coach"), lambda row: row.coach_name or "", 90
            ),
        ],
        lambda row: row.id,
    )


def follow_up_model() -> PlainModel:
    """What has to be looked at again."""
    return PlainModel(
        [
            PlainColumn(lambda: translate("Coaching", "Due"), due_words, 180, _due_color),
            PlainColumn(lambda: translate("Coaching", "Agent"), _agent, 150),
            PlainColumn(lambda: translate("Coaching", "About what"), about_words, 240),
            PlainColumn(
                lambda: translate("Coaching", "What was agreed"),
                lambda row: _line(row.action),
                240,
                stretches=True,
            ),
            PlainColumn(lambda: translate("Coaching", "Held"), _held, 150),
        ],
        lambda row: row.id,
    )


def state_name(code: str) -> str:
    """Where the feedback stands, in words."""
    return {
        "none": translate("Coaching", "Not given yet"),
        "outdated": translate("Coaching", "Corrected since, ask again"),
        "talk": translate("Coaching", "Asks for a talk"),
        "given": translate("Coaching", "Given"),
    }[code]


def due_words(row: CoachingRow) -> str:
    """When the follow-up is due, and how late it is; done ones say so."""
    if row.done:
        return translate("Coaching", "Done")
    if row.follow_up is None:
        return ""
    late = days_overdue(row.follow_up, date.today())
    if late > 0:
        words = translate("Coaching", "{day}, overdue by {days} d")
        return words.format(day=row.follow_up, days=late)
    if late == 0:
        return translate("Coaching", "{day}, today").format(day=row.follow_up)
    return row.follow_up


def _due_color(row: CoachingRow) -> str | None:
    if row.done or row.follow_up is None:
        return "muted"
    late = days_overdue(row.follow_up, date.today())
    return "critical" if late > 0 else "weakness" if late == 0 else None


def _agent(row: FeedbackRow | CoachingRow) -> str:
    return agent_words(row.agent_number, row.agent_name) or "—"


def _score(row: FeedbackRow) -> str:
    return with_sign(score_text(row.published_hundredths, row.no_score), passed=row.passed)


def _submitted(row: FeedbackRow) -> str:
    return moment_text(local_moment(row.submitted_at))


def _held(row: CoachingRow) -> str:
    return moment_text(datetime.fromisoformat(row.held)) if row.held else ""


def about_words(row: CoachingRow) -> str:
    """After a slip first what is to be done: 关心近况 · 抢话."""
    said = _line(row.about)
    return f"{purpose_name(row.purpose)} · {said}" if row.purpose else said


def purpose_name(code: str) -> str:
    """Why an agent is seen again after a slip; what another version has written stays as it is."""
    return {
        "mood": translate("Coaching", "How is the agent doing"),
        "praise": translate("Coaching", "Praise progress"),
        "relisten": translate("Coaching", "Listen again"),
    }.get(code, code)


def _line(words: str | None) -> str:
    return " ".join((words or "").split())


def _group(row: Coverage) -> str:
    return " ".join(part for part in (row.number, row.name) if part) or "—"


def _given(row: Coverage) -> str:
    words = translate("Coaching", "{given} of {all}")
    return words.format(given=row.given, all=row.evaluations)


def _given_color(row: Coverage) -> str | None:
    return "strength" if row.given == row.evaluations else "weakness"


def _count(number: int) -> str:
    return str(number) if number else ""


def mode_name(code: str, *, long: bool = False) -> str:
    """在线, 离线; ``long`` says what that means."""
    if long:
        return {
            "online": translate("Coaching", "Online: while listening, at once"),
            "offline": translate("Coaching", "Offline: afterwards"),
        }[code]
    return {
        "online": translate("Coaching", "Online"),
        "offline": translate("Coaching", "Offline"),
    }.get(code, code)
