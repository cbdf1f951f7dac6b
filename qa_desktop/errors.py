"""The three fates of an error (ARCHITECTURE.md).

``Cancelled`` is silent. ``UserFacingError`` is a plain sentence with a remedy, shown where the
person is working, and nothing was lost. Anything else is a bug.
"""

from __future__ import annotations

import errno
from typing import Any

from qa_desktop.texts import Language, Text, catalogue, render, text

_STOPS = (".", "!", "?", "…", "。", "！", "？")
_REASONS = {
    errno.ENOENT: "missing",
    errno.ENODEV: "missing",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EEXIST: "exists",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "no_folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read_only",
    errno.EIO: "trouble",
    errno.EBUSY: "busy",
    errno.ETXTBSY: "busy",
    errno.EMFILE: "too_many",
    errno.ENFILE: "too_many",
    errno.ENAMETOOLONG: "long_name",
    errno.EFBIG: "too_large",
    errno.EINVAL: "bad_name",
    errno.ETIMEDOUT: "unreachable",
    errno.EHOSTUNREACH: "unreachable",
    errno.ENETUNREACH: "unreachable",
}
_IN_USE = (32, 33)
"""Windows: another program holds the file, or a part of it; its errno says no permission."""


class CancelledError(Exception):
    """The person stopped it. Nothing is shown."""


class UserFacingError(Exception):
    """Something a person can understand and act on; nothing changed.

    ``UserFacingError("workspace.locked", path=p)`` says ``workspace.locked`` and, as the remedy,
    ``workspace.locked_remedy``: both must be in the catalogue.
    """

    def __init__(self, id: str, **params: Any) -> None:
        super().__init__(id, params)
        self.id = id
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.id, self.params)  # from one process to another

    @property
    def message(self) -> Text:
        return Text(self.id, self.params)

    @property
    def remedy(self) -> Text:
        return Text(f"{self.id}_remedy", self.params)

    def __str__(self) -> str:
        return f"{self.say('en')} ({self.id})"

    def say(self, language: Language) -> str:
        """Message and remedy as one paragraph, two sentences."""
        return in_one(render(self.message, language), render(self.remedy, language), language)


def in_one(message: str, remedy: str, language: Language) -> str:
    """Two sentences of one paragraph."""
    if language == "en":
        return f"{_ended(message, '.')} {remedy}"
    return f"{_ended(message, '。')}{remedy}"  # a Chinese full stop brings its own space


def _again(id: str, params: dict[str, Any]) -> UserFacingError:
    return UserFacingError(id, **params)


def for_commands(remedy: Text) -> Text:
    """The remedy as the command line says it: ``<id>_command`` where the window's words, which
    stand at ``<id>_remedy``, are of no use there."""
    own = f"{remedy.id.removesuffix('_remedy')}_command"
    return Text(own, remedy.params) if own in catalogue() else remedy


def reason_of(error: OSError) -> Text:
    """Why the system refused, in the reader's language; its own words for what is rare."""
    in_use = getattr(error, "winerror", None) in _IN_USE
    known = "busy" if in_use else _REASONS.get(error.errno or 0)
    if known is not None:
        return text(f"system.{known}")
    return text("system.other", reason=error.strerror or str(error) or type(error).__name__)


def _ended(sentence: str, stop: str) -> str:
    """A message stands alone as a heading too, and has no full stop then."""
    closed = sentence.rstrip("”’\"')）」")
    return sentence if closed.endswith(_STOPS) else f"{sentence}{stop}"
