"""Playlists of cases 案例集 for a session.

A ``playlist_case`` says itself which seconds of which recording are heard: the library's entry
that it may have come from can change or go. ``place`` is a key of ``domain.playlist_order``.
A ``case_stop`` is a moment at which the presenter stops, in ms of the recording.
"""

from qa_desktop.journal.record_types import Field, RecordType

RECORDS = (
    RecordType(
        "playlist",
        (
            Field("title", personal=True),
            Field("kind"),  # domain.playlist.KINDS
            Field("minutes", "integer"),  # of the session
            Field("template", "integer"),
        ),
    ),
    RecordType(
        "playlist_case",
        (
            Field("playlist"),
            Field("place"),
            Field("call"),
            Field("recording"),
            Field("library_entry"),
            Field("from_ms", "integer"),
            Field("to_ms", "integer"),
            Field("title", personal=True),
            Field("question", personal=True),
            Field("strengths", personal=True),
            Field("weaknesses", personal=True),
            Field("notes", personal=True),  # the trainer's own, never shown to the room
            Field("minutes", "integer"),  # null: worked out (domain.playlist.expected_ms)
            Field("hide_names", "integer"),
        ),
        indexes=("playlist", "call", "recording"),
    ),
    RecordType(
        "case_stop",
        (
            Field("playlist_case"),
            Field("at_ms", "integer"),
            Field("kind"),  # domain.playlist.STOP_KINDS
            Field("question", personal=True),
            Field("comment", personal=True),
            Field("annotation"),  # the one that it was made from
        ),
        indexes=("playlist_case",),
    ),
)
