"""Scorecards as they are published: one fact per publication, never revised.

The payload also holds ``card``, the canonical JSON of the version, which ``version`` (its SHA-256)
names; of a card taken out of use both are null. ``businesses`` and ``teams`` are lists; empty is
everywhere. Evaluations name the version, so whoever holds the publication can read them.
"""

from qa_desktop.journal.record_types import Field, RecordType

RECORDS = (
    RecordType(
        "scorecard_version",
        (
            Field("code"),
            Field("version"),
            Field("begins", "day"),
            Field("businesses", "json"),
            Field("teams", "json"),
            Field("reason", personal=True),
        ),
        fact=True,
        indexes=("code", "version"),
    ),
)
