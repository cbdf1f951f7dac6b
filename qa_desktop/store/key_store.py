"""Secrets and last positions, kept in the user's profile and never inside a workspace.

The person's keys lie in the operating system's key store, else in a 0600 file, until a passphrase
seals them. A replica's key signs every operation and is always a 0600 file. Beside it stands the
last ``seq`` that this machine wrote with it: a workspace that knows less is a clone or a restored
copy (EXCHANGE.md, Clones, restores, forks).
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qa_desktop import paths
from qa_desktop.errors import UserFacingError
from qa_desktop.journal.keys import PersonKeys, SigningKey, keep, kept, seal, unseal

_SERVICE = "qa-desktop"
_AT_WORK_S = 600
"""No file of a few hundred bytes is being written for so long."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LastSeq:
    """What was noted after the last commit; ``here`` tells whether this machine wrote it."""

    seq: int
    here: bool


@cache
def machine_id() -> str:
    """A name of this machine and account that a copied profile does not take along."""
    return f"{_machine()}:{os.environ.get('USERNAME') or os.environ.get('USER') or ''}"


def _machine() -> str:
    if sys.platform == "win32":
        import winreg

        key = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography")
        return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    if sys.platform == "darwin":
        command = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"]
        output = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
        found = [line for line in output.splitlines() if "IOPlatformUUID" in line]
        return found[0].split('"')[-2] if found else f"{uuid.getnode():012x}"
    file = Path("/etc/machine-id")
    return file.read_text().strip() if file.exists() else f"{uuid.getnode():012x}"


class KeyStore:
    """The key files of one profile folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or paths.profile()) / "keys"

    def _write(self, name: str, content: dict[str, Any], *, sync: bool = True) -> None:
        """Temporary name, 0600 from the first byte, fsync, rename."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = self.folder / f".{name}.{os.getpid()}"
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(content, stream, ensure_ascii=False)
                if sync:
                    stream.flush()
                    os.fsync(stream.fileno())
            partial.replace(self.folder / name)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise

    def _read(self, name: str) -> dict[str, Any] | None:
        file = self.folder / name
        if not file.exists():
            return None
        try:
            return dict(json.loads(file.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            raise UserFacingError("identity.key_file_damaged", file=str(file)) from error

    def person(self) -> str | None:
        """The entity id of the person of this profile."""
        found = self._read("person.json")
        return str(found["person"]) if found else None

    def is_sealed(self) -> bool:
        found = self._read("person.json")
        return bool(found and found["where"] == "sealed")

    def save_person(self, keys: PersonKeys) -> None:
        """Keep unsealed keys: in the system's key store where there is one, else in the file."""
        secret = (keys.sign_secret + keys.receive_secret).hex()
        about = {"person": keys.person, "sign_key": keys.sign_key, "receive_key": keys.receive_key}
        if _in_system_store(keys.person, secret):
            self._write("person.json", {**about, "where": "system"})
        else:
            self._write("person.json", {**about, "where": "file", "secret": secret})

    def seal_person(self, passphrase: str, before: str | None = None) -> None:
        """From now on the keys open with the passphrase only; ``before`` is the one that they
        were sealed with until now."""
        keys = self.person_keys(before)
        found = self._read("person.json") or {}
        about = {"person": keys.person, "sign_key": keys.sign_key, "receive_key": keys.receive_key}
        sealed = {**about, "where": "sealed", "sealed": seal(keys, passphrase)}
        if found.get("where") == "system" or "left" in found:
            sealed["left"] = "system"
        self._write("person.json", sealed)
        self._forget_what_was_left()

    def _forget_what_was_left(self) -> None:
        """The keys in clear in the system's key store; where it refuses just now, or the program
        ended before, at the next unlocking."""
        found = self._read("person.json") or {}
        if "left" in found and _forget_in_system_store(str(found["person"])):
            del found["left"]
            self._write("person.json", found)

    def public_keys(self) -> dict[str, str]:
        """``person``, ``sign_key`` and ``receive_key`` without opening anything."""
        found = self._read("person.json")
        if not found:
            raise UserFacingError("identity.none")
        return {name: str(found[name]) for name in ("person", "sign_key", "receive_key")}

    def person_keys(self, passphrase: str | None = None) -> PersonKeys:
        """The person's secrets; raises when they are sealed and no passphrase is given."""
        found = self._read("person.json")
        if not found:
            raise UserFacingError("identity.none")
        if found["where"] == "sealed":
            if passphrase is None:
                raise UserFacingError("identity.locked")
            keys = unseal(found["sealed"], passphrase)
            self._forget_what_was_left()
            return keys
        secret = found.get("secret") or _from_system_store(found["person"])
        if not secret:
            raise UserFacingError("identity.secret_missing")
        data = bytes.fromhex(secret)
        return PersonKeys(found["person"], data[:32], data[32:])

    def save_root(self, key: SigningKey, keys: PersonKeys) -> None:
        """A key that signs a team's roster; it opens with the person's keys only."""
        box = keep(key.secret, key.public.encode(), keys)
        self._write(f"{key.public}.root", {"person": keys.person, "box": box})

    def remove_root(self, public: str) -> None:
        (self.folder / f"{public}.root").unlink(missing_ok=True)

    def has_root(self, public: str) -> bool:
        return (self.folder / f"{public}.root").exists()

    def root(self, public: str, keys: PersonKeys) -> SigningKey | None:
        """Raises ``UserFacingError`` for a file that is damaged or somebody else's."""
        found = self._read(f"{public}.root")
        if found is None:
            return None
        return SigningKey(kept(str(found.get("box")), public.encode(), keys))

    def save_replica(self, key: SigningKey) -> None:
        self._write(f"{key.public}.key", {"secret": key.secret.hex()})

    def replica(self, public: str) -> SigningKey | None:
        found = self._read(f"{public}.key")
        return SigningKey(bytes.fromhex(found["secret"])) if found else None

    def note_seq(self, public: str, seq: int) -> None:
        """After each commit. Not synced: losing the newest notes in a power cut reads as a crash,
        which is allowed for. So is a profile that cannot be written to just now: what was
        committed stays committed, and must not be reported as not saved."""
        try:
            self._write(f"{public}.seq", {"seq": seq, "machine": machine_id()}, sync=False)
        except OSError as error:
            _log.warning("the last position could not be noted: %s", error)

    def remove_leftovers(self, public: str) -> None:
        """What a crash left half written beside the files of this replica. Only for the holder of
        its workspace's lock: nobody else writes them. Of the person's keys, and of replicas that
        never came to be, only what is so old that no other program can be at it just now: it
        holds a secret."""
        for partial in self.folder.glob(".*"):
            if partial.name.startswith(f".{public}.") or _is_old(partial):
                partial.unlink(missing_ok=True)

    def last_seq(self, public: str) -> LastSeq | None:
        """None also for a note that a power cut has damaged: then a new replica is begun."""
        try:
            found = self._read(f"{public}.seq")
            return LastSeq(int(found["seq"]), found["machine"] == machine_id()) if found else None
        except (UserFacingError, KeyError, TypeError, ValueError):
            return None


def _is_old(partial: Path) -> bool:
    try:
        return time.time() - partial.stat().st_mtime > _AT_WORK_S
    except OSError:  # gone meanwhile
        return False


def _system_store() -> Any:
    """The keyring module when the system has a real store and nobody asked for a portable one."""
    if os.environ.get("QA_DESKTOP_PROFILE"):
        return None
    import keyring

    return keyring if getattr(keyring.get_keyring(), "priority", 0) >= 1 else None


def _in_system_store(person: str, secret: str) -> bool:
    store = _system_store()
    if store is None:
        return False
    from keyring.errors import KeyringError

    try:
        store.set_password(_SERVICE, person, secret)
        return bool(store.get_password(_SERVICE, person) == secret)
    except KeyringError:
        return False


def _from_system_store(person: str) -> str | None:
    """None also where the store is locked, or the person said no to it."""
    store = _system_store()
    if store is None:
        return None
    from keyring.errors import KeyringError

    try:
        found: str | None = store.get_password(_SERVICE, person)
    except KeyringError as error:
        _log.warning("the system's key store did not answer: %s", error)
        return None
    return found


def _forget_in_system_store(person: str) -> bool:
    """Whether they are surely not there any more."""
    store = _system_store()
    if store is None:
        return False
    from keyring.errors import KeyringError

    try:
        if store.get_password(_SERVICE, person):
            store.delete_password(_SERVICE, person)
    except KeyringError as error:
        _log.warning("the keys are still in the system's key store: %s", error)
        return False
    return True
