"""The recording library 录音库: what is on its shelves, tags, collections, saved searches, and the
best calls that were nominated 最佳对话征集.

An entry is a call, or the part of it from ``from_ms`` to ``to_ms`` (milliseconds of its recording;
both null: all of it). ``brought_by`` is the evaluation whose deduction (``item``, ``fault_code``)
or praise brought it; it is not called ``evaluation``, because what a record so names goes along in
bundles, and who is shown a call is not shown its score. Tags and collections hold their entries by
membership records, so that two people who tag at the same time both have their way. A tag that was
merged points to the other in ``merged_into``.
"""

from qa_desktop.journal.record_types import Field, RecordType

RECORDS = (
    RecordType(
        "library_entry",
        (
            Field("call"),
            Field("from_ms", "integer"),
            Field("to_ms", "integer"),
            Field("shelf"),  # good | bad; null: on neither
            Field("stars", "integer"),  # 1 to 5; null: none
            Field("why", personal=True),
            Field("note", personal=True),
            Field("brought_by"),
            Field("item"),
            Field("fault_code"),
            Field("annotation"),
        ),
        indexes=("call",),
    ),
    RecordType("tag", (Field("name", personal=True), Field("colour"), Field("merged_into"))),
    RecordType(
        "entry_tag",
        (Field("library_entry"), Field("tag")),
        indexes=("library_entry", "tag"),
    ),
    RecordType("collection", (Field("name", personal=True), Field("note", personal=True))),
    RecordType(
        "entry_collection",
        (Field("library_entry"), Field("collection")),
        indexes=("library_entry", "collection"),
    ),
    RecordType(
        "saved_search",
        (Field("name", personal=True), Field("question", personal=True)),  # canonical JSON
    ),
    RecordType(
        "nomination",
        (
            Field("month"),  # "2026-11"
            Field("serial", personal=True),
            Field("call"),
            Field("agent"),
            Field("highlight", personal=True),
            Field("decision"),  # accepted | rejected
            Field("decided", "day"),
            Field("honour", personal=True),  # its words on the honour board
            Field("reason", personal=True),  # why it was not chosen, for who nominated it
            Field("library_entry"),
        ),
        indexes=("call", "month"),
    ),
    RecordType(
        "nomination_vote",
        (
            Field("nomination"),
            Field("voter"),
            Field("vote"),  # yes | no
        ),
        fact=True,
        indexes=("nomination",),
    ),
    RecordType(
        "thank_you_letter",
        (
            Field("agent"),
            Field("call"),
            Field("day", "day"),
            Field("words", personal=True),
            Field("sender", personal=True),
        ),
        indexes=("agent",),
    ),
)
