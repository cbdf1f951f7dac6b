"""The Settings screen 设置: each change holds at once and is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.store.location import location_warnings
from qa_desktop.store.reader import Owner, get_owner
from qa_desktop.store.workspace import Changes
from qa_desktop.ui import i18n
from qa_desktop.ui.backup_keeper import BackupKeeper
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.number_box import NumberBox
from qa_desktop.ui.preferences import Preferences
from qa_desktop.ui.screen import Screen
from qa_desktop.ui.settings.backups_pane import BackupsPane
from qa_desktop.ui.settings.remarks_pane import RemarksPane
from qa_desktop.ui.settings.scorecards_pane import ScorecardsPane
from qa_desktop.ui.tasks import Desk
from qa_desktop.ui.trouble_dialog import choose_folder

_WIDTH = 760
_FIELD = 280
MOST_PER_DAY = 500
MOST_BACK_S = 10


class SettingsView(Screen):
    """Panes below one another, in the order in which people look for them."""

    workspace_wanted = Signal(object)
    """Another folder to open."""
    restore_wanted = Signal(object)
    """A backup to restore; the person has agreed."""

    def __init__(
        self,
        desk: Desk,
        preferences: Preferences,
        keeper: BackupKeeper,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settings_view")
        self._desk = desk
        self._preferences = preferences
        self._owner: Owner | None = None
        self._titles: list[QLabel] = []
        self._labels: dict[str, QLabel] = {}
        self._person = _value("settings_person")
        self._folder = _value("settings_folder")
        self._warnings = _value("settings_warnings")
        self._warnings.setProperty("role", "nudge")
        self._language = self._combo("settings_language", "language", ("", "zh_CN", "en"))
        self._theme = self._combo("settings_theme", "theme", ("system", "light", "dark"))
        self._target = self._spin("settings_target", "daily_target", MOST_PER_DAY)
        self._back = NumberBox(self)
        self._back.setObjectName("settings_back_step")
        self._back.setRange(0, MOST_BACK_S)
        self._back.setValue(preferences.get("back_step_ms") // 1000)
        self._back.valueChanged.connect(lambda s: preferences.set("back_step_ms", s * 1000))
        self._volume = QSlider(Qt.Orientation.Horizontal, self)
        self._volume.setObjectName("settings_volume")
        self._volume.setRange(0, 100)
        self._volume.setValue(preferences.get("volume"))
        self._volume.valueChanged.connect(partial(preferences.set, "volume"))
        self._open = _button("settings_open_folder", self._open_folder)
        self._other = _button("settings_other", self._choose_other)
        self.scorecards = ScorecardsPane(desk, preferences, self)
        self.remarks = RemarksPane(desk, self)
        self.backups = BackupsPane(keeper, preferences, self)
        self.backups.restore_wanted.connect(self.restore_wanted)
        self._lay_out()
        self.retranslate()
        self._show_folder()
        desk.read("owner", get_owner, self._on_owner)

    def refresh(self, changes: Changes) -> None:
        if "remark" in changes.subjects:
            self.remarks.refresh()
        if "call" in changes.subjects:
            self.scorecards.refresh()
        if "person" in changes.subjects:
            self._desk.read("owner", get_owner, self._on_owner)

    def retranslate(self) -> None:
        for title, words in zip(
            self._titles,
            (
                translate("Settings", "Person"),
                translate("Settings", "Appearance"),
                translate("Settings", "Working"),
                translate("Settings", "Scorecards"),
                translate("Settings", "Reusable remarks"),
                translate("Settings", "Workspace"),
                translate("Settings", "Backups"),
            ),
            strict=True,
        ):
            title.setText(words)
        names = {
            "person": translate("Settings", "Name and number"),
            "language": translate("Settings", "Language"),
            "theme": translate("Settings", "Theme"),
            "target": translate("Settings", "Calls per day"),
            "back": translate("Settings", "Step back on resume"),
            "volume": translate("Settings", "Volume"),
            "folder": translate("Settings", "Folder"),
        }
        for name, label in self._labels.items():
            label.setText(names[name])
            if label.buddy() is not None:
                label.buddy().setAccessibleName(names[name])
        self._fill(
            self._language,
            (translate("Settings", "As the system"), "中文", "English"),
        )
        self._fill(
            self._theme,
            (
                translate("Settings", "As the system"),
                translate("Settings", "Light"),
                translate("Settings", "Dark"),
            ),
        )
        self._back.setSuffix(translate("Settings", " s"))
        self._open.setText(translate("Settings", "Show the folder"))
        self._other.setText(translate("Settings", "Open another workspace…"))
        self._show_person()
        self._show_folder()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # -- parts

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(self._open)
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        column.addWidget(self._pane([("person", self._person)]))
        column.addWidget(self._pane([("language", self._language), ("theme", self._theme)]))
        column.addWidget(
            self._pane([("target", self._target), ("back", self._back), ("volume", self._volume)])
        )
        column.addWidget(self._pane([], self.scorecards))
        column.addWidget(self._pane([], self.remarks))
        actions = QWidget(self)
        actions.setLayout(buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pane([("folder", self._folder)], self._warnings, actions))
        column.addWidget(self._pane([], self.backups))
        column.addStretch(1)
        body = QWidget(self, objectName="settings_body")
        body.setMaximumWidth(_WIDTH)
        body.setLayout(column)
        outer = QWidget(self, objectName="settings_outer")
        row = QHBoxLayout(outer)
        row.setContentsMargins(16, 8, 16, 16)
        row.addWidget(body, 10)
        row.addStretch(1)
        scroll = QScrollArea(self, objectName="settings_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard
        scroll.setWidget(outer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.setFocusProxy(scroll)

    def _pane(self, rows: list[tuple[str, QWidget]], *below: QWidget) -> QFrame:
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        column = QVBoxLayout(pane)
        column.setContentsMargins(18, 12, 18, 14)
        column.setSpacing(10)
        title = QLabel(pane)
        title.setProperty("role", "title")
        self._titles.append(title)
        column.addWidget(title)
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        for name, field in rows:
            label = self._labels[name] = QLabel(pane)
            label.setProperty("role", "muted")
            label.setMinimumWidth(130)
            label.setBuddy(field)
            if not isinstance(field, QLabel):
                field.setFixedWidth(_FIELD)
            form.addRow(label, field)
        if rows:
            column.addLayout(form)
        for part in below:
            column.addWidget(part)
        return pane

    def _combo(self, name: str, key: str, codes: tuple[str, ...]) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        for code in codes:
            combo.addItem("", code)
        combo.setCurrentIndex(max(combo.findData(self._preferences.get(key)), 0))
        combo.activated.connect(lambda _: self._preferences.set(key, combo.currentData()))
        return combo

    def _spin(self, name: str, key: str, most: int) -> NumberBox:
        spin = NumberBox(self)
        spin.setObjectName(name)
        spin.setRange(0, most)
        spin.setValue(self._preferences.get(key))
        spin.valueChanged.connect(partial(self._preferences.set, key))
        return spin

    def _fill(self, combo: QComboBox, words: tuple[str, ...]) -> None:
        for place, text in enumerate(words):
            combo.setItemText(place, text)

    # -- person and folder

    def _on_owner(self, owner: Owner) -> None:
        self._owner = owner
        self._show_person()

    def _show_person(self) -> None:
        if self._owner is not None:
            parts = (self._owner.number, self._owner.name)
            self._person.setText(" ".join(part for part in parts if part))

    def _show_folder(self) -> None:
        self._folder.setText(str(self._desk.folder))
        language = i18n.catalogue_language()
        found = [each.render(language) for each in location_warnings(self._desk.folder)]
        self._warnings.setText("\n".join(found))
        self._warnings.setVisible(bool(found))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.folder)))

    def _choose_other(self) -> None:
        chosen: Path | None = choose_folder(self, self._desk.folder.parent)
        if chosen is not None and chosen != self._desk.folder:
            self.workspace_wanted.emit(chosen)


def _value(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _button(name: str, clicked) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.clicked.connect(clicked)
    return button
