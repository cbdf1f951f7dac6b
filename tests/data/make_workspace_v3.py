"""Makes ``workspace-v3.db``: a real database of the third released schema, kept for ever.

Run once, with the code of that release: ``python -m tests.data.make_workspace_v3``. Later code must
open the committed file; never make it anew with later code.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

from qa_desktop.exchange.identity_card import read_card
from qa_desktop.journal.digest import count_operations, kept_digest
from qa_desktop.journal.roster import Term
from qa_desktop.services import team
from qa_desktop.services.annotating import add_annotation
from qa_desktop.services.bundle_merging import merge
from qa_desktop.services.bundle_writing import write_out
from qa_desktop.services.identity import own_card
from qa_desktop.services.passphrase import set_passphrase
from qa_desktop.services.team_joining import join_team, look_at_team
from qa_desktop.store.key_store import KeyStore
from qa_desktop.store.workspace import DATABASE, Workspace
from tests.data.make_workspace_v1 import fill
from tests.data.make_workspace_v2 import fill_more
from tests.services.exchanging import marked_call

HERE = Path(__file__).parent


def exchange(workspace: Workspace, folder: Path) -> None:
    """What this release added: a team of two, with whom bundles are exchanged."""
    set_passphrase(workspace, "好好听 好好说")
    team.create_team(workspace, "华东质检组", folder / "team.qarecovery", "放在保险柜里的话")
    with Workspace.open(
        folder / "beside", name="王磊", number="8102", keys=KeyStore(folder / "beside-keys")
    ) as other:
        team.add_member(workspace, read_card(own_card(other)), [Term("inspector", "2026-01-01")])
        (first,) = write_out(workspace, folder / "a.qab", plain=True).files
        join_team(other, first, look_at_team(other, first).fingerprint)
        call, _ = marked_call(other, folder / "in2", at=(20_000,))
        (back,) = write_out(other, folder / "b.qab", audio="clips", plain=True).files
        merge(workspace, back)
        person = other.person
        add_annotation(other, call, at_ms=30_000, kind="note", text="换了电脑以后写的")
        (late,) = write_out(other, folder / "c.qab", plain=True).files
        team.revoke_member(workspace, person)
        merge(workspace, late)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "workspace")
        os.environ["QA_DESKTOP_PROFILE"] = str(Path(name, "profile"))
        with Workspace.open(folder, name="李敏", number="8001") as workspace:
            fill(workspace, Path(name, "in"))
            fill_more(workspace, Path(name))
            exchange(workspace, Path(name))
            facts = {
                "operations": count_operations(workspace.db),
                "digest": kept_digest(workspace.db),
                "replica": workspace.journal.replica.public,
            }
        shutil.copyfile(folder / DATABASE, HERE / "workspace-v3.db")
        (HERE / "workspace-v3.json").write_text(json.dumps(facts, indent=2) + "\n")


if __name__ == "__main__":
    main()
