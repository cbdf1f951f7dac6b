"""Who works here: persons, teams, agents."""

from qa_desktop.journal.record_types import Field, RecordType

RECORDS = (
    RecordType("person", (Field("name", personal=True), Field("number", personal=True))),
    RecordType("team", (Field("name", personal=True),)),
    RecordType(
        "agent",
        (
            Field("number", personal=True),
            Field("name", personal=True),
            Field("nickname", personal=True),
            Field("team"),
            Field("skill_group"),
            Field("project"),
            Field("area"),
            Field("hire_date"),
            Field("status"),
        ),
    ),
)
