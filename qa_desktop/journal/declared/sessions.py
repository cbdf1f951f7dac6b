"""Case-analysis sessions 案例分析会 and what comes of them (PRODUCT.md C8).

Every part of a session is a record of its own, so that two people can tick the list and write down
what was agreed apart. What somebody was marked with — a quiz, a satisfaction sheet — is a fact.
Days are ISO days, moments have no zone; codes are those of ``domain.session`` and ``domain.quiz``.
"""

from qa_desktop.journal.record_types import Child, Field, RecordType, flag

RECORDS = (
    RecordType(
        "session",
        (
            Field("title", personal=True),
            Field("kind"),  # domain.playlist.KINDS
            Field("planned", "moment"),
            Field("held", "moment"),  # none: only planned
            Field("place", personal=True),
            Field("trainer"),
            Field("playlist"),
            Field("agenda", personal=True),
            Field("minutes", "integer"),
            Field("pass_percent", "integer"),
            Field("topics", "json"),  # ["fault:F03", …]: what it trains (domain.training_effect)
        ),
        indexes=("planned", "playlist", "trainer"),
    ),
    RecordType(
        "attendance",
        (
            Field("session"),
            Field("agent"),
            Field("state"),  # present | absent
            Field("reason", personal=True),
        ),
        indexes=("session", "agent"),
    ),
    RecordType(
        "agreed_point",
        (
            Field("session"),
            Field("words", personal=True),
            Field("owner"),
            Field("due", "day"),
            Field("done", "integer"),
            Field("result", personal=True),
        ),
        indexes=("session", "owner", "due"),
    ),
    RecordType(
        "suggestion",
        (
            Field("session"),
            Field("agent"),
            Field("words", personal=True),
            Field("answer", personal=True),
            Field("answered_by"),
            Field("answered", "day"),
        ),
        indexes=("session",),
    ),
    RecordType(
        "quiz_question",
        (
            Field("session"),
            Field("place", "integer"),
            Field("asked", personal=True),  # words, answers and key: domain.quiz_writing
            Field("recording"),  # that of a mark, by which it goes along in a bundle
        ),
        indexes=("session",),
    ),
    RecordType(
        "quiz_attempt",
        (
            Field("session"),
            Field("agent"),
            Field("recorded_by"),
            Field("taken", "moment"),
            Field("pass_percent", "integer"),
            Field("right_count", "integer"),
            Field("asked", "integer"),
            Field("passed", "integer", read=flag("passed")),
        ),
        fact=True,
        children=(
            Child(
                "answer",
                "answers",
                (
                    Field("question"),
                    Field("kind"),
                    Field("options", personal=True),  # one per line
                    Field("recording"),
                    Field("from_ms", "integer"),
                    Field("to_ms", "integer"),
                    Field("given", "json"),
                    Field("wanted", "json"),
                    Field("is_right", "integer", read=flag("is_right")),
                ),
            ),
        ),
        indexes=("session", "agent"),
    ),
    RecordType(
        "satisfaction",
        (
            Field("session"),
            Field("trainer"),
            Field("recorded_by"),
            Field("communication", "integer"),
            Field("clarity", "integer"),
            Field("interaction", "integer"),
            Field("words", personal=True),
        ),
        fact=True,
        indexes=("session", "trainer"),
    ),
    RecordType(
        "training_need",
        (
            Field("agent"),
            Field("topic"),
            Field("session"),
            Field("since", "day"),
            Field("done", "integer"),
        ),
        indexes=("agent", "session"),
    ),
    RecordType(
        "training_plan",
        (
            Field("title", personal=True),
            Field("begins", "day"),
            Field("ends", "day"),
            Field("owner"),
            Field("aim", personal=True),
        ),
    ),
    RecordType(
        "plan_topic",
        (
            Field("training_plan"),
            Field("place", "integer"),
            Field("topic"),
            Field("words", personal=True),
            Field("why", personal=True),
            Field("agents", "json"),  # of whom it is the need; none: of everybody
            Field("session"),
            Field("day", "day"),
            Field("owner"),
        ),
        indexes=("training_plan",),
    ),
)
