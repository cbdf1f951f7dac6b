"""Who works here: persons, teams, agents, and since when each belongs where.

Dates are ISO days (``2026-11-20``). ``begins`` and ``ends`` are both inclusive; without ``begins``
it has always been so, without ``ends`` it still is.
"""

from qa_desktop.journal.record_types import Field, RecordType

RECORDS = (
    RecordType("person", (Field("name", personal=True), Field("number", personal=True))),
    RecordType("team", (Field("name", personal=True),)),
    RecordType("project", (Field("name"), Field("begins"), Field("stage"))),
    RecordType(
        "agent",
        (
            Field("number", personal=True),
            Field("name", personal=True),
            Field("nickname", personal=True),
            Field("team"),  # the undated one, where no membership covers a day
            Field("skill_group"),  # its name: two machines that write the same word agree
            Field("project"),  # undated names, where nothing dated is known
            Field("area"),
            Field("hire_date"),
            Field("status"),
            Field("person"),
            Field("leave_date"),
        ),
        indexes=("person",),
    ),
    RecordType(
        "membership",
        (Field("agent"), Field("team"), Field("begins"), Field("ends")),  # team "": in none
        indexes=("agent", "team"),
    ),
    RecordType(
        "team_lead",
        (Field("team"), Field("agent"), Field("begins"), Field("ends")),
        indexes=("team", "agent"),
    ),
    RecordType(
        "project_membership",
        (Field("agent"), Field("project"), Field("begins"), Field("ends")),
        indexes=("agent", "project"),
    ),
    RecordType(
        "tier_choice",
        (Field("agent"), Field("tier"), Field("level"), Field("reason", personal=True)),
        indexes=("agent",),
    ),
)
