"""The text catalogue below the interface: ids with parameters, in Chinese and English.

One TOML file per subject in ``resources/texts/``, both languages side by side::

    [scoring.missing_answer]
    zh = "评分项“{item}”还没有评"
    en = "Item “{item}” has no answer"

The first part of an id is the name of its file. The interface (Qt) has its own translation;
this catalogue serves errors, score explanations, reports and the command line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Protocol, runtime_checkable

from qa_desktop import paths

Language = Literal["zh", "en"]

_words: dict[str, str] = {}
"""What this centre says in place of usual words."""


@runtime_checkable
class Sayable(Protocol):
    """What has words in each language."""

    def render(self, language: Language) -> str: ...


@dataclass(frozen=True)
class Text:
    """A sentence that has not been put into a language yet: ``id`` plus its parameters.

    A parameter may itself be a ``Text``, or whatever else is said in each language; it is rendered
    in the same one. A tuple of them is a list of words; a dict has words by language.
    """

    id: str
    params: dict[str, Any] = field(default_factory=dict)

    def render(self, language: Language) -> str:
        return render(self, language)


def text(id: str, **params: Any) -> Text:
    """Short form: ``text("import.unreadable", file="a.wav")``."""
    return Text(id, params)


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """All texts, ``{id: {"zh": ..., "en": ...}}``."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(paths.resources("texts").glob("*.toml")):
        with file.open("rb") as stream:
            for subject, entries in tomllib.load(stream).items():
                for name, languages in entries.items():
                    found[f"{subject}.{name}"] = languages
    return found


def render(message: Text, language: Language) -> str:
    """The sentence in ``language``; an unknown id is a bug and raises ``KeyError``."""
    params = {key: _said(value, language) for key, value in message.params.items()}
    template = catalogue()[message.id][language]
    return (_in_own_words(template) if language == "zh" else template).format_map(params)


def _said(value: Any, language: Language) -> Any:
    if isinstance(value, Sayable):
        return value.render(language)
    if isinstance(value, tuple | list):  # a list: it came from another process
        between = "、" if language == "zh" else ", "
        return between.join(str(_said(each, language)) for each in value)
    if isinstance(value, dict):
        return value[language]
    return value


def use_words(words: Mapping[str, str]) -> None:
    """From now on Chinese says ``words[usual]`` where the catalogue says ``usual``
    (``domain.wording``); for all of the program, as the language of a window is."""
    _words.clear()
    _words.update(words)


def _in_own_words(template: str) -> str:
    """Before the parameters are put in: a name that holds the usual word stays as it is."""
    for usual, word in _words.items():
        template = template.replace(usual, word)
    return template


def language_of(locale: str) -> Language:
    """``zh_CN`` → ``zh``; every locale that is not Chinese reads English."""
    return "zh" if locale.lower().startswith("zh") else "en"
