"""A field for a passphrase, with an eye."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from qa_desktop.ui import icons
from qa_desktop.ui.i18n import translate


def passphrase_field(name: str, parent: QWidget) -> QLineEdit:
    """Hidden signs, with an eye that shows them; an input method works only while they show."""
    field = QLineEdit(parent)
    field.setObjectName(name)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    eye = QAction(icons.icon("eye", "muted"), "", field)
    eye.setCheckable(True)
    eye.setText(translate("Passphrase", "Show what is typed"))
    eye.toggled.connect(
        lambda shown: field.setEchoMode(
            QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        )
    )
    field.addAction(eye, QLineEdit.ActionPosition.TrailingPosition)
    return field
