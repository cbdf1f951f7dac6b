"""Recordings that a merge stores before its transaction: kept if it commits, else taken back.

They must lie on the disk before a record says so, so a merge that is killed in between would leave
them there for ever. It notes first what it is about to store; opening the workspace looks at that
note.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from sqlite_utils import Database

from qa_desktop.store.blobs import BlobStore
from qa_desktop.store.bundles import was_merged
from qa_desktop.store.durable import durable_file
from qa_desktop.store.faults import plain_faults

_log = logging.getLogger(__name__)
_NOTE = ".taking"


@contextmanager
def taking(blobs: BlobStore, bundle: str, recordings: Sequence[str]) -> Iterator[None]:
    """Around the storing of ``recordings``, none of which is there yet, and the transaction that
    merges ``bundle`` (its id); when the block fails they are removed."""
    if not recordings:
        yield
        return
    _note(blobs, bundle, recordings)
    try:
        yield
    except BaseException:
        with suppress(OSError):  # the next opening tries again
            _remove(blobs, recordings)
        raise
    with suppress(OSError):  # the next opening sees that the bundle was merged
        (blobs.folder / _NOTE).unlink()


def _note(blobs: BlobStore, bundle: str, recordings: Sequence[str]) -> None:
    with plain_faults(blobs.folder):
        blobs.folder.mkdir(parents=True, exist_ok=True)
        with durable_file(blobs.folder / _NOTE) as note:
            note.write(json.dumps({"bundle": bundle, "recordings": list(recordings)}).encode())


def _remove(blobs: BlobStore, recordings: Sequence[str]) -> None:
    for recording in recordings:
        blobs.remove(recording)
    (blobs.folder / _NOTE).unlink()


def remove_unfinished(db: Database, blobs: BlobStore) -> None:
    """Take back what a merge stored that was killed before it committed; only for the holder of
    the workspace's lock. What a record speaks of stays."""
    try:
        said = json.loads((blobs.folder / _NOTE).read_bytes())
        bundle, recordings = str(said["bundle"]), [str(each) for each in said["recordings"]]
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):  # a power cut
        (blobs.folder / _NOTE).unlink()
        return
    merged = was_merged(db, bundle)
    known = "SELECT 1 FROM op WHERE entity_id = ? AND entity_type = 'recording'"
    unknown = [each for each in recordings if not db.conn.execute(known, [each]).fetchone()]
    _remove(blobs, [] if merged else unknown)
    _log.warning("a merge was cut short; %s recordings taken back", len(unknown))
