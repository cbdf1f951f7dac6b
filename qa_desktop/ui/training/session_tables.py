"""The columns of the tables about sessions."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.quiz import Question
from qa_desktop.store.quizzes import AttemptRow
from qa_desktop.store.sessions import Attendee, PointRow, SessionRow, SuggestionRow
from qa_desktop.texts import text
from qa_desktop.ui import i18n
from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.plain_table import PlainColumn, PlainModel
from qa_desktop.ui.training import words


def session_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(lambda: translate("Training", "When"), words.when, 130),
            PlainColumn(
                lambda: translate("Training", "Session"), lambda row: row.title, stretches=True
            ),
            PlainColumn(lambda: translate("Training", "State"), words.state_name, 76, _state_color),
        ],
        lambda row: row.id,
    )


def _state_color(row: SessionRow) -> str | None:
    return "muted" if row.held else None


def attendance_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(lambda: translate("Training", "Team"), lambda row: row.team or "—", 120),
            PlainColumn(lambda: translate("Training", "Agent"), _attendee, 160),
            PlainColumn(
                lambda: translate("Training", "Attendance"),
                lambda row: words.tick_name(row.state),
                96,
                _tick_color,
            ),
            PlainColumn(
                lambda: translate("Training", "Reason"), lambda row: row.reason, stretches=True
            ),
        ],
        lambda row: row.agent,
    )


def _attendee(row: Attendee) -> str:
    return words.agent(row.number, row.name)


def _tick_color(row: Attendee) -> str | None:
    return {"present": "strength", "absent": "weakness"}.get(row.state, "muted")


def point_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Training", "Agreed"),
                lambda row: row.words,
                color=_point_color,
                stretches=True,
            ),
            PlainColumn(
                lambda: translate("Training", "Who"), lambda row: row.owner_name or "—", 100
            ),
            PlainColumn(
                lambda: translate("Training", "Until"), lambda row: row.due or "—", 104, _due_color
            ),
            PlainColumn(lambda: translate("Training", "Result"), _point_result, 150),
        ],
        lambda row: row.id,
    )


def _point_color(row: PointRow) -> str | None:
    return "muted" if row.done else None


def _due_color(row: PointRow) -> str | None:
    """Overdue as well as undone."""
    if row.done:
        return "muted"
    return "critical" if row.due and row.due < date.today().isoformat() else None


def _point_result(row: PointRow) -> str:
    return row.result or (translate("Training", "Done") if row.done else "")


def suggestion_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(lambda: translate("Training", "Agent"), _suggested_by, 140),
            PlainColumn(
                lambda: translate("Training", "Suggestion"), lambda row: row.words, stretches=True
            ),
            PlainColumn(
                lambda: translate("Training", "Answer"), _answer, 220, _answer_color, stretches=True
            ),
        ],
        lambda row: row.id,
    )


def _suggested_by(row: SuggestionRow) -> str:
    if row.agent is None:
        return translate("Training", "Unnamed")
    return words.agent(row.agent_number, row.agent_name)


def _answer(row: SuggestionRow) -> str:
    return row.answer or translate("Training", "Not answered yet")


def _answer_color(row: SuggestionRow) -> str | None:
    return None if row.answer else "weakness"


def question_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Training", "Kind"),
                lambda row: words.question_kind(row.kind),
                110,
            ),
            PlainColumn(
                lambda: translate("Training", "Question"),
                _question_words,
                color=lambda row: "weakness" if row.faults else None,
                stretches=True,
            ),
        ],
        lambda row: row.id,
    )


def _question_words(row: Question) -> str:
    """One that cannot be asked says so: apart, or by erasing, it may have lost what it needs."""
    if not row.faults:
        return row.words
    why = text(f"quiz.{row.faults[0]}").render(i18n.catalogue_language())
    return translate("Training", "{question} · is not asked: {why}").format(
        question=row.words, why=why
    )


def attempt_model() -> PlainModel:
    return PlainModel(
        [
            PlainColumn(
                lambda: translate("Training", "Agent"),
                lambda row: words.agent(row.agent_number, row.agent_name),
                stretches=True,
            ),
            PlainColumn(
                lambda: translate("Training", "Attempt"),
                lambda row: str(row.number),
                76,
                _attempt_color,
                number=True,
            ),
            PlainColumn(
                lambda: translate("Training", "Right"),
                lambda row: f"{row.right}/{row.asked}",
                76,
                _attempt_color,
                number=True,
            ),
            PlainColumn(lambda: translate("Training", "Result"), _outcome, 264, _outcome_color),
        ],
        lambda row: row.id,
    )


def _attempt_color(row: AttemptRow) -> str | None:
    return None if row.counts else "muted"


def _outcome(row: AttemptRow) -> str:
    """What was marked again after a question was corrected says what it was before."""
    if not row.asked:
        return translate("Training", "Its questions were deleted")
    passed, again = translate("Training", "Passed"), translate("Training", "Train again")
    outcome = passed if row.passed else again
    if row.was is None:
        return outcome
    told = translate("Training", "{outcome} · marked again, was {right}/{asked}")
    return told.format(outcome=outcome, right=row.was[0], asked=row.was[1])


def _outcome_color(row: AttemptRow) -> str | None:
    if not row.counts:
        return "muted"
    return "strength" if row.passed else "weakness"


def sheet_model() -> PlainModel:
    def mark(name: str, heading: str) -> PlainColumn:
        return PlainColumn(
            lambda: translate("Training", heading),
            lambda row: str(getattr(row.sheet, name)),
            112,
            number=True,
        )

    return PlainModel(
        [
            mark("communication", QT_TRANSLATE_NOOP("Training", "Communication")),
            mark("clarity", QT_TRANSLATE_NOOP("Training", "Clarity")),
            mark("interaction", QT_TRANSLATE_NOOP("Training", "Interaction")),
            PlainColumn(
                lambda: translate("Training", "Words"), lambda row: row.words, stretches=True
            ),
            PlainColumn(
                lambda: translate("Training", "Typed in by"),
                lambda row: translate("Training", "The trainer") if row.by_trainer else "",
                110,
                lambda _row: "muted",
            ),
        ],
        lambda row: row.id,
    )
