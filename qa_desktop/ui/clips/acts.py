"""Clips and places out of the open call: by key, and by the menu of the timeline and the list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from qa_desktop.domain.annotations import KINDS, Annotation
from qa_desktop.ui import i18n, keys
from qa_desktop.ui.clips.choices import BEFORE_MS, ClipChoice, inside, offered, span_of
from qa_desktop.ui.i18n import translate
from qa_desktop.ui.timeline.spoken import kind_name

if TYPE_CHECKING:
    from qa_desktop.ui.inspect.view import InspectView


@dataclass(frozen=True)
class Place:
    """What an act is about: an annotation, else a moment of the call."""

    annotation: Annotation | None
    at_ms: int


class ClipActs(QObject):
    def __init__(self, view: InspectView) -> None:
        super().__init__(view)
        self._view = view
        view.page.timeline.installEventFilter(self)
        view.page.list.menu_wanted.connect(self._on_list_menu)

    # -- acts

    def save(self, place: Place | None = None) -> None:
        """Ask for a clip of what is chosen, else of the region that has begun or what was just
        heard."""
        from qa_desktop.ui.clips.dialog import ClipDialog

        view, place = self._view, place or self._here()
        if view.call is None:
            return
        if view.call.recording is None:
            self._say(translate("Clip", "This call has no recording to cut a clip from"))
            return
        source = view.sound.source
        duration = source.duration_ms if source is not None else view.call.duration_ms or 0
        if place.annotation is not None:
            first = ClipChoice(span_of(place.annotation, duration), place.annotation)
        else:
            begun = view.marking.region_ms
            begin = place.at_ms - BEFORE_MS if begun is None else min(begun, place.at_ms)
            first = ClipChoice(inside((begin, place.at_ms), duration))
        choices = offered(first, view.marking.annotations, duration)
        listening = view.listening if view.clock is view.listening else None
        dialog = ClipDialog(
            view.desk, view.preferences, view.call, choices, source, listening, view.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _result: view.page.timeline.setFocus())
        dialog.open()

    def copy(self, place: Place | None = None) -> None:
        """``1:23.4–1:31.0 流水号 …`` to the clipboard."""
        from qa_desktop.services.clips import reference

        view, place = self._view, place or self._here()
        if view.call is None:
            return
        marked = place.annotation
        if marked is not None:
            said = reference(view.call, marked.at_ms, marked.to_ms, marked.text)
        else:
            said = reference(view.call, place.at_ms, None)
        words = said.render(i18n.catalogue_language())
        QGuiApplication.clipboard().setText(words)
        self._say(translate("Clip", "Copied: {words}").format(words=words))

    def _here(self) -> Place:
        view = self._view
        at = view.clock.position_ms if view.clock is not None else 0
        return Place(view.marking.get(view.marking.selected), at)

    def _say(self, words: str) -> None:
        self._view.toast_wanted.emit(words, None)

    # -- menus

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Of the flag or region under the mouse; by the menu key, of what is chosen."""
        if not isinstance(event, QContextMenuEvent):
            return False
        timeline = self._view.page.timeline
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            flag = timeline.flag_at(QPointF(event.pos()))
            ms = timeline.view.ms_at(event.pos().x())
            place = Place(flag.annotation if flag is not None else self._region_at(ms), ms)
        else:
            place = self._here()
        self._pop_up(place, timeline, event.pos())
        return True

    def _on_list_menu(self, annotation: str, at: QPoint) -> None:
        """What it speaks of is chosen, and the playhead stays."""
        if annotation:
            self._view.marking.select(annotation)
        self._pop_up(self._here(), self._view.page.list, at)

    def _region_at(self, ms: int) -> Annotation | None:
        """The shortest region that this moment lies in."""
        around = [
            each
            for each in self._view.marks.annotations
            if each.to_ms is not None and each.at_ms <= ms <= each.to_ms
        ]
        return min(around, key=lambda each: each.span[1] - each.span[0], default=None)

    def _pop_up(self, place: Place, pane: QWidget, at: QPoint) -> None:
        if self._view.call is not None:
            menu = self.menu(place, pane)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(pane.mapToGlobal(at))

    def menu(self, place: Place, parent: QWidget) -> QMenu:
        """What can be done with a place of the call."""
        view, menu = self._view, QMenu(parent)
        menu.setObjectName("clip_menu")
        marked = place.annotation
        at_ms = marked.at_ms if marked is not None else place.at_ms

        def add(name: str, words: str, key: str, act) -> None:
            shown = keys.key_of(key) if key else ""
            action = menu.addAction(f"{words}\t{shown}" if shown else words)
            action.setObjectName(name)
            action.triggered.connect(lambda: act())

        if view.call is not None and view.call.recording is not None:
            go = partial(view.go_to, at_ms, play=True)
            add("menu_play", translate("Clip", "Play from here"), "", go)
        if marked is not None:
            words = translate("Clip", "Edit the text")
            edit = partial(view.page.timeline.annotation_activated.emit, marked.id)
            add("menu_edit", words, "edit_annotation", edit)
            self._add_kinds(menu, marked)
            add(
                "menu_delete", translate("Clip", "Delete"), "delete_annotation",
                partial(self._delete, marked.id),
            )  # fmt: skip
        menu.addSeparator()
        save = translate("Clip", "Save a clip…")
        add("menu_clip", save, "save_clip", partial(self.save, place))
        menu.actions()[-1].setEnabled(view.call is not None and view.call.recording is not None)
        copy = translate("Clip", "Copy the place as text")
        add("menu_copy", copy, "copy_place", partial(self.copy, place))
        return menu

    def _add_kinds(self, menu: QMenu, marked: Annotation) -> None:
        kinds = menu.addMenu(translate("Clip", "Change the kind"))
        kinds.setObjectName("menu_kinds")
        for kind in KINDS:
            shown = keys.key_of(f"become_{kind}")
            action = kinds.addAction(f"{kind_name(kind)}\t{shown}" if shown else kind_name(kind))
            action.setObjectName(f"menu_kind_{kind}")
            action.setCheckable(True)
            action.setChecked(kind == marked.kind)
            action.triggered.connect(lambda _on, kind=kind: self._become(marked.id, kind))

    def _become(self, annotation: str, kind: str) -> None:
        self._view.marking.select(annotation)
        self._view.marking.become(kind, annotation)

    def _delete(self, annotation: str) -> None:
        self._view.marking.select(annotation)
        self._view.marking.delete_selected()
