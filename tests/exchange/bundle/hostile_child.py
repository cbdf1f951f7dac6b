"""Merges every file of a folder into a workspace, with 300 MB more memory than it has by then.

``python hostile_child.py WORKSPACE FOLDER`` prints a JSON object: by file, the id of the refusal
(``merged`` where there is none), whether anything in the workspace changed, and how many MB more
the process had taken at its peak.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from qa_desktop.errors import UserFacingError
from qa_desktop.journal import digest, projection
from qa_desktop.services.bundle_merging import merge, preview
from qa_desktop.store.workspace import Workspace

ROOM = 300 << 20


def address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def state(workspace: Workspace) -> object:
    """All that a merge might touch."""
    db = workspace.db
    count = db.conn.execute("SELECT count(*) FROM personal").fetchone()[0]
    files = sorted(file.name for file in workspace.blobs.folder.rglob("*") if file.is_file())
    return digest.kept_digest(db), projection.scan(db), count, files


def offered(workspace: Workspace, file: Path) -> str:
    said = set()
    for act in (preview, merge):
        try:
            act(workspace, file)
            said.add("merged")
        except UserFacingError as error:
            for language in ("zh", "en"):
                error.say(language)
            said.add(error.id)
    return " and ".join(sorted(said))


def main() -> None:
    found = {}
    with Workspace.open(Path(sys.argv[1]), name="李敏", number="8001") as workspace:
        before = state(workspace)
        limit = address_space() + ROOM
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        for file in sorted(Path(sys.argv[2]).iterdir()):
            said = offered(workspace, file)
            found[file.name] = [said, state(workspace) != before]
            before = state(workspace)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
