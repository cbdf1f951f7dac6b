"""Letters that work on one screen only, where a list or a tree has the keyboard. They stay as they
are; the F1 table and the page of keys list them after those of the key table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qa_desktop.ui.i18n import QT_TRANSLATE_NOOP, translate


@dataclass(frozen=True)
class ScreenKeys:
    """A part of a screen: its name, and what its keys (portable form) do there."""

    label: str
    keys: tuple[tuple[str, tuple[str, ...]], ...]
    screen: str = ""
    """The id of the screen that it is a part of."""

    @property
    def name(self) -> str:
        return translate("Keys", self.label)

    def acts(self) -> list[tuple[str, tuple[str, ...]]]:
        """What each does in the person's language, and its keys."""
        return [(translate("Keys", label), keys) for label, keys in self.keys]


SCREEN_KEYS: Final = (
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "List of scorecards"),
        (
            (QT_TRANSLATE_NOOP("Keys", "New scorecard"), ("N",)),
            (QT_TRANSLATE_NOOP("Keys", "Change, or go on editing"), ("E", "Return")),
            (QT_TRANSLATE_NOOP("Keys", "Compare versions"), ("D",)),
            (QT_TRANSLATE_NOOP("Keys", "Take out of use"), ("R",)),
            (QT_TRANSLATE_NOOP("Keys", "Read from a file"), ("I",)),
            (QT_TRANSLATE_NOOP("Keys", "Save as a file"), ("X",)),
            (QT_TRANSLATE_NOOP("Keys", "Catalogue of faults"), ("F",)),
            (QT_TRANSLATE_NOOP("Keys", "Throw the draft away"), ("Del",)),
        ),
        "scorecards",
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Editing a scorecard"),
        (
            (QT_TRANSLATE_NOOP("Keys", "Add a section"), ("S",)),
            (QT_TRANSLATE_NOOP("Keys", "Add an item"), ("N", "Ins")),
            (QT_TRANSLATE_NOOP("Keys", "To its fields, and back"), ("Return", "Esc")),
            (QT_TRANSLATE_NOOP("Keys", "Rename in the tree"), ("F2",)),
            (QT_TRANSLATE_NOOP("Keys", "Move up or down"), ("Alt+Up", "Alt+Down")),
            (QT_TRANSLATE_NOOP("Keys", "Duplicate"), ("Ctrl+D",)),
            (QT_TRANSLATE_NOOP("Keys", "Remove"), ("Del",)),
            (QT_TRANSLATE_NOOP("Keys", "Publish"), ("Ctrl+Return",)),
        ),
        "scorecards",
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Catalogue of faults"),
        (
            (QT_TRANSLATE_NOOP("Keys", "New fault"), ("N",)),
            (QT_TRANSLATE_NOOP("Keys", "Change the fault"), ("E", "Return")),
            (QT_TRANSLATE_NOOP("Keys", "Retire, or use again"), ("R",)),
            (QT_TRANSLATE_NOOP("Keys", "Find"), ("/",)),
            (QT_TRANSLATE_NOOP("Keys", "Read from a file"), ("I",)),
            (QT_TRANSLATE_NOOP("Keys", "Save as a file"), ("X",)),
        ),
        "scorecards",
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Warning slips"),
        (
            (QT_TRANSLATE_NOOP("Keys", "Play or pause"), ("Space",)),
            (QT_TRANSLATE_NOOP("Keys", "The next fault"), ("N",)),
            (QT_TRANSLATE_NOOP("Keys", "Five seconds back or forward"), ("Left", "Right")),
            (QT_TRANSLATE_NOOP("Keys", "The step that one is waited for"), ("Return",)),
            (QT_TRANSLATE_NOOP("Keys", "Dispute"), ("D",)),
            (QT_TRANSLATE_NOOP("Keys", "Talk with the agent"), ("T",)),
            (QT_TRANSLATE_NOOP("Keys", "Print those that are chosen, or all"), ("P",)),
        ),
        "slips",
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Penalty standard"),
        (
            (QT_TRANSLATE_NOOP("Keys", "Edit it, or go on with the draft"), ("E",)),
            (QT_TRANSLATE_NOOP("Keys", "Edit the chosen clause"), ("Return",)),
            (QT_TRANSLATE_NOOP("Keys", "Compare versions"), ("D",)),
            (QT_TRANSLATE_NOOP("Keys", "Find"), ("/",)),
            (QT_TRANSLATE_NOOP("Keys", "Read from a file"), ("I",)),
            (QT_TRANSLATE_NOOP("Keys", "Save as a file"), ("X",)),
        ),
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Editing the penalty standard"),
        (
            (QT_TRANSLATE_NOOP("Keys", "Add a clause"), ("N", "Ins")),
            (QT_TRANSLATE_NOOP("Keys", "To its fields, and back"), ("Return", "Esc")),
            (QT_TRANSLATE_NOOP("Keys", "Move up or down"), ("Alt+Up", "Alt+Down")),
            (QT_TRANSLATE_NOOP("Keys", "Remove"), ("Del",)),
            (QT_TRANSLATE_NOOP("Keys", "Publish"), ("Ctrl+Return",)),
        ),
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Proposals for the penalty standard"),
        (
            (QT_TRANSLATE_NOOP("Keys", "Accept, and edit the clause or the scorecard"), ("C",)),
            (QT_TRANSLATE_NOOP("Keys", "Accept"), ("A",)),
            (QT_TRANSLATE_NOOP("Keys", "Refuse"), ("R",)),
            (QT_TRANSLATE_NOOP("Keys", "Show the slip"), ("Return",)),
        ),
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Recording library"),
        (
            (QT_TRANSLATE_NOOP("Keys", "Play or pause"), ("Space",)),
            (QT_TRANSLATE_NOOP("Keys", "Five seconds back or forward"), ("Left", "Right")),
            (QT_TRANSLATE_NOOP("Keys", "To the good or the bad shelf"), ("G", "B")),
            (QT_TRANSLATE_NOOP("Keys", "Tags of the recording"), ("T",)),
            (QT_TRANSLATE_NOOP("Keys", "Give stars, or none"), ("1", "5", "0")),
            (QT_TRANSLATE_NOOP("Keys", "Find"), ("/",)),
            (QT_TRANSLATE_NOOP("Keys", "Suggest cases"), ("S",)),
            (QT_TRANSLATE_NOOP("Keys", "Open at its second"), ("Return",)),
            (QT_TRANSLATE_NOOP("Keys", "Take out of the library"), ("Del",)),
        ),
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Playlists of cases"),
        (
            (QT_TRANSLATE_NOOP("Keys", "New playlist"), ("N",)),
            (QT_TRANSLATE_NOOP("Keys", "Name, kind and length"), ("Return",)),
            (QT_TRANSLATE_NOOP("Keys", "Play the case"), ("Space",)),
            (QT_TRANSLATE_NOOP("Keys", "Move the case up or down"), ("Alt+Up", "Alt+Down")),
            (QT_TRANSLATE_NOOP("Keys", "Copy the case"), ("Ctrl+D",)),
            (QT_TRANSLATE_NOOP("Keys", "Take the case out"), ("Del",)),
            (QT_TRANSLATE_NOOP("Keys", "Find calls for it"), ("A",)),
            (QT_TRANSLATE_NOOP("Keys", "Present"), ("P",)),
            (QT_TRANSLATE_NOOP("Keys", "Export"), ("X",)),
        ),
        "sessions",
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Presenting"),
        (
            (QT_TRANSLATE_NOOP("Keys", "Go on, reveal, pause"), ("Space",)),
            (QT_TRANSLATE_NOOP("Keys", "To the next stop"), ("PgDown",)),
            (QT_TRANSLATE_NOOP("Keys", "A step back"), ("PgUp",)),
            (QT_TRANSLATE_NOOP("Keys", "Hear it again"), ("Left",)),
            (QT_TRANSLATE_NOOP("Keys", "A stop here"), ("+",)),
            (QT_TRANSLATE_NOOP("Keys", "My notes, on one screen"), ("N",)),
            (QT_TRANSLATE_NOOP("Keys", "Whole screen"), ("F11",)),
            (QT_TRANSLATE_NOOP("Keys", "End"), ("Esc",)),
        ),
        "sessions",
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Sessions"),
        (
            (QT_TRANSLATE_NOOP("Keys", "New session"), ("N",)),
            (QT_TRANSLATE_NOOP("Keys", "Change the session"), ("E", "Return")),
            (QT_TRANSLATE_NOOP("Keys", "Held, or not after all"), ("H",)),
            (QT_TRANSLATE_NOOP("Keys", "Minutes"), ("M",)),
            (QT_TRANSLATE_NOOP("Keys", "Tick as present, or take the tick off"), ("Space",)),
            (QT_TRANSLATE_NOOP("Keys", "Absent, with a reason"), ("A",)),
        ),
        "sessions",
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Training plans"),
        (
            (QT_TRANSLATE_NOOP("Keys", "New plan"), ("N",)),
            (QT_TRANSLATE_NOOP("Keys", "Change the plan or the topic"), ("Return",)),
            (QT_TRANSLATE_NOOP("Keys", "Add a topic"), ("A",)),
        ),
        "sessions",
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Fund of the fines"),
        (
            (QT_TRANSLATE_NOOP("Keys", "Receive what was handed over"), ("R",)),
            (QT_TRANSLATE_NOOP("Keys", "Spend"), ("S",)),
            (QT_TRANSLATE_NOOP("Keys", "Reverse the entry"), ("Del",)),
            (QT_TRANSLATE_NOOP("Keys", "Show the slip"), ("Return",)),
        ),
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Conflicts of interest"),
        (
            (QT_TRANSLATE_NOOP("Keys", "Declare one"), ("N",)),
            (QT_TRANSLATE_NOOP("Keys", "Withdraw it"), ("Del",)),
        ),
    ),
    ScreenKeys(
        QT_TRANSLATE_NOOP("Keys", "Best calls"),
        (
            (QT_TRANSLATE_NOOP("Keys", "Play or pause"), ("Space",)),
            (QT_TRANSLATE_NOOP("Keys", "Vote yes or no"), ("Y", "N")),
            (QT_TRANSLATE_NOOP("Keys", "Choose it as a best call"), ("Return",)),
            (QT_TRANSLATE_NOOP("Keys", "Do not choose it"), ("Del",)),
            (QT_TRANSLATE_NOOP("Keys", "Nominate"), ("A",)),
            (QT_TRANSLATE_NOOP("Keys", "Thank-you letter"), ("L",)),
        ),
        "sessions",
    ),
)
