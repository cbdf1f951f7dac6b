"""Finding a scorecard version: the built-in ones, by version id or by a word a person writes."""

from __future__ import annotations

from sqlite_utils import Database

from qa_desktop.domain.scoring import ScorecardVersion
from qa_desktop.errors import UserFacingError
from qa_desktop.store.calls import CallRow
from qa_desktop.store.scorecard_templates import built_in_templates
from qa_desktop.store.settings import get_setting


def get_version(version: str) -> ScorecardVersion:
    """By its id (SHA-256 of the canonical JSON), as evaluations name it."""
    for template in built_in_templates():
        if template.id == version:
            return template
    raise UserFacingError("scorecard.unknown", name=version[:16])


def find_version(word: str) -> ScorecardVersion:
    """By code, name in either language, or the beginning of the id."""
    for template in built_in_templates():
        if word in (template.code, template.name.zh, template.name.en):
            return template
        if len(word) >= 6 and template.id.startswith(word):
            return template
    names = " ".join(template.code for template in built_in_templates())
    raise UserFacingError("scorecard.unknown_name", name=word, names=names)


def version_for(db: Database, call: CallRow) -> ScorecardVersion:
    """The card assigned to a call: by what it was saved as, else its business, else its skill
    group, else the workspace's default (setting ``scorecard_by_business``)."""
    assigned = get_setting(db, "scorecard_by_business")
    for word in (call.disposition, call.business, call.skill_group):
        if word and word in assigned:
            return find_version(assigned[word])
    return find_version(get_setting(db, "scorecard"))
