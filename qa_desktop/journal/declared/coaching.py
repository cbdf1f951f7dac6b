"""Feedback and coaching 辅导: the agent's answer to a feedback sheet, and the coaching log."""

from qa_desktop.journal.record_types import Field, RecordType

RECORDS = (
    RecordType(
        "acknowledgement",
        (
            Field("evaluation"),
            Field("covers"),
            Field("agent"),
            Field("answer"),
            Field("words", personal=True),
            Field("recorded_by"),
        ),
        fact=True,
        indexes=("evaluation",),
    ),
    RecordType(
        "coaching",
        (
            Field("agent"),
            Field("evaluation"),
            Field("mode"),
            Field("about", personal=True),
            Field("action", personal=True),
            Field("follow_up", "day"),
            Field("result", personal=True),
            Field("done", "integer"),
            Field("coach"),
            Field("held", "moment"),
            Field("slip"),
            Field("purpose"),  # of a follow-up after a slip: mood | praise | relisten
        ),
        indexes=("agent", "evaluation", "follow_up", "slip"),
    ),
)
