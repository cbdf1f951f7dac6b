"""Scores."""

from qa_desktop.journal.record_types import Child, Field, RecordType, flag, hundredths, in_result

RECORDS = (
    RecordType(
        "evaluation",
        (
            Field("call"),
            Field("agent"),
            Field("recording"),
            Field("scorecard"),
            Field("scorer"),
            Field("role"),
            Field("method"),
            Field("practice", "integer", read=flag("practice")),
            Field("emergency", "integer", read=flag("emergency")),
            Field("wrong_information", "integer", read=flag("wrong_information")),
            Field("circumstance"),
            Field("published_hundredths", "integer", read=hundredths("published")),
            Field("raw_hundredths", "integer", read=hundredths("raw")),
            Field("passed", "integer", read=in_result("passed")),
            Field("fatal", "integer", read=in_result("fatal")),
            Field("grade", read=in_result("grade")),
            Field("no_score", "integer", read=in_result("no_score")),
            Field("strengths", personal=True),
            Field("advice", personal=True),
            Field("reason", personal=True),
        ),
        fact=True,
        children=(
            Child(
                "item",
                "items",
                (Field("item"), Field("answer", "json"), Field("lost"), Field("evidence", "json")),
            ),
            Child(
                "problem",
                "problems",
                (
                    Field("item"),
                    Field("problem_class"),
                    Field("fault"),
                    Field("wrong_information", "integer", read=flag("wrong_information")),
                ),
            ),
        ),
        indexes=("call", "scorer", "scorecard"),
    ),
)
