"""Recovery files: a key that signs a team's roster, under a passphrase of its own.

The team's root key is nobody's daily key (EXCHANGE.md, People, keys, roles). Its file goes to a
safe place; whoever has it and its passphrase can keep the roster (docs/identity-format.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from qa_desktop.errors import UserFacingError
from qa_desktop.journal.canonical import MalformedError, canonical, dumps, loads
from qa_desktop.journal.keys import SigningKey, seal_secret, unseal_secret
from qa_desktop.journal.operation import is_hash
from qa_desktop.store.durable import durable_file

SUFFIX: Final = ".qarecovery"
_FORMAT: Final = "qa-desktop/recovery"
_VERSION: Final = 1
_PREFIX: Final = b"qa-desktop/recovery/1\n"
_MOST_BYTES: Final = 8_192


@dataclass(frozen=True)
class RecoveryFile:
    team: str
    """The team's root public key."""
    key: str
    """The public key whose secret is within: the root or a successor."""
    name: str
    """What the team was called when the file was made."""
    sealed: dict[str, Any]

    def open(self, passphrase: str) -> SigningKey:
        """Raises ``UserFacingError`` for another passphrase and for a damaged file."""
        secret = unseal_secret(self.sealed, _about(self.team, self.key), 32, passphrase)
        found = SigningKey(secret)
        if found.public != self.key:
            raise UserFacingError("recovery.damaged")
        return found


def write_recovery(out: Path, team: str, name: str, key: SigningKey, passphrase: str) -> None:
    """Written, read back and opened before it has its name: it may be all that is left one day.

    Raises ``UserFacingError`` where it cannot be written, and for a file that is there already.
    """
    if out.exists():
        raise UserFacingError("recovery.exists", file=str(out))
    about = _about(team, key.public)
    said = {
        "format": _FORMAT,
        "reader": _VERSION,
        "team": team,
        "key": key.public,
        "name": name,
        "sealed": seal_secret(key.secret, about, passphrase),
    }
    try:
        with durable_file(out, check=lambda made: read_recovery(made).open(passphrase)) as stream:
            stream.write(dumps(canonical(said)).encode() + b"\n")
    except OSError as error:
        raise UserFacingError("recovery.not_written", file=str(out)) from error


def read_recovery(file: Path) -> RecoveryFile:
    """Raises ``UserFacingError`` for everything that is none."""
    try:
        with file.open("rb") as stream:
            said = loads(stream.read(_MOST_BYTES).decode("utf-8").strip())
    except OSError as error:
        raise UserFacingError("recovery.not_read", file=str(file)) from error
    except (MalformedError, UnicodeDecodeError) as error:
        raise UserFacingError("recovery.damaged") from error
    if not isinstance(said, dict) or said.get("format") != _FORMAT:
        raise UserFacingError("recovery.damaged")
    version = said.get("reader")
    if isinstance(version, int) and version > _VERSION:
        raise UserFacingError("recovery.newer", version=version)
    team, key, name, sealed = (said.get(each) for each in ("team", "key", "name", "sealed"))
    shapes = is_hash(team) and is_hash(key) and isinstance(name, str) and isinstance(sealed, dict)
    if version != _VERSION or not shapes:
        raise UserFacingError("recovery.damaged")
    return RecoveryFile(str(team), str(key), str(name), dict(sealed or {}))


def _about(team: str, key: str) -> bytes:
    return _PREFIX + f"{team}{key}".encode()
