"""A bundle to be read, in the clear: encrypted ones are decrypted beside the workspace first.

The clear text lies in a file for its owner alone, in the workspace's own folder and not beside the
bundle, which may be on a share or a stick; it goes when the reading ends, or, after a crash, when
the workspace is opened (``store.workspace``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qa_desktop.exchange.bundle.encryption import decrypt, is_encrypted
from qa_desktop.exchange.bundle.reading import BundleReader
from qa_desktop.services.bundle_writing import OnWriter, spool_of
from qa_desktop.store.durable import private_file
from qa_desktop.store.faults import plain_faults


@contextmanager
def in_clear(
    folder: Path,
    file: Path,
    receive_secret: Callable[[], bytes],
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Path]:
    """``file`` itself, or what was encrypted in it, while the block lasts.

    ``folder`` is that of the workspace; ``receive_secret`` is asked only for an encrypted bundle
    and may raise ("identity.locked_letter"). Raises ``UserFacingError`` for somebody else's and
    ``DamagedBundleError`` for one that is not whole.
    """
    if not is_encrypted(file):
        yield file
        return
    secret = receive_secret()
    with plain_faults(folder), private_file(spool_of(folder)) as (clear, stream):
        decrypt(file, stream, secret, cancelled=cancelled)
        stream.close()
        yield clear


@contextmanager
def opened_beside(
    folder: Path,
    write: OnWriter,
    file: Path,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[BundleReader]:
    """For any thread but the writer's, which is asked for the keys where they are needed."""

    def secret() -> bytes:
        return bytes(write(lambda workspace: workspace.keys.receive_secret()))

    with in_clear(folder, file, secret, cancelled) as clear, BundleReader(clear) as reader:
        yield reader
