"""The interface in the person's language, changed while the program runs.

English stands in the code; Chinese lies in ``resources/translations``. ``translate`` must be
called by that name with two literals, or ``pyside6-lupdate`` does not find the string. Widgets
set their texts in ``retranslate()`` and call it again on ``QEvent.Type.LanguageChange``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, get_args

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from qa_desktop import paths, texts

LanguageCode = Literal["zh_CN", "en"]
LANGUAGES: Final[tuple[LanguageCode, ...]] = get_args(LanguageCode)

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a string for lupdate that is translated later; PySide's own has no types."""
    return text


QT_LACKS: Final = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
)
"""What the dialog for files says and Qt's own Chinese does not have: it is in ours."""

_installed: list[QTranslator] = []
_language: LanguageCode = "en"
_words: dict[str, str] = {}


def system_language() -> LanguageCode:
    """The language to begin with: Chinese where the system is Chinese, else English."""
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def current_language() -> LanguageCode:
    return _language


def catalogue_language() -> texts.Language:
    """The same language for texts that come from below the interface (``texts.render``)."""
    return texts.language_of(_language)


def set_language(app: QCoreApplication, language: LanguageCode) -> None:
    """Put every open window into ``language``.

    Qt tells all widgets by itself: each (un)installed translator sends ``LanguageChange``.
    """
    global _language
    _language = language
    QLocale.setDefault(QLocale(language))
    for translator in _installed:
        app.removeTranslator(translator)
    _installed.clear()
    loaded = []
    for name, folder in (
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"qa_desktop_{language}", str(paths.resources("translations"))),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            loaded.append(translator)
    if _words and language == "zh_CN":
        loaded = [_OwnWords(loaded, app)]
    for translator in loaded:
        app.installTranslator(translator)
    _installed.extend(loaded)


def set_words(app: QCoreApplication, words: Mapping[str, str]) -> None:
    """What this centre calls people (``domain.wording``), in every open window and text."""
    if words != _words:
        _words.clear()
        _words.update(words)
        texts.use_words(words)
        set_language(app, _language)


class _OwnWords(QTranslator):
    """Asks ``parts``, the last one first, and puts a centre's own words into what they say.

    It answers for all of them, with the source text where none knows it: what Python returns can
    be an empty text but never Qt's "ask the next one".
    """

    def __init__(self, parts: Sequence[QTranslator], parent: QObject) -> None:
        super().__init__(parent)
        self._parts = tuple(reversed(parts))

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        for part in self._parts:
            found = part.translate(context, source, disambiguation, n)
            if found:
                for usual, word in _words.items():
                    found = found.replace(usual, word)
                return found
        return source
