"""The acts that a person does with keys, and the keys that they come with (UX.md "Keys").

*timeline* keys work while the timeline has the focus, *anywhere* keys also while typing, and
*text* keys belong to the comment editor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate
from qa_desktop.ui.screens import SCREENS

Place = Literal["timeline", "anywhere", "text"]
PLACES: Final[tuple[Place, ...]] = ("timeline", "anywhere", "text")


@dataclass(frozen=True)
class Act:
    """Something the person does with a key; keys are in ``QKeySequence`` portable form."""

    id: str
    group: str
    label: str
    timeline: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    repeats: bool = False
    """Goes on while the key is held down (seeks and walks)."""
    fixed: bool = False
    """Its key is printed on what it presses, and stays."""
    context: str = "Keys"
    """Of the label's translation."""

    @property
    def name(self) -> str:
        """The label in the person's language."""
        return translate(self.context, self.label)

    def keys(self, place: Place) -> tuple[str, ...]:
        found: tuple[str, ...] = getattr(self, place)
        return found


_LISTEN = QT_TRANSLATE_NOOP("Keys", "Listening")
_MARK = QT_TRANSLATE_NOOP("Keys", "Marking")
_SCORE = QT_TRANSLATE_NOOP("Keys", "Scoring")
_MOVE = QT_TRANSLATE_NOOP("Keys", "Finding your way")

_OPTION = QT_TRANSLATE_NOOP("Keys", "Choose an option")
_COMPETENCY = QT_TRANSLATE_NOOP("Keys", "Competency of the comment")


def _screen_acts() -> list[Act]:
    """Ctrl+1 … Ctrl+9 in the order of the rail and Ctrl+0 for the exchange; the settings where
    other programs have them, and Ctrl+Shift+0 for what has no figure left."""
    own = {"exchange": "Ctrl+0", "scorecards": "Ctrl+Shift+0", "settings": "Ctrl+,"}
    kinds = [kind for kind in SCREENS if kind.id not in own]
    keys = own | {kind.id: f"Ctrl+{n}" for n, kind in enumerate(kinds[:9], start=1)}
    return [
        Act(f"screen_{kind.id}", _MOVE, kind.label, (), (keys[kind.id],), context="Rail")
        for kind in SCREENS
        if kind.id in keys  # one more than there are figures is reached by the rail and the palette
    ]


ACTS: Final[tuple[Act, ...]] = (
    Act("play_pause", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Play or pause"), ("Space",), ("F9",)),
    # Foot pedals send keys: separate, idempotent acts
    Act("play", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Play"), (), ("Media Play",)),
    Act("pause", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Pause"), (), ("Media Pause",)),
    Act(
        "forget_play",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Take back Play while preparing"),
        ("Esc",),
    ),
    Act("hold_to_play", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Hold to play"), (), ("F8",)),
    Act("back_1", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Back 1 second"), ("Left",), repeats=True),
    Act(
        "forward_1",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Forward 1 second"),
        ("Right",),
        repeats=True,
    ),
    Act(
        "back_5",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Back 5 seconds"),
        ("Shift+Left",),
        ("Alt+Left",),
        repeats=True,
    ),
    Act(
        "forward_5",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Forward 5 seconds"),
        ("Shift+Right",),
        ("Alt+Right",),
        repeats=True,
    ),
    Act(
        "back_15",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Back 15 seconds"),
        ("Ctrl+Left",),
        repeats=True,
    ),
    Act(
        "forward_15",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Forward 15 seconds"),
        ("Ctrl+Right",),
        repeats=True,
    ),
    Act("go_start", _LISTEN, QT_TRANSLATE_NOOP("Keys", "To the beginning"), ("Home",)),
    Act("go_end", _LISTEN, QT_TRANSLATE_NOOP("Keys", "To the end"), ("End",)),
    Act(
        "slower",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Slower by 0.1"),
        ("[",),
        ("Alt+Down",),
        repeats=True,
    ),
    Act(
        "faster",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Faster by 0.1"),
        ("]",),
        ("Alt+Up",),
        repeats=True,
    ),
    Act(
        "preset_speed",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Your own speed, or as recorded"),
        ("\\",),
    ),
    Act(
        "next_speech",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "To the end of the next silence"),
        (".",),
        repeats=True,
    ),
    Act(
        "previous_speech",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "To the end of the last silence"),
        (",",),
        repeats=True,
    ),
    Act(
        "next_silence",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "To the next silence"),
        (">",),
        repeats=True,
    ),
    Act(
        "previous_silence",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "To the silence before"),
        ("<",),
        repeats=True,
    ),
    Act("skip_silence", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Skip silence, or hear it"), ("S",)),
    Act("loop_region", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Repeat the region"), ("L",)),
    Act(
        "loop_last",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Repeat the last 5 seconds"),
        ("Shift+L",),
    ),
    Act(
        "change_side",
        _LISTEN,
        QT_TRANSLATE_NOOP("Keys", "Both, the agent only, the customer only"),
        ("C",),
    ),
    Act("louder", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Louder"), ("Ctrl+Up",), repeats=True),
    Act("quieter", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Quieter"), ("Ctrl+Down",), repeats=True),
    Act(
        "follow", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Back to the playhead, and follow it"), ("F",)
    ),
    Act("zoom_in", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Zoom in"), ("+", "="), repeats=True),
    Act("zoom_out", _LISTEN, QT_TRANSLATE_NOOP("Keys", "Zoom out"), ("-",), repeats=True),
    Act(
        "mark_strength",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Strength here"),
        ("G",),
        ("Ctrl+Shift+G",),
    ),
    Act(
        "mark_weakness",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Weakness here"),
        ("B",),
        ("Ctrl+Shift+B",),
    ),
    Act("mark_note", _MARK, QT_TRANSLATE_NOOP("Keys", "Note here"), ("N",), ("Ctrl+Shift+N",)),
    Act(
        "mark_question",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Question here"),
        ("Q",),
        ("Ctrl+Shift+Q",),
    ),
    Act("region", _MARK, QT_TRANSLATE_NOOP("Keys", "Begin a region, end it"), ("R",)),
    Act(
        "next_annotation",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Next annotation"),
        ("Tab",),
        repeats=True,
    ),
    Act(
        "previous_annotation",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Previous annotation"),
        ("Shift+Tab",),
        repeats=True,
    ),
    Act(
        "edit_annotation",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Edit its text"),
        ("Return", "Enter", "F2"),
    ),
    Act("become_strength", _MARK, QT_TRANSLATE_NOOP("Keys", "Make it a strength"), ("Shift+G",)),
    Act("become_weakness", _MARK, QT_TRANSLATE_NOOP("Keys", "Make it a weakness"), ("Shift+B",)),
    Act("become_note", _MARK, QT_TRANSLATE_NOOP("Keys", "Make it a note"), ("Shift+N",)),
    Act("become_question", _MARK, QT_TRANSLATE_NOOP("Keys", "Make it a question"), ("Shift+Q",)),
    Act(
        "filter_marks",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Choose which annotations are shown"),
        ("V",),
    ),
    Act("show_all_marks", _MARK, QT_TRANSLATE_NOOP("Keys", "Show all annotations"), ("Shift+V",)),
    Act("start_here", _MARK, QT_TRANSLATE_NOOP("Keys", "The annotation begins here"), ("I",)),
    Act("end_here", _MARK, QT_TRANSLATE_NOOP("Keys", "The annotation ends here"), ("O",)),
    Act("delete_annotation", _MARK, QT_TRANSLATE_NOOP("Keys", "Delete the annotation"), ("Del",)),
    Act("file_good", _MARK, QT_TRANSLATE_NOOP("Keys", "To the good shelf"), (), ("Ctrl+G",)),
    Act("file_bad", _MARK, QT_TRANSLATE_NOOP("Keys", "To the bad shelf"), (), ("Ctrl+B",)),
    Act("tag_call", _MARK, QT_TRANSLATE_NOOP("Keys", "Tags of the recording"), (), ("Ctrl+T",)),
    Act("save_clip", _MARK, QT_TRANSLATE_NOOP("Keys", "Save a clip"), ("Ctrl+E",)),
    Act(
        "copy_place",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Copy the place as text"),
        ("Ctrl+C",),
    ),
    Act(
        "save_comment",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Save the comment and go on"),
        text=("Return", "Enter", "Ctrl+Return", "Ctrl+Enter"),
    ),
    Act(
        "new_line",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "New line in the comment"),
        text=("Shift+Return", "Shift+Enter"),
        repeats=True,
    ),
    Act(
        "expand_remark",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "Put in the remark for /code"),
        text=("Tab",),
    ),
    *(
        Act(f"competency_{n}", _MARK, _COMPETENCY, text=(f"Alt+{n}",), fixed=True)
        for n in range(1, 7)
    ),
    Act(
        "competency_0",
        _MARK,
        QT_TRANSLATE_NOOP("Keys", "No competency"),
        text=("Alt+0",),
        fixed=True,
    ),
    Act("next_item", _SCORE, QT_TRANSLATE_NOOP("Keys", "Next item"), ("Down",), repeats=True),
    Act(
        "previous_item",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Previous item"),
        ("Up",),
        repeats=True,
    ),
    *(Act(f"option_{n}", _SCORE, _OPTION, (str(n),), fixed=True) for n in (*range(1, 10), 0)),
    Act("not_applicable", _SCORE, QT_TRANSLATE_NOOP("Keys", "Not applicable"), ("X",)),
    Act(
        "evidence",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "This annotation is evidence for the item"),
        ("E",),
    ),
    Act(
        "precedents",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "What others gave on this item lately"),
        ("H",),
    ),
    Act("why_score", _SCORE, QT_TRANSLATE_NOOP("Keys", "Why this score"), ("W",)),
    Act(
        "submit_next",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Submit, and the next call"),
        (),
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
    ),
    Act(
        "correct",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Correct the submitted evaluation"),
        (),
        ("Ctrl+Shift+E",),
    ),
    Act(
        "set_aside",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Set the call aside, or skip it"),
        (),
        ("Ctrl+Shift+X",),
    ),
    Act(
        "next_call",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Next call, without submitting"),
        (),
        ("Ctrl+N",),
    ),
    Act(
        "feedback_sheet",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Feedback sheet of this call, or of the last one submitted"),
        (),
        ("F7",),
    ),
    Act(
        "draw_slip",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Draw a warning slip for this call, or the last one submitted"),
        (),
        ("Ctrl+Shift+W",),
    ),
    Act(
        "show_number",
        _SCORE,
        QT_TRANSLATE_NOOP("Keys", "Show or mask the customer's number"),
        (),
        ("Ctrl+Shift+M",),
    ),
    # A text field keeps Ctrl+Z for what is typed in it
    Act("undo", _MOVE, QT_TRANSLATE_NOOP("Keys", "Undo"), (), ("Ctrl+Z",)),
    Act("redo", _MOVE, QT_TRANSLATE_NOOP("Keys", "Redo"), (), ("Ctrl+Y", "Ctrl+Shift+Z")),
    *_screen_acts(),
    Act("follow_ups", _MOVE, QT_TRANSLATE_NOOP("Keys", "Follow-ups due"), (), ("Shift+F7",)),
    Act("open_bundle", _MOVE, QT_TRANSLATE_NOOP("Keys", "Open a bundle"), (), ("Ctrl+O",)),
    Act(
        "write_bundle",
        _MOVE,
        QT_TRANSLATE_NOOP("Keys", "Write a bundle"),
        (),
        ("Ctrl+Shift+O",),
    ),
    Act("conflicts", _MOVE, QT_TRANSLATE_NOOP("Keys", "Conflicts"), (), ("Ctrl+Shift+K",)),
    Act(
        "call_history",
        _MOVE,
        QT_TRANSLATE_NOOP("Keys", "History of the open call"),
        (),
        ("Ctrl+H",),
    ),
    Act(
        "what_if",
        _MOVE,
        QT_TRANSLATE_NOOP("Keys", "What a draft of a scorecard would change"),
        (),
        ("Ctrl+Shift+T",),
    ),
    Act(
        "propose_weights",
        _MOVE,
        QT_TRANSLATE_NOOP("Keys", "Propose weights from what was lost"),
        (),
        ("Ctrl+Shift+P",),
    ),
    Act("import", _MOVE, QT_TRANSLATE_NOOP("Keys", "Import recordings"), (), ("Ctrl+I",)),
    Act("live_call", _MOVE, QT_TRANSLATE_NOOP("Keys", "New live call"), (), ("Ctrl+L",)),
    Act(
        "leave_text",
        _MOVE,
        QT_TRANSLATE_NOOP("Keys", "Back to the timeline, the draft is kept"),
        text=("Esc",),
    ),
    Act("next_pane", _MOVE, QT_TRANSLATE_NOOP("Keys", "Next pane"), (), ("F6",)),
    Act("previous_pane", _MOVE, QT_TRANSLATE_NOOP("Keys", "Previous pane"), (), ("Shift+F6",)),
    Act("palette", _MOVE, QT_TRANSLATE_NOOP("Keys", "Find anything"), (), ("Ctrl+K",)),
    Act("help", _MOVE, QT_TRANSLATE_NOOP("Keys", "Help on this screen"), (), ("Shift+F1",)),
    Act("show_keys", _MOVE, QT_TRANSLATE_NOOP("Keys", "Show these keys"), (), ("F1",)),
)
