"""The three fates of an error (ARCHITECTURE.md).

``Cancelled`` is silent. ``UserFacingError`` is a plain sentence with a remedy, shown where the
person is working, and nothing was lost. Anything else is a bug.
"""

from __future__ import annotations

from typing import Any

from qa_desktop.texts import Language, Text, render


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

    @property
    def message(self) -> Text:
        return Text(self.id, self.params)

    @property
    def remedy(self) -> Text:
        return Text(f"{self.id}_remedy", self.params)

    def __str__(self) -> str:
        return f"{self.say('en')} ({self.id})"

    def say(self, language: Language) -> str:
        """Message and remedy as one paragraph."""
        between = " " if language == "en" else ""  # a Chinese full stop brings its own space
        return f"{render(self.message, language)}{between}{render(self.remedy, language)}"
