"""The chosen recording of the library: what it is, its waveform to hear it by, and its notes."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.domain.agents import agent_words
from qa_desktop.domain.durations import format_duration
from qa_desktop.domain.library import MOST_STARS, SHELVES
from qa_desktop.domain.masking import mask_in_text
from qa_desktop.services import library
from qa_desktop.ui import i18n, icons
from qa_desktop.ui.flow_layout import FlowLayout
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.library.reading import LibraryRow
from qa_desktop.ui.library.sound import LibrarySound
from qa_desktop.ui.library.wave_strip import WaveStrip
from qa_desktop.ui.library.words import brought_text, reason_text, shelf_name, span_text
from qa_desktop.ui.naming import named
from qa_desktop.ui.tasks import Desk

_NOTE_ROWS: Final = 4


class Detail(QFrame):
    """What is typed is kept when its field is left, or another row is chosen."""

    shelf_wanted = Signal(str)
    stars_wanted = Signal(int)
    tags_wanted = Signal()
    open_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, desk: Desk, sound: LibrarySound, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library_detail")
        self.setProperty("role", "pane")
        self._desk, self._sound = desk, sound
        self.row: LibraryRow | None = None
        self.words: tuple[str, ...] = ()
        """What was looked for when the row was shown."""
        self._shown = {"why": "", "note": ""}
        """What the fields held before somebody typed: what only came from others meanwhile is not
        overwritten with it."""
        self._name = self._label("library_name", "title")
        self._facts = self._label("library_facts", "muted")
        self._reasons = self._label("library_reasons", "")
        self.wave = WaveStrip(sound, self)
        self._play = named("library_play", QPushButton(self))
        self._play.setProperty("role", "primary")
        self._time = self._label("library_time", "muted")
        self._open = named("library_open", QPushButton(self))
        self._shelves = {shelf: self._shelf_button(shelf) for shelf in SHELVES}
        self._stars = [self._star(n) for n in range(1, MOST_STARS + 1)]
        self._why_head = self._label("library_why_head", "fact")
        self._why = named("library_why", QLineEdit(self))
        self._note_head = self._label("library_note_head", "fact")
        self._note = named("library_note", QPlainTextEdit(self))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(_NOTE_ROWS * self.fontMetrics().lineSpacing() + 16)
        self._tags = QWidget(self)
        self._flow = FlowLayout(self._tags, spacing=4)
        self._edit_tags = named("library_edit_tags", QPushButton(self))
        self._brought = self._label("library_brought", "muted")
        self._remove = named("library_remove", QPushButton(self))
        self._remove.setProperty("role", "flat")
        self._lay_out()
        self._wire()
        self.retranslate()
        self.show_row(None, ())

    def _label(self, name: str, role: str) -> QLabel:
        label = named(name, QLabel(self, wordWrap=True))
        if role:
            label.setProperty("role", role)
        return label

    def _shelf_button(self, shelf: str) -> QPushButton:
        button = named(f"library_shelf_{shelf}", QPushButton(self))
        button.setCheckable(True)
        button.clicked.connect(partial(self.shelf_wanted.emit, shelf))
        return button

    def _star(self, n: int) -> QToolButton:
        star = named(f"library_star_{n}", QToolButton(self))
        star.setProperty("role", "star")
        star.setFixedSize(QSize(32, 32))
        star.clicked.connect(lambda: self.stars_wanted.emit(n))
        return star

    def _lay_out(self) -> None:
        """Long reasons and large fonts need more than a small window has: then it goes up and
        down."""
        inside = QWidget(self, objectName="library_detail_inside")
        scroll = QScrollArea(self, objectName="library_detail_scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        for part in (self._name, self._facts, self.wave):
            column.addWidget(part)
        play = QHBoxLayout()
        play.setSpacing(8)
        play.addWidget(self._play)
        play.addWidget(self._time, 1)
        play.addWidget(self._open)
        column.addLayout(play)
        column.addWidget(self._reasons)
        shelf = QHBoxLayout()
        shelf.setSpacing(4)
        for button in self._shelves.values():
            shelf.addWidget(button, 1)  # the one that is pressed is bold, and wider
        stars = QHBoxLayout()
        stars.setSpacing(4)
        for star in self._stars:
            stars.addWidget(star)
        stars.addStretch(1)
        column.addSpacing(4)
        column.addLayout(shelf)
        column.addLayout(stars)
        texts: tuple[QWidget, ...] = (self._why_head, self._why, self._note_head, self._note)
        for text in (*texts, self._tags):
            column.addWidget(text)
        foot = QHBoxLayout()
        foot.addWidget(self._edit_tags)
        foot.addStretch(1)
        foot.addWidget(self._remove)
        column.addWidget(self._brought)
        column.addStretch(1)
        column.addLayout(foot)

    def _wire(self) -> None:
        self._play.clicked.connect(lambda: self._sound.toggle())
        self._open.clicked.connect(self.open_wanted)
        self._edit_tags.clicked.connect(self.tags_wanted)
        self._remove.clicked.connect(self.remove_wanted)
        self._why.editingFinished.connect(self.keep)
        self._note.installEventFilter(self)
        self.wave.seek_wanted.connect(self._sound.play_from)
        self._sound.changed.connect(self._show_sound)

    # -- what is shown

    def show_row(self, row: LibraryRow | None, words: tuple[str, ...]) -> None:
        """``words``: what was looked for. A field that is being typed in is left alone."""
        is_same = row is not None and self.row is not None and row.key == self.row.key
        if not is_same:
            self.keep()
        self.row, self.words = row, words
        self.setEnabled(row is not None)
        entry = row.entry if row is not None else None
        self._show_facts()
        for shelf, button in self._shelves.items():
            button.setChecked(entry is not None and entry.shelf == shelf)
        stars = entry.stars if entry is not None else 0
        for n, star in enumerate(self._stars, start=1):
            star.setText("★" if n <= stars else "☆")
        if self._may_fill("why", is_same and self._why.hasFocus(), entry.why if entry else ""):
            self._why.setText(self._shown["why"])
        if self._may_fill("note", is_same and self._note.hasFocus(), entry.note if entry else ""):
            self._note.setPlainText(self._shown["note"])
        for part in (self._why, self._note, self._remove):
            part.setEnabled(entry is not None)
        self._show_tags()
        self._show_sound()

    def _may_fill(self, name: str, has_focus: bool, text: str) -> bool:
        """Whether the field shall show this text; not over what is being typed."""
        typed, shown = self._typed()[name], self._shown[name].strip()
        is_said = typed == text.strip()
        if not has_focus or is_said or typed == shown:
            self._shown[name] = text
        return not has_focus or (typed == shown and not is_said)

    def _show_facts(self) -> None:
        row = self.row
        if row is None:
            self._name.setText("")
            self._facts.setText("")
            self._reasons.setText("")
            self._brought.setText("")
            return
        call, entry = row.call, row.entry
        name = agent_words(call.agent_number, call.agent_name)
        self._name.setText(name or translate("Library", "Unknown agent"))
        serial = mask_in_text(call.serial or "", call.customer_number)
        facts = (call.team, serial, (call.started or "").replace("T", " "), call.business,
                 span_text(entry))  # fmt: skip
        self._facts.setText(" · ".join(part for part in facts if part))
        told = [reason_text(reason, self.words) for reason in row.reasons]
        self._reasons.setText("\n".join(told))
        self._reasons.setVisible(bool(told))
        brought = brought_text(entry, row.fault, row.mark) if entry is not None else ""
        brought = mask_in_text(brought, call.customer_number)
        self._brought.setText(brought)
        self._brought.setVisible(bool(brought))

    def _show_tags(self) -> None:
        while self._flow.count():
            self._flow.takeAt(0).widget().deleteLater()
        for tag in self.row.tags if self.row is not None else ():
            chip = QLabel(tag.name, self._tags)
            named(f"tag_{tag.id}", chip)
            chip.setProperty("role", "key")
            self._flow.addWidget(chip)
        self._tags.setVisible(self._flow.count() > 0)

    def _show_sound(self) -> None:
        sound, row = self._sound, self.row
        playing = sound.playing
        words = translate("Library", "Pause") if playing else translate("Library", "Listen")
        self._play.setText(words)
        self._play.setIcon(icons.icon("pause" if playing else "play", "on_accent"))
        self._play.setIconSize(QSize(16, 16))
        self._play.setEnabled(row is not None and row.call.recording is not None)
        if sound.trouble is not None:
            self._time.setText(sound.trouble.say(i18n.catalogue_language()))
        elif sound.peaks is not None:
            at, whole = format_duration(sound.position_ms), format_duration(sound.peaks.duration_ms)
            self._time.setText(f"{at} / {whole}")
        else:
            self._time.setText("")

    def keep(self) -> None:
        """Write what was typed, where it is something else than was shown."""
        row = self.row
        if row is None or row.entry is None:
            return
        typed = self._typed()
        changed = {name: text for name, text in typed.items() if text != self._shown[name].strip()}
        if changed:
            entry = row.entry.id
            self._desk.write(lambda ws: library.edit_entry(ws, entry, **changed))

    def _typed(self) -> dict[str, str]:
        return {"why": self._why.text().strip(), "note": self._note.toPlainText().strip()}

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if watched is self._note and event.type() == QEvent.Type.FocusOut:
            self.keep()
        return False

    def retranslate(self) -> None:
        for shelf, button in self._shelves.items():
            mark = "✓" if shelf == "good" else "✗"
            button.setText(f"{mark} {shelf_name(shelf)}")
        for n, star in enumerate(self._stars, start=1):
            words = translate("Library", "{n} stars").format(n=n)
            star.setAccessibleName(words)
            star.setToolTip(words)
        self._open.setText(translate("Library", "Open in Inspect"))
        self._why_head.setText(translate("Library", "Why it is here"))
        self._why.setAccessibleName(translate("Library", "Why it is here"))
        self._why.setPlaceholderText(translate("Library", "What one learns from it"))
        self._note_head.setText(translate("Library", "Note"))
        self._note.setAccessibleName(translate("Library", "Note"))
        self._edit_tags.setText(translate("Library", "Tags…"))
        self._remove.setText(translate("Library", "Take out of the library"))
        self.wave.setAccessibleName(translate("Library", "Waveform"))
        self.wave.setToolTip("")
        self._show_facts()
        self._show_sound()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)
