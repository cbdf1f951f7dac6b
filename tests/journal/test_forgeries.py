"""Every forgery is marked and has no effect, on every peer and in every order of arrival.

Each tells who is who, what honest people wrote and what was forged, as packets of operations. The
packets are delivered in every order there is; whatever the order, a peer ends with the same marks
and the same projection, which is also that of a rebuild.
"""

from __future__ import annotations

import hashlib
import itertools
import uuid
from functools import cache
from typing import Any

import pytest
from factories_journal import (
    START_MS,
    WallClock,
    empty_database,
    make_journal,
    operations,
    person_keys,
    personal_values,
    signed_as_is,
)
from factories_team import TEAM, granted, make_team, marks, revoked, state
from sqlite_utils import Database

from qa_desktop.journal import health, projection
from qa_desktop.journal.arrival import arriving_together
from qa_desktop.journal.canonical import MalformedError
from qa_desktop.journal.changes import (
    Change,
    create,
    delete,
    erase,
    fact,
    set_fields,
    withdraw,
)
from qa_desktop.journal.clock import HybridClock
from qa_desktop.journal.intake import Intake
from qa_desktop.journal.journal import Journal
from qa_desktop.journal.keys import OP_PREFIX, PersonKeys, SigningKey, certify
from qa_desktop.journal.operation import Draft, Operation, parse, write
from qa_desktop.journal.ownership import is_id_of, new_id_of
from qa_desktop.journal.roster import Accepted, Term
from qa_desktop.journal.statements import issue
from qa_desktop.journal.trust import TRUST_GROUP
from qa_desktop.journal.vector import Gap, find_gaps
from qa_desktop.journal.vouching import VOUCHES, unsigned_of

Packet = list[Operation]
PEER = SigningKey(hashlib.sha256(b"peer").digest())


@cache
def _empty() -> Database:
    db = empty_database()
    made = Journal(db, PEER)
    made.trust(TEAM)
    return db


def peer() -> Journal:
    """Somebody who trusts the team and has heard nothing."""
    db = Database(memory=True, execute_plugins=False)
    db.conn.isolation_level = None
    _empty().conn.backup(db.conn)
    db.conn.execute("PRAGMA foreign_keys = ON")
    return Journal(db, PEER, clock=HybridClock(WallClock()))


def in_every_order(packets: list[Packet]) -> Journal:
    """What every peer ends with."""
    seen: dict[tuple[str, ...], Journal] = {}
    for order in itertools.permutations(packets):
        journal = peer()
        for packet in order:
            journal.add(packet)
        said = (journal.digest, projection.scan(journal.db), repr(sorted(marks(journal).items())))
        seen.setdefault(said, journal)
    assert len(seen) == 1
    (journal,) = seen.values()
    assert projection.scan(journal.db) == health.scan_of_rebuild(journal.db)
    return journal


def someone(seed: str, *, keys: PersonKeys | None = None) -> Journal:
    """A computer; ``keys`` are those of the person who says hello on it."""
    journal = make_journal(seed, hello=False)
    own = keys or person_keys(seed)
    journal.hello(own.person, own.sign_key, own.receive_key, certify(own, journal.replica.public))
    return journal


def told(journal: Journal, *sources: Journal) -> Journal:
    for source in sources:
        journal.add(operations(source))
    return journal


def of(journal: Journal, kind: str | None = None) -> Packet:
    """What it wrote itself."""
    own = [op for op in operations(journal) if op.replica == journal.replica.public]
    return [op for op in own if kind is None or op.kind == kind]


def shown(journal: Journal, kind: str) -> list[str]:
    return [id for (id,) in journal.db.conn.execute(f'SELECT id FROM "{kind}" ORDER BY id')]


def evaluation(seed: str, **changed: Any) -> dict[str, Any]:
    said = {"call": "c", "scorer": person_keys(seed).person, "role": "inspector"}
    return {**said, "result": {"published": "90"}, **changed}


def team(**people: list[str]) -> Journal:
    """The root's computer, with the roster as its only say."""
    root = someone("root")
    make_team(root, people)
    return root


def test_publishing_a_scorecard_without_the_role() -> None:
    root = team(q=["quality_lead"], i=["inspector", "lead", "manager"])
    quality, inspector = someone("q"), someone("i")
    quality.write([fact("scorecard_version", "good", {"code": "v1"})], person=person_keys("q"))
    quality.write([fact("scorecard_version", "bare", {"code": "v2"})])
    inspector.write([fact("scorecard_version", "bad", {"code": "v3"})], person=person_keys("i"))
    inspector.write(
        [fact("scorecard_version", "good", {"code": "v4"}, of(quality)[1].id)],
        person=person_keys("i"),
    )
    inspector.write([withdraw("scorecard_version", "bad", "x")], person=person_keys("i"))
    told(inspector, quality)
    hello, good, bare = of(quality)
    end = in_every_order([of(root), [hello, bare], [good], of(inspector)])
    assert shown(end, "scorecard_version") == ["good"]
    assert end.db["scorecard_version"].get(1)["code"] == "v1"
    assert marks(end) == {bare.id: "unsigned"} | {op.id: "no_role" for op in of(inspector)[1:]}


def test_changing_the_roster_without_the_root() -> None:
    root = team(a=["inspector"])
    forger = someone("a")
    wrong = SigningKey(person_keys("a").sign_secret)
    other = someone("other")
    state(other, granted("a", "manager"))  # by the real root: what is taken from it below
    real = of(other)[-1].payload
    said = [
        {**real, "root_sig": wrong.sign(b"qa-desktop/roster/1\n", b"\0" * 32).hex()},
        {**real, "number": 99},
        {**real, "person": person_keys("b").person},
        {**real, "roles": [{"role": "quality_lead", "from": None, "until": None}]},
        {"what": "member"},
    ]
    for payload in said:
        about = {"kind": "roster", "entity_type": TRUST_GROUP, "entity_id": TEAM}
        forger.add([signed_as_is(forger, **about, payload=payload)])
    forger.write([delete("agent", "x")])
    hello, *forged = of(forger)
    end = in_every_order([of(root), [hello], forged[:3], forged[3:]])
    assert sorted(marks(end).values()) == ["malformed"] + ["not_root"] * 4
    assert set(marks(end)) == {op.id for op in forged}
    assert end.db["rights"].get(forger.replica.public)["standing"].count('"inspector"') == 1


def test_writing_with_anothers_name() -> None:
    root = team(v=["inspector", "manager"], f=["inspector", "trainer"])
    victim, forger = someone("v"), someone("f")
    victim.write([fact("evaluation", "real", evaluation("v"))])
    told(forger, victim)
    forger.write([
        fact("evaluation", "name", evaluation("v")),
        fact("evaluation", "role", evaluation("f", role="manager")),
        fact("evaluation", "odd", evaluation("f", role=["inspector"], scorer=None)),
        fact("acknowledgement", "ack", {"recorded_by": person_keys("v").person}),
        fact("acknowledgement", "nobody", {}),
        create("coaching", "talk", {"coach": person_keys("v").person}),
        create("person", person_keys("v").person, {"name": "冒名"}),
        withdraw("evaluation", "real", "x"),
        fact("evaluation", "real", evaluation("f", result={}), of(victim)[1].id),
        create("person", person_keys("f").person, {"name": "本名"}),
    ])  # fmt: skip
    forged = of(forger)[1:-1]
    end = in_every_order([of(root), of(victim), [of(forger)[0], of(forger)[-1]], forged])
    assert shown(end, "evaluation") == ["real"]
    (row,) = end.db["evaluation"].rows
    assert (row["scorer"], row["revisions"], row["withdrawn"]) == (person_keys("v").person, 1, 0)
    assert shown(end, "acknowledgement") == shown(end, "coaching") == []
    assert shown(end, "person") == [person_keys("f").person]
    why = [marks(end)[op.id] for op in forged]
    assert why == [
        *("other_name", "other_role", "other_name", "other_name", "other_name", "other_name"),
        *("no_role", "not_own", "not_own"),
    ]


def test_a_first_revision_of_anothers_evaluation() -> None:
    """Beside the real one, as if it came first, by a clock that is set back; and one that follows
    what nobody has."""
    root = team(v=["inspector"], f=["inspector"], m=["manager"])
    victim, forger, manager = someone("v"), someone("f"), someone("m")
    bound = new_id_of(person_keys("v").person)
    ids = [bound, "of-nobody"]
    about = {"kind": "fact", "entity_type": "evaluation", "payload": evaluation("f")}
    early = forger.clock.now() - 24 * 3_600_000 << 16
    before = signed_as_is(forger, **about, entity_id=bound, hlc=early)
    forger.add([before])
    victim.write([fact("evaluation", id, evaluation("v")) for id in ids])
    told(forger, victim)
    for id in ids:
        forger.add([signed_as_is(forger, **about, entity_id=id)])
        forger.add([signed_as_is(forger, **about, entity_id=id, supersedes=["ab" * 32])])
    hello, *forged = of(forger)
    end = in_every_order([of(root), [of(victim)[0], hello], of(victim)[1:], forged])
    assert marks(end) == {op.id: "not_own" for op in forged}
    rows = list(end.db["evaluation"].rows)
    assert {row["id"] for row in rows} == set(ids)
    assert {row["scorer"] for row in rows} == {person_keys("v").person}
    assert {row["revisions"] for row in rows} == {1}
    assert end.db["conflict"].count == 0
    manager.write([fact("evaluation", bound, evaluation("m", role="manager"))])
    told(manager, end)
    assert set(marks(end)) == {op.id for op in forged}, "who may follow may also write beside"


def test_an_id_is_bound_to_one_person() -> None:
    wang, li = person_keys("v").person, person_keys("f").person
    ids = [new_id_of(wang) for _ in range(200)]
    assert len(set(ids)) == len(ids)
    assert all(uuid.UUID(id).version == 7 and is_id_of(id, wang) for id in ids)
    assert not any(is_id_of(id, li) for id in ids)
    assert not any(is_id_of(id[:3] + "f" + id[4:], wang) for id in ids)


@pytest.mark.parametrize("how", ["own keys", "no certificate", "of another replica"])
def test_saying_hello_with_anothers_name(how: str) -> None:
    root = team(v=["manager"])
    victim, forger = someone("v"), make_journal("f", hello=False)
    real, own = person_keys("v"), person_keys("f")
    said = {
        "own keys": (real.person, own.sign_key, own.receive_key),
        "no certificate": (real.person, real.sign_key, real.receive_key),
        "of another replica": (real.person, real.sign_key, real.receive_key),
    }[how]
    keys = PersonKeys(real.person, own.sign_secret, own.receive_secret)
    certificate = {
        "own keys": certify(keys, forger.replica.public),
        "no certificate": None,
        "of another replica": of(victim)[0].payload["certificate"],
    }[how]
    forger.hello(*said, certificate)
    forger.write([create("agent", "x", {"status": "forged"})])
    hello, forged = of(forger)
    end = in_every_order([of(root), of(victim), [hello], [forged]])
    assert shown(end, "agent") == []
    assert marks(end) == {forged.id: "stranger"}


def test_a_replica_certified_late_counts_with_all_that_it_wrote() -> None:
    """A clone whose person's keys were sealed: no forgery."""
    root = team(v=["lead"])
    clone, real = make_journal("clone", hello=False), person_keys("v")
    clone.hello(real.person, real.sign_key, real.receive_key, None)
    clone.write([create("agent", "x", {"status": "new"})])
    certificate = certify(real, clone.replica.public)
    clone.hello(real.person, real.sign_key, real.receive_key, certificate)
    first, wrote, last = of(clone)
    end = in_every_order([of(root), [first], [wrote], [last]])
    assert shown(end, "agent") == ["x"]
    assert marks(end) == {}
    without = in_every_order([of(root), [first], [wrote]])
    assert marks(without) == {wrote.id: "stranger"}


def with_person_sig(journal: Journal, person_sig: str, **members: Any) -> Operation:
    """An operation that carries somebody's signature, signed by ``journal``."""
    plain = signed_as_is(journal, **members)
    raw = f'{plain.raw[:-1]},"person_sig":"{person_sig}"}}'
    digest = hashlib.sha256(raw.encode()).digest()
    return parse(raw, journal.replica.sign(OP_PREFIX, digest))


def test_a_persons_signature_moved_to_another_fact() -> None:
    root = team(q=["quality_lead", "inspector"], f=["quality_lead"])
    quality, forger = someone("q"), someone("f")
    quality.write([fact("scorecard_version", "good", {"code": "v1"})], person=person_keys("q"))
    good = of(quality)[1]
    about = {"kind": "fact", "entity_type": "scorecard_version"}
    # Both by a thief of the computer, whose person's keys are sealed, and by a colleague.
    for journal in (quality, forger):
        moved = with_person_sig(
            journal, good.person_sig, **about, entity_id="bad", payload={"code": "v2"}
        )
        journal.add([moved])
        again = with_person_sig(
            journal, good.person_sig, **about, entity_id="good", payload=good.payload
        )
        journal.add([again])
    beside = with_person_sig(
        quality, good.person_sig, kind="fact", entity_type="evaluation", entity_id="e",
        payload=evaluation("q"),
    )  # fmt: skip
    quality.add([beside])
    forged = [op for op in of(quality) + of(forger)[1:] if op.kind == "fact" and op is not good]
    forged = [op for op in forged if op.id != good.id]
    honest = [of(quality)[0], good, of(forger)[0]]
    end = in_every_order([of(root), honest, forged[:2], forged[2:]])
    assert shown(end, "scorecard_version") == ["good"]
    (row,) = end.db["scorecard_version"].rows
    assert (row["revision"], row["revisions"]) == (good.id, 1)
    assert shown(end, "evaluation") == []
    assert marks(end) == {op.id: "unsigned" for op in forged}


def test_signed_with_the_wrong_key() -> None:
    root = team(q=["quality_lead"])
    quality = someone("q")
    wrong = PersonKeys(person_keys("q").person, b"w" * 32, b"w" * 32)
    quality.write([fact("scorecard_version", "bad", {"code": "v1"})], person=wrong)
    quality.write([fact("scorecard_version", "good", {"code": "v1"})], person=person_keys("q"))
    hello, bad, good = of(quality)
    end = in_every_order([of(root), [hello], [bad], [good]])
    assert shown(end, "scorecard_version") == ["good"]
    assert marks(end) == {bad.id: "unsigned"}


def test_an_altered_operation_is_nobodys() -> None:
    root = team(a=["inspector"])
    honest = someone("a")
    honest.write([create("agent", "x", {"status": "new"})])
    real = of(honest)[1]
    altered = parse(real.raw.replace('"new"', '"old"'), real.sig)
    for order in itertools.permutations([of(root), of(honest)[:1], [altered]]):
        journal = peer()
        with pytest.raises(MalformedError):
            for packet in order:
                journal.add(packet)
        assert shown(journal, "agent") == []


def test_what_belongs_to_another_team_replayed_here() -> None:
    root = team(a=["inspector"])
    elsewhere, theirs = someone("elsewhere"), someone("their member")
    other = SigningKey(b"e" * 32)
    issue(elsewhere, other, other.public, [granted("their member", "manager")])
    theirs.write([create("agent", "x", {"status": "theirs"})])
    moved = signed_as_is(
        theirs, kind="roster", entity_type=TRUST_GROUP, entity_id=TEAM,
        payload=of(elsewhere)[-1].payload,
    )  # fmt: skip
    theirs.add([moved])
    hello, wrote, replayed = of(theirs)
    end = in_every_order([of(root), of(elsewhere), [hello, wrote], [replayed]])
    assert shown(end, "agent") == []
    assert marks(end) == {wrote.id: "stranger", replayed.id: "malformed"}


def last(journal: Journal) -> dict[str, tuple[int, str]]:
    return {journal.replica.public: (journal.seq, str(journal.head))}


def test_a_revoked_key_used_again() -> None:
    root = team(v=["inspector", "quality_lead"])
    laptop = someone("v")
    laptop.write([create("agent", "before", {"status": "new"})])
    laptop.write([fact("scorecard_version", "before", {"code": "1"})], person=person_keys("v"))
    state(root, revoked("v", last(laptop)))
    accepted = of(laptop)
    laptop.write([create("agent", "after", {"status": "stolen"})])
    laptop.write([set_fields("agent", "before", {"status": "stolen"}), delete("agent", "before")])
    laptop.write([fact("scorecard_version", "after", {"code": "2"})], person=person_keys("v"))
    thief = someone("thief", keys=person_keys("v"))
    thief.write([create("agent", "thief", {"status": "stolen"})])
    thief.write([fact("scorecard_version", "thief", {"code": "3"})], person=person_keys("v"))
    late = of(laptop)[len(accepted) :]
    end = in_every_order([of(root), accepted, late, of(thief)])
    assert shown(end, "agent") == ["before"]
    assert end.db["agent"].get(1)["status"] == "new"
    assert shown(end, "scorecard_version") == ["before"]
    assert set(marks(end)) == {op.id for op in (*late, *of(thief)[1:])}
    assert set(marks(end).values()) == {"revoked"}


def test_a_revoked_keys_person_goes_on_with_another() -> None:
    """What the old key signs counts no longer, nor from a computer that the new vouches for."""
    roles = ["inspector", "quality_lead"]
    root = team(v=roles)
    laptop = someone("v")
    laptop.write([create("agent", "before", {"status": "new"})])
    state(root, revoked("v", last(laptop)), granted("v", *roles, keys="v2"))
    accepted = of(laptop)
    laptop.write([create("agent", "stolen", {"status": "stolen"})])
    fresh = PersonKeys(
        person_keys("v").person, person_keys("v2").sign_secret, person_keys("v2").receive_secret
    )
    new = someone("new", keys=fresh)
    new.write([create("agent", "after", {"status": "new"})])
    new.write([fact("scorecard_version", "old-key", {"code": "1"})], person=person_keys("v"))
    new.write([fact("scorecard_version", "new-key", {"code": "2"})], person=fresh)
    late = of(laptop)[len(accepted) :]
    end = in_every_order([of(root), accepted, late, of(new)])
    assert shown(end, "agent") == ["after", "before"]
    assert shown(end, "scorecard_version") == ["new-key"]
    assert marks(end) == {late[0].id: "revoked", of(new)[2].id: "unsigned"}


def vouch(journal: Journal, keys: PersonKeys, upto: Accepted, by: PersonKeys | None = None) -> None:
    """``keys`` say hello on the journal's computer once more, signed with those of ``by``."""
    said = (keys.person, keys.sign_key, keys.receive_key)
    certificate = certify(keys, journal.replica.public)
    journal.hello(*said, certificate, vouches=upto, keys=by or keys)


def proposal(seed: str, id: str) -> Change:
    said = {"by": person_keys(seed).person, "role": "lead", "state": "open"}
    return fact("standard_proposal", id, said)


def test_what_was_written_alone_counts_once_the_person_vouches_for_it() -> None:
    """Also on a second computer, not what was signed by neither later, and in another's name
    nothing."""
    root = team(v=["lead"], f=["lead"])
    laptop, phone = someone("v"), someone("v at home", keys=person_keys("v"))
    laptop.write([proposal("v", "own"), proposal("f", "of-another")])
    phone.write([proposal("v", "at-home")])
    before = [*of(laptop), *of(phone)]
    vouch(laptop, person_keys("v"), last(laptop) | last(phone))
    word = of(laptop)[-1:]
    laptop.write([proposal("v", "later")])
    later = of(laptop)[-1]
    end = in_every_order([of(root), before, [*word, later]])
    assert shown(end, "standard_proposal") == ["at-home", "own"]
    assert marks(end) == {of(laptop)[2].id: "other_name", later.id: "unsigned"}
    without = in_every_order([[*of(root), *before], [later]])
    assert shown(without, "standard_proposal") == []


@pytest.mark.parametrize("how", ["unsigned", "wrong key", "of another person", "stranger", "odd"])
def test_nobody_else_vouches_for_what_a_computer_wrote(how: str) -> None:
    root = team(v=["lead"], f=["lead"])
    victim, forger, stranger = someone("v"), someone("f"), someone("x")
    victim.write([proposal("v", "p")])
    wrote = of(victim)
    upto = last(victim)
    own, bad = person_keys("v"), PersonKeys(person_keys("v").person, b"w" * 32, b"w" * 32)
    said = (own.person, own.sign_key, own.receive_key, certify(own, victim.replica.public))
    {
        "unsigned": lambda: victim.hello(*said, vouches=upto),
        "wrong key": lambda: vouch(victim, own, upto, bad),
        "of another person": lambda: vouch(forger, person_keys("f"), upto),
        "stranger": lambda: vouch(stranger, person_keys("x"), upto),
        "odd": lambda: vouch(victim, own, {victim.replica.public: (1 << 60, "ab" * 32)}),
    }[how]()
    word = [*of(victim)[len(wrote) :], *of(forger), *of(stranger)]
    end = in_every_order([of(root), wrote, word])
    assert shown(end, "standard_proposal") == []
    assert marks(end) == {wrote[1].id: "unsigned"}


@pytest.mark.parametrize("how", ["of another person", "in their name", "with no right signature"])
def test_nobody_else_keeps_a_person_from_vouching(how: str) -> None:
    """Before there is a team to say whose key is whose."""
    own, bad = person_keys("v"), PersonKeys(person_keys("v").person, b"w" * 32, b"w" * 32)
    victim = someone("v")
    victim.write([proposal("v", "p")])
    wrote = last(victim)
    forged = {victim.replica.public: ((1 << 53) - 1, "ab" * 32)}
    forger = someone("f", keys=bad if how == "in their name" else None)
    if how == "with no right signature":  # on another computer that is theirs
        vouch(forger := someone("v at home", keys=own), own, forged, bad)
    elif how == "in their name":
        vouch(forger, bad, forged)
    else:
        forger.hello(own.person, own.sign_key, own.receive_key, None, vouches=forged, keys=bad)
    told(victim, forger)
    kinds = {"standard_proposal"}
    assert unsigned_of(victim.db, own.person, own.sign_key, kinds) == wrote
    vouch(victim, own, wrote)
    assert unsigned_of(victim.db, own.person, own.sign_key, kinds) == {}


def test_below_what_was_vouched_for_only_its_chain_counts() -> None:
    """The computer's own key is not enough to put in later what was never written."""
    root = team(v=["lead"])
    laptop = someone("v")
    laptop.write([proposal("v", "first")])
    laptop.write([proposal("v", "second")])
    vouch(laptop, person_keys("v"), last(laptop))
    hello, first, second, word = of(laptop)
    said = {"kind": "fact", "entity_type": "standard_proposal", "payload": first.payload}
    forged = [
        forked(laptop, first, entity_id="beside-the-first", **said),
        forked(laptop, second, entity_id="beside-the-last", **said),
    ]
    end = in_every_order([[*of(root), hello], [first, second, word], forged])
    assert shown(end, "standard_proposal") == ["first", "second"]
    assert marks(end) == {op.id: "unsigned" for op in forged}


def test_a_revoked_key_vouches_for_nothing_any_more() -> None:
    root = team(v=["lead"])
    laptop = someone("v")
    laptop.write([proposal("v", "before")])
    vouch(laptop, person_keys("v"), last(laptop))
    state(root, revoked("v", last(laptop)))
    accepted = of(laptop)
    laptop.write([proposal("v", "after")])
    vouch(laptop, person_keys("v"), last(laptop))
    thief = someone("thief", keys=person_keys("v"))
    vouch(thief, person_keys("v"), last(laptop))
    end = in_every_order([of(root), accepted, of(laptop)[len(accepted) :], of(thief)])
    assert shown(end, "standard_proposal") == ["before"]
    assert marks(end) == {of(laptop)[len(accepted)].id: "revoked"}


def test_beside_the_chain_of_a_revoked_key_nobody_vouches() -> None:
    """Whoever stole the computer and the key says hello with an old number."""
    root = team(v=["lead"])
    laptop = someone("v")
    laptop.write([proposal("v", "p")])
    upto = last(laptop)
    laptop.write([create("agent", "x", {"status": "new"})])
    state(root, revoked("v", last(laptop)))
    hello, wrote, after = of(laptop)
    payload = {**hello.payload, VOUCHES: {each: list(end) for each, end in upto.items()}}
    draft = Draft("act", "hello", "replica", laptop.replica.public, payload)
    stolen = write(
        draft, replica=laptop.replica, seq=after.seq, prev=after.prev, hlc=after.hlc + 5,
        at=after.at, person=person_keys("v"),
    )  # fmt: skip
    end = in_every_order([[*of(root), hello], [wrote, after], [stolen]])
    assert shown(end, "standard_proposal") == []


def forked(journal: Journal, at: Operation, **members: Any) -> Operation:
    """Another operation of the same number, by whoever has the key."""
    same = {"seq": at.seq, "prev": at.prev, "hlc": at.hlc + 5, "at": at.at}
    return signed_as_is(journal, **same | members)


def test_a_revoked_key_used_below_the_last_accepted() -> None:
    """A second operation of an old number: the chain that the revocation names decides."""
    root = team(v=["inspector"])
    laptop = someone("v")
    laptop.write([create("agent", "x", {"status": "new"})])
    laptop.write([set_fields("agent", "x", {"status": "old"})])
    state(root, revoked("v", last(laptop)))
    hello, created, changed = of(laptop)
    stolen = forked(laptop, created, kind="create", entity_id="y", payload={"status": "stolen"})
    upon = forked(
        laptop,
        changed,
        prev=stolen.id,
        entity_id="x",
        payload={"status": "stolen"},
        supersedes=[created.id, changed.id],
    )
    end = in_every_order([of(root), [hello, created], [changed], [stolen], [upon]])
    assert shown(end, "agent") == ["x"]
    assert end.db["agent"].get(1)["status"] == "old"
    assert marks(end) == {stolen.id: "revoked", upon.id: "revoked"}
    assert end.db["conflict"].count == 0
    beside = in_every_order([of(root), [hello, created], [upon]])
    assert marks(beside) == {upon.id: "revoked"}, "though the one that counts is not here"


def test_a_replica_that_goes_over_to_another_person() -> None:
    """With the same roles: what it wrote as the first is not the second's."""
    root = team(a=["inspector"], b=["inspector"])
    computer = someone("a")
    computer.write([fact("evaluation", "e", evaluation("a"))])
    other = person_keys("b")
    certificate = certify(other, computer.replica.public)
    computer.hello(other.person, other.sign_key, other.receive_key, certificate)
    computer.write([fact("evaluation", "f", evaluation("b"))])
    hello, first, again, second = of(computer)
    end = in_every_order([of(root), [hello, first], [again], [second]])
    assert marks(end) == {first.id: "other_name"}
    assert shown(end, "evaluation") == ["f"]


def test_a_truncated_history_is_told_from_a_whole_one() -> None:
    root = team(v=["inspector"])
    laptop = someone("v")
    for number in range(4):
        laptop.write([create("agent", f"x{number}", {"status": "new"})])
    whole = last(laptop)
    state(root, revoked("v", whole))
    hello, *wrote = of(laptop)
    end = in_every_order([of(root), [hello], wrote[:1], wrote[1:3]])
    assert shown(end, "agent") == ["x0", "x1", "x2"]
    assert find_gaps(end.db) == [Gap(laptop.replica.public, 5, 5)]
    assert marks(end) == {}
    end.add(wrote)
    assert find_gaps(end.db) == []
    middle = in_every_order([of(root), [hello], wrote[2:]])
    assert find_gaps(middle.db) == [Gap(laptop.replica.public, 2, 3)]


def test_a_role_holds_on_its_days_only() -> None:
    """Wherever on Earth it is that day, and by the clock that people are shown."""
    root = someone("root")
    day = "2026-11-22"
    make_team(root, {"a": [Term("inspector", day, day)]})
    writer = someone("a")
    hour = 3_600_000
    midnight = START_MS - 2 * hour  # of that day in UTC
    moments = {
        "too early": midnight - 14 * hour - 1,
        "begins": midnight - 14 * hour,
        "ends": midnight + 36 * hour - 1,
        "too late": midnight + 36 * hour,
    }
    for name, at in moments.items():
        id = name.replace(" ", "-")
        writer.add([signed_as_is(writer, at=at, kind="create", entity_id=id, payload={})])
    hello, *wrote = of(writer)
    end = in_every_order([of(root), [hello], wrote[:2], wrote[2:]])
    assert shown(end, "agent") == ["begins", "ends"]
    assert list(marks(end).values()) == ["no_role", "no_role"]


def test_an_erasure_without_the_role_erases_nothing_and_one_with_it_does_late() -> None:
    root = team(a=["inspector"], l=["lead"])
    writer, lead = someone("a"), someone("l")
    writer.write([create("agent", "x", {"name": "王", "nickname": "小王"})])
    payload = of(writer)[1].payload
    names = {field: value["personal"] for field, value in payload.items()}
    writer.write([erase("agent", "x", [names["name"]])])
    lead.write([erase("agent", "x", [names["nickname"]])])
    kept = personal_values(writer)
    for order in itertools.permutations([of(root), of(writer), of(lead)]):
        journal = peer()
        for packet in order:
            journal.add(packet)
        journal.add_personal(kept)
        refused = {hash for (hash,) in journal.db.conn.execute("SELECT hash FROM erased")}
        assert refused == {names["nickname"]}


def test_who_settles_a_conflict_writes_anothers_fact_again() -> None:
    """A supervisor, not a colleague; and only what was really said."""
    root = team(v=["inspector"], s=["supervisor"], f=["inspector"])
    one, settler, forger = someone("v"), someone("s"), someone("f")
    two = someone("v at home", keys=person_keys("v"))
    one.write([fact("evaluation", "e", evaluation("v"))])
    first = of(one)[1]
    told(two, one)
    one.write([fact("evaluation", "e", evaluation("v", result={"published": "80"}), first.id)])
    two.write([fact("evaluation", "e", evaluation("v", result={"published": "70"}), first.id)])
    sides = [of(one)[2], of(two)[1]]
    told(forger, one, two)
    told(settler, one, two)
    heads = [side.id for side in sides]
    forger.write([fact("evaluation", "e", sides[0].payload, heads)])
    made_up = evaluation("v", result={"published": "100"})
    settler.write([fact("evaluation", "e", made_up, heads)])
    settler.write([fact("evaluation", "e", sides[1].payload, heads)])
    told(settler, forger)
    _, invented, settled = of(settler)
    end = in_every_order([of(root), [*of(one), *of(two)], of(forger), of(settler)])
    (row,) = end.db["evaluation"].rows
    assert row["revision"] == settled.id
    assert row["published_hundredths"] == 7000
    assert end.db["conflict"].count == 0
    assert marks(end) == {of(forger)[1].id: "other_name", invented.id: "other_name"}


@pytest.mark.parametrize("how", ["alone", "after oneself", "following"])
@pytest.mark.parametrize("end", ["corrected", "withdrawn"])
def test_nobody_says_again_what_its_author_took_back(how: str, end: str) -> None:
    root = team(v=["inspector"], f=["inspector"])
    victim, forger = someone("v"), someone("f")
    victim.write([fact("evaluation", "e", evaluation("v"))])
    first = of(victim)[1]
    last = evaluation("v", result={"published": "70"})
    taken_back = {
        "corrected": fact("evaluation", "e", last, first.id),
        "withdrawn": withdraw("evaluation", "e", "x"),
    }[end]
    victim.write([taken_back])
    told(forger, victim)
    follows = [first.id] if how == "following" else []
    forger.write([fact("evaluation", "e", first.payload, follows)])
    if how == "after oneself":
        forger.write([fact("evaluation", "e", first.payload, of(forger)[1].id)])
    journal = in_every_order([of(root), of(victim), of(forger)])
    (row,) = journal.db["evaluation"].rows
    assert row["published_hundredths"] == (7000 if end == "corrected" else 9000)
    assert row["withdrawn"] == (end == "withdrawn")
    assert journal.db["conflict"].count == 0
    assert set(marks(journal).values()) == {"other_name"}


def test_values_come_back_with_the_statement_that_lifts_their_erasure() -> None:
    """A bundle brings them before its operations, and no later one brings them again."""
    root, writer, thief = team(v=["lead"], e=["lead"]), someone("v"), someone("e")
    writer.write([create("agent", "x", {"name": "王小明"}), create("agent", "y", {"name": "李四"})])
    values = personal_values(writer)
    named = {each.value: each.hash for each in values}
    told(thief, writer)
    writer.write([erase("agent", "y", [named["李四"]])])
    thief.write([erase("agent", "x", [named["王小明"]])])
    journal = peer()
    for packet in (of(root), of(writer), of(thief)):
        journal.add(packet)
    assert journal.db["erased"].count == 2
    state(root, revoked("e", {thief.replica.public: (1, of(thief)[0].id)}))
    with journal.transaction():
        intake = Intake(journal, "bundle")
        intake.take_values([(each.hash, each.salt, each.value) for each in values])
        intake.take(arriving_together(of(root)))
        intake.finish()
    assert journal.personal_value(named["王小明"]) == "王小明"
    assert journal.personal_value(named["李四"]) is None
