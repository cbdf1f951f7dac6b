"""Recordings, calls, and what is marked in them."""

from qa_desktop.journal.record_types import Field, RecordType

RECORDS = (
    RecordType(
        "recording",
        (
            Field("bytes", "integer"),
            Field("codec"),
            Field("container"),
            Field("channels", "integer"),
            Field("sample_rate", "integer"),
            Field("duration_ms", "integer"),
        ),
    ),
    RecordType(
        "file_name",
        (Field("recording"), Field("name", personal=True)),
        indexes=("recording",),
    ),
    RecordType(
        "call",
        (
            Field("recording"),
            Field("agent"),
            Field("started", "moment"),
            Field("duration_ms", "integer"),
            Field("serial", personal=True),
            Field("customer_number", personal=True),
            Field("order_number", personal=True),
            Field("disposition"),
            Field("business"),
            Field("method"),
            Field("invalid_reason"),
            Field("circumstance"),
        ),
        indexes=("recording", "agent", "started"),
    ),
    RecordType(
        "annotation",
        (
            Field("call"),
            Field("at_ms", "integer"),
            Field("to_ms", "integer"),
            Field("kind"),
            Field("text", personal=True),
            Field("item"),
            Field("competency"),
            Field("discussion_stop", "integer"),
        ),
        indexes=("call",),
    ),
    RecordType("remark", (Field("code"), Field("text", personal=True), Field("kind"))),
)
