"""The interface in the person's language, changed while the program runs.

English stands in the code; Chinese lies in ``resources/translations``. ``translate`` must be
called by that name with two literals, or ``pyside6-lupdate`` does not find the string. Widgets
set their texts in ``retranslate()`` and call it again on ``QEvent.Type.LanguageChange``.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from qa_desktop import paths, texts

LanguageCode = Literal["zh_CN", "en"]
LANGUAGES: Final[tuple[LanguageCode, ...]] = get_args(LanguageCode)

translate = QCoreApplication.translate


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a string for lupdate that is translated later; PySide's own has no types."""
    return text


_installed: list[QTranslator] = []
_language: LanguageCode = "en"


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
    for name, folder in (
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"qa_desktop_{language}", str(paths.resources("translations"))),
    ):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            _installed.append(translator)
