"""What a check asks the tables: which recordings there are, and which parents are not here."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

_REFERENCES = (
    ("call", "recording"),
    ("call", "agent"),
    ("agent", "team"),
    ("agent", "person"),
    ("membership", "agent"),
    ("membership", "team"),
    ("team_lead", "team"),
    ("team_lead", "agent"),
    ("project_membership", "agent"),
    ("project_membership", "project"),
    ("tier_choice", "agent"),
    ("file_name", "recording"),
    ("annotation", "call"),
    ("evaluation", "call"),
    ("evaluation", "agent"),
    ("evaluation", "recording"),
    ("acknowledgement", "evaluation"),
    ("acknowledgement", "agent"),
    ("coaching", "evaluation"),
    ("coaching", "agent"),
    ("agent_day", "agent"),
    ("reverse_check", "agent"),
    ("reverse_check", "call"),
    ("coaching", "slip"),
    ("slip", "evaluation"),
    ("slip", "scorecard_version"),
    ("slip", "call"),
    ("slip", "recording"),
    ("slip", "agent"),
    ("slip", "team"),
    ("slip", "penalty_standard"),
    ("standard_proposal", "slip"),
    ("standard_proposal", "evaluation"),
    ("recusal", "person"),
    ("recusal", "agent"),
    ("fund_entry", "slip"),
    ("fund_entry", "team"),
    ("session", "playlist"),
    ("attendance", "session"),
    ("attendance", "agent"),
    ("agreed_point", "session"),
    ("suggestion", "session"),
    ("suggestion", "agent"),
    ("quiz_question", "session"),
    ("quiz_question", "recording"),
    ("quiz_attempt", "session"),
    ("quiz_attempt", "agent"),
    ("satisfaction", "session"),
    ("training_need", "agent"),
    ("training_need", "session"),
    ("plan_topic", "training_plan"),
    ("plan_topic", "session"),
    ("library_entry", "call"),
    ("library_entry", "annotation"),
    ("entry_tag", "library_entry"),
    ("entry_tag", "tag"),
    ("entry_collection", "library_entry"),
    ("entry_collection", "collection"),
    ("nomination", "call"),
    ("nomination", "agent"),
    ("nomination", "library_entry"),
    ("nomination_vote", "nomination"),
    ("thank_you_letter", "agent"),
    ("thank_you_letter", "call"),
    ("playlist_case", "playlist"),
    ("playlist_case", "call"),
    ("playlist_case", "recording"),
    ("playlist_case", "library_entry"),
    ("case_stop", "playlist_case"),
    ("case_stop", "annotation"),
)


def known_recordings(db: Database) -> set[str]:
    """Those whose audio should be here: every recording that was not erased."""
    sql = "SELECT id FROM recording WHERE id NOT IN (SELECT hash FROM erased)"
    return {id for (id,) in db.conn.execute(sql)}


def dangling_references(db: Database) -> Iterator[tuple[str, str, int]]:
    """(record type, parent's type, rows) of parents that have not arrived or were deleted: there
    are no foreign keys between synced records."""
    for child, parent in _REFERENCES:
        (count,) = db.conn.execute(
            f'SELECT count(*) FROM "{child}" WHERE "{parent}" > \'\' '
            f'AND "{parent}" NOT IN (SELECT id FROM "{parent}")'
        ).fetchone()
        if count:
            yield child, parent, count


def bundles_of(db: Database, entity: str) -> dict[str, str | None]:
    """The bundle that each operation on a record came with; None for those written here."""
    return dict(db.conn.execute("SELECT id, bundle FROM op WHERE entity_id = ?", [entity]))


def refusals_on(db: Database, entity: str) -> dict[str, str]:
    """Operations on a record that have no effect, and why (``journal.rights.REASONS``)."""
    return dict(db.conn.execute("SELECT op, why FROM without_effect WHERE entity_id = ?", [entity]))
