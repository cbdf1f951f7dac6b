"""Which card a call is scored with, and of which days its version is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qa_desktop.domain.scorecard_use import FIRST_DAY, Standing
from qa_desktop.ui.fitting_combo import FittingCombo
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.words import day_text

_UNTIL = Qt.ItemDataRole.UserRole + 1
_EDGES = 28
"""Beside the words of the list."""


class CardPicker(FittingCombo):
    """Its list says of versions that calls of today do not have until when they hold; closed it is
    as wide as the names alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card_picker")
        self.setProperty("role", "title")
        self.setItemDelegate(_WithDays(self))

    def add_card(self, name: str, id: str, standing: Standing | None) -> None:
        self.addItem(name, id)
        place = self.count() - 1
        if standing is not None:
            self.setItemData(place, standing_words(standing), Qt.ItemDataRole.ToolTipRole)
            if _is_past(standing):
                self.setItemData(place, _until_words(standing), _UNTIL)

    def showPopup(self) -> None:
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + _EDGES)
        super().showPopup()


class _WithDays(QStyledItemDelegate):
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        until = index.data(_UNTIL)
        if until:
            option.text = f"{option.text} · {until}"


def standing_words(standing: Standing) -> str:
    """From when to when."""
    if standing.ends is not None and standing.begins not in (None, FIRST_DAY):
        words = translate("CardPanel", "Version for calls from {begins} to {ends}")
        return words.format(begins=day_text(standing.begins), ends=day_text(standing.ends))
    if standing.ends is not None:
        return translate("CardPanel", "Version for calls until {ends}").format(
            ends=day_text(standing.ends)
        )
    if standing.begins is None:
        return translate("CardPanel", "Version as it comes with the program")
    if standing.begins == FIRST_DAY:
        return translate("CardPanel", "Version for all calls")
    return translate("CardPanel", "Version for calls from {begins} on").format(
        begins=day_text(standing.begins)
    )


def standing_note(standing: Standing | None) -> str:
    """What has to be said of a version without being asked: that calls of today have another, or,
    where it is None, that this call has."""
    if standing is None:
        return translate("CardPanel", "Not the version that is in force for this call")
    if not _is_past(standing):
        return ""
    words = (
        translate("CardPanel", "Out of use after {ends}; this call is from before")
        if standing.is_retired
        else translate("CardPanel", "Version for calls until {ends}; later calls have another")
    )
    return words.format(ends=day_text(standing.ends))


def _is_past(standing: Standing) -> bool:
    return standing.ends is not None and standing.ends < date.today().isoformat()


def _until_words(standing: Standing) -> str:
    words = (
        translate("CardPanel", "out of use after {ends}")
        if standing.is_retired
        else translate("CardPanel", "until {ends}")
    )
    return words.format(ends=day_text(standing.ends))
