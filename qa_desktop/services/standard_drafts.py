"""The draft of the penalty standard 评扣标准: kept as it is typed, published when nothing is wrong.

There is one in a workspace. It is local; publishing it answers the proposals that it takes up, in
the same act.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from qa_desktop.domain.penalty_draft import StandardDraft
from qa_desktop.domain.penalty_standard import PenaltyStandard, read_tables
from qa_desktop.domain.penalty_toml import standard_to_toml
from qa_desktop.errors import UserFacingError, reason_of
from qa_desktop.services.passphrase import signing_keys
from qa_desktop.services.penalty_standards import publication, read_standard_file
from qa_desktop.services.standard_proposals import acceptance
from qa_desktop.store.drafts import delete_draft, get_draft, save_draft
from qa_desktop.store.durable import durable_file
from qa_desktop.store.standard_proposals import find_proposals
from qa_desktop.store.workspace import Changes, Workspace

_KEY: Final = "standard"
_SHARED: Final = 0o644


@dataclass(frozen=True)
class SavedStandard:
    """``based_on``: the version (its id) that it began with. ``proposals``: ids of those that it
    takes up."""

    draft: StandardDraft
    based_on: str
    proposals: tuple[str, ...] = ()

    @classmethod
    def of(cls, standard: PenaltyStandard) -> SavedStandard:
        return cls(StandardDraft.of(standard), standard.id)

    def taking_up(self, proposal: str) -> SavedStandard:
        """Publishing it will accept this one too."""
        if proposal in self.proposals:
            return self
        return replace(self, proposals=(*self.proposals, proposal))


def save_standard_draft(workspace: Workspace, saved: SavedStandard) -> None:
    """As it is typed; one small durable write."""
    body = {
        "source": saved.draft.source,
        "based_on": saved.based_on,
        "proposals": list(saved.proposals),
    }
    save_draft(workspace.db, "penalty_standard", _KEY, body)


def get_standard_draft(db: Database) -> SavedStandard | None:
    draft = get_draft(db, "penalty_standard", _KEY)
    if draft is None:
        return None
    body = draft.body
    return SavedStandard(
        StandardDraft(body["source"]), body["based_on"], tuple(body.get("proposals", ()))
    )


def discard_standard_draft(workspace: Workspace) -> None:
    delete_draft(workspace.db, "penalty_standard", _KEY)


def publish_standard_draft(
    workspace: Workspace, saved: SavedStandard, begins: str, reason: str
) -> Changes:
    """In force from the ISO day ``begins``; the draft is gone, and those of its proposals that are
    still open are accepted for the same reason.

    Raises ``UserFacingError``: ``penalty.bad_standard`` while something is wrong, and as
    ``publish_standard`` does.
    """
    standard = saved.draft.standard
    if standard is None:
        problems = saved.draft.problems
        where, first = problems[0].path, problems[0].message
        raise UserFacingError("penalty.bad_standard", count=len(problems), where=where, first=first)
    made = [publication(workspace.db, standard, begins, reason)]
    still_open = {row.id for row in find_proposals(workspace.db, "open")}
    answered = [each for each in saved.proposals if each in still_open]
    made += [acceptance(workspace, each, reason, standard.id) for each in answered]
    keys = signing_keys(workspace)
    with workspace.transaction():
        discard_standard_draft(workspace)
        return workspace.write(made, person=keys)


def read_draft_file(path: Path) -> StandardDraft:
    """A draft out of a toml file, with whatever is wrong in it; raises ``UserFacingError`` for what
    is no toml at all."""
    return StandardDraft(read_tables(read_standard_file(path)))


def export_standard(standard: PenaltyStandard, out: Path) -> None:
    """As a file that ``load_standard`` reads. Raises ``UserFacingError``."""
    try:
        with durable_file(out, elsewhere=True) as stream:
            stream.write(standard_to_toml(standard).encode())
    except OSError as error:
        why = reason_of(error)
        raise UserFacingError("card_sheet.not_written", file=out.name, why=why) from error
    out.chmod(_SHARED)
