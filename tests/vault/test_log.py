"""The log: what was kept and deleted, what a check finds, anchors and time stamps."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import algos, cms, core, tsp

from tests.vault.samples import CHEAP, PASSPHRASE, entry, filled, look, put_row, rows, tamper
from towpath.domain.records import Anchor, Draft, Entry, Preferences
from towpath.errors import BadInput
from towpath.vault import LogFault, LogHead, Notebook, Recovery, log, openings, sealing, timestamp

WRITTEN = entry("").written


def checked(path: Path) -> tuple[LogFault, ...]:
    """Return what a check finds."""
    with Notebook.open(path, PASSPHRASE) as opened:
        return opened.check().faults


def test_every_change_is_a_line_and_nothing_is_at_odds(tmp_path: Path) -> None:
    """Adding, revising, replacing and deleting; drafts and preferences are not in it."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        numbers = [made.log_head.number]
        one = made.add(entry("one"))
        draft = made.add(Draft(written=WRITTEN, text="half"))
        made.replace(draft, Draft(written=WRITTEN, text="more"))
        made.add(Preferences(written=WRITTEN, exit_page=""))
        numbers.append(made.log_head.number)
        made.revise(one, entry("two"))
        numbers.append(made.log_head.number)
        made.replace(one, entry("three"))
        numbers.append(made.log_head.number)
        made.delete(draft)
        numbers.append(made.log_head.number)
        made.delete(one)
        numbers.append(made.log_head.number)
        assert made.check().faults == ()

    assert numbers == [1, 2, 3, 5, 5, 6]
    assert checked(tmp_path / "n") == ()


def test_a_draft_that_becomes_an_entry_is_logged_from_then_on(tmp_path: Path) -> None:
    """And its deletion too."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        draft = made.add(Draft(written=WRITTEN, text="half"))
        made.replace(draft, entry("whole"))
        assert made.log_head.number == 2
        made.delete(draft)
        assert made.log_head.number == 3
        assert made.check().faults == ()


def test_a_row_taken_out_is_missing(tmp_path: Path) -> None:
    """Which the rows alone could not show."""
    one, _ = filled(tmp_path / "n", "one", "two")
    for table in ("keys", "contents"):
        tamper(tmp_path / "n", f"DELETE FROM {table} WHERE object = ?", bytes.fromhex(one))  # noqa: S608 - fixed

    assert checked(tmp_path / "n") == (LogFault("missing", 0, one, 1),)


def test_a_deleted_row_put_back_is_named(tmp_path: Path) -> None:
    """As one that came back."""
    one, _ = filled(tmp_path / "n", "one", "two")
    old = rows(tmp_path / "n", f"object = x'{one}'")[0]
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.delete(one)
    put_row(tmp_path / "n", old)

    assert checked(tmp_path / "n") == (LogFault("came_back", 0, one, 1),)


def test_a_changed_commitment_and_a_moved_row_are_named(tmp_path: Path) -> None:
    """By their place."""
    one, two = filled(tmp_path / "n", "one", "two")
    tamper(tmp_path / "n", "UPDATE contents SET commitment = zeroblob(32) WHERE object = ?", bytes.fromhex(one))
    for table in ("keys", "contents"):
        tamper(tmp_path / "n", f"UPDATE {table} SET revision = 5 WHERE object = ?", bytes.fromhex(two))  # noqa: S608

    assert set(checked(tmp_path / "n")) == {
        LogFault("changed", 0, one, 1),
        LogFault("missing", 0, two, 1),
        LogFault("not_in_log", 0, two, 5),
    }


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("DELETE FROM links WHERE number = 3", {"link_broken", "missing", "not_in_log"}),
        ("DELETE FROM links WHERE number = 4", {"log_cut", "not_in_log"}),
        ("DELETE FROM links", {"log_cut", "not_in_log"}),
        ("INSERT INTO links SELECT notebook, -1, zeroblob(140) FROM notebooks", {"link_broken"}),
        ("UPDATE links SET sealed = zeroblob(140) WHERE number = 2", {"link_broken", "not_in_log"}),
        ("UPDATE links SET sealed = x'' WHERE number = 4", {"link_broken", "log_cut", "not_in_log"}),
        ("UPDATE links SET number = 9 WHERE number = 4", {"link_broken", "log_cut", "not_in_log"}),
        ("UPDATE links SET sealed = (SELECT sealed FROM links WHERE number = 2) WHERE number = 3", {"link_broken"}),
    ],
)
def test_a_log_that_was_tampered_with_is_said(tmp_path: Path, statement: str, expected: set[str]) -> None:
    """Lines changed, moved, swapped or taken out, in the middle or at the end."""
    filled(tmp_path / "n", "one", "two", "three")
    tamper(tmp_path / "n", statement)

    found = {fault.reason for fault in checked(tmp_path / "n")}
    assert found
    assert found <= expected | {"not_in_log"}
    assert found & expected


def test_a_log_rolled_back_with_its_rows_is_said(tmp_path: Path) -> None:
    """Even when the newest record and the line about it are taken out together."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        two = opened.add(entry("two"))
    for table in ("keys", "contents"):
        tamper(tmp_path / "n", f"DELETE FROM {table} WHERE object = ?", bytes.fromhex(two))  # noqa: S608 - fixed
    tamper(tmp_path / "n", "DELETE FROM links WHERE number = 3")

    assert [fault.reason for fault in checked(tmp_path / "n")] == ["log_cut"]


def test_a_line_with_a_wrong_head_is_broken() -> None:
    """Only who has the key can write one."""
    chain = b"c" * 32
    began = log.Link(log.BEGAN, bytes(16), 0, 0, b"r" * 32)
    head = log.next_head(log.START, 1, began)
    sealed = log.seal_link(chain, b"n" * 16, 1, began, b"w" * 32, os.urandom)

    walked = log.walk(chain, b"n" * 16, [(1, sealed)], 1, head)
    assert walked.faults == [LogFault("link_broken", 1), LogFault("log_cut", 1)]


def test_an_earlier_key_of_the_log_opens_nothing_that_came_after_its_rotation(tmp_path: Path) -> None:
    """Who has an old copy and its passphrase sees no later times of writing and of opening in a newer copy."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        old = held_of(opened).ring.chain
        opened.change_passphrase(PASSPHRASE, "other words")
        opened.add(entry("two"))
    with Notebook.open(tmp_path / "n", "other words") as opened:
        held = held_of(opened)
        links, lines = held.store.lines("links", held.notebook), held.store.lines("openings", held.notebook)
        assert [number for number, _ in links] == [-2, 1, 2, 3]
        assert (opened.check().faults, len(opened.openings)) == ((), 2)
    for number, sealed in links[3:]:
        with pytest.raises(sealing.UnsealError):
            log.open_link(old, held.notebook, number, sealed)
    for number, sealed in lines:
        with pytest.raises(sealing.UnsealError):
            openings.open_opening(old, held.notebook, number, sealed)
    assert len(log.walk(old, held.notebook, links, 3, bytes(32)).links) == 2


def held_of(opened: Notebook) -> Any:
    """Return what an open notebook has in memory."""
    with opened._working() as held:
        return held


def rotations() -> list[Callable[[Notebook], object]]:
    """Return everything that takes a way in, or a record, away."""
    words = Recovery(bytes(16))
    return [
        lambda opened: opened.change_passphrase(PASSPHRASE, "other words"),
        lambda opened: opened.delete(opened.records(Entry)[0].id),
        lambda opened: opened.set_recovery("other words", words),
        lambda opened: opened.set_recovery("other words", Recovery(bytes(range(16)))),
        lambda opened: opened.change_passphrase(Recovery(bytes(range(16))), PASSPHRASE),
    ]


def test_the_log_is_whole_through_every_rotation(tmp_path: Path) -> None:
    """Each but the first setting of recovery words has a key of its own; all lines, anchors and openings stay."""
    ids = filled(tmp_path / "n", *"abcdef")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        anchor, seen, at = opened.log_head, set(), opened.stamp_request()
        for change in rotations():
            seen.add(held_of(opened).ring.chain)
            change(opened)
            opened.revise(opened.records(Entry)[-1].id, entry("revised"))
            assert opened.check().faults == ()
            assert opened.holds(anchor.number, anchor.head)
        assert len({*seen, held_of(opened).ring.chain}) == 5
        assert opened.log_head.number == 1 + len(ids) + 1 + len(rotations())
        assert opened.read(opened.keep_stamp(answer(at[1]))).id in {each.id for each in opened.records(Anchor)}
        opened.begin_log_anew()
        assert (opened.check().faults, len(opened.openings)) == ((), 1)
    assert look(tmp_path / "n", "SELECT count(*) FROM links WHERE number < 0") == [(0,)]


def test_a_rotation_leaves_damaged_openings_out(tmp_path: Path) -> None:
    """One that does not open is nobody's any more; two that claim one number do not keep a person from deleting."""
    filled(tmp_path / "n", "one")
    tamper(tmp_path / "n", "INSERT INTO openings SELECT notebook, 7, zeroblob(92) FROM notebooks")
    tamper(tmp_path / "n", "INSERT INTO openings SELECT notebook, 'a', zeroblob(92) FROM notebooks")
    tamper(tmp_path / "n", "INSERT INTO openings SELECT notebook, 'b', zeroblob(92) FROM notebooks")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.delete(opened.records()[0].id)
        assert len(opened.openings) == 1
    assert look(tmp_path / "n", "SELECT count(*) FROM openings WHERE number = 7") == [(0,)]


def test_an_anchor_holds_until_the_log_is_begun_anew(tmp_path: Path) -> None:
    """However much is added or deleted later; any other number or head does not."""
    (one,) = filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.add(Draft(written=WRITTEN, text="half"))
        anchor = opened.log_head
        opened.delete(one)
        opened.add(entry("two"))
        assert opened.holds(anchor.number, anchor.head.upper())
        assert opened.holds(opened.log_head.number, opened.log_head.head)
        for number, head in ((anchor.number + 1, anchor.head), (99, anchor.head), (anchor.number, "00" * 32)):
            assert not opened.holds(number, head)
        opened.begin_log_anew()
        assert not opened.holds(anchor.number, anchor.head)
        assert opened.check().faults == ()
        assert opened.log_head.number == 2


def test_an_anchor_does_not_hold_where_the_log_is_broken_before_it(tmp_path: Path) -> None:
    """What comes after a gap is no proof of what was before."""
    filled(tmp_path / "n", "one", "two")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        anchor = opened.log_head
    tamper(tmp_path / "n", "DELETE FROM links WHERE number = 2")

    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert not opened.holds(anchor.number, anchor.head)


def test_a_log_begun_anew_lists_what_opens(tmp_path: Path) -> None:
    """A damaged row is left out and said, and so is a kind of a later version left alone."""
    one, two = filled(tmp_path / "n", "one", "two")
    tamper(tmp_path / "n", "UPDATE keys SET wrapped = zeroblob(76) WHERE object = ?", bytes.fromhex(one))
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        opened.begin_log_anew()
        assert opened.check().faults == (LogFault("not_in_log", 0, one, 1),)
        opened.delete(one)
        assert opened.check().faults == ()
        opened.delete(two)


def test_a_record_of_a_later_kind_is_not_missed_in_the_log(tmp_path: Path) -> None:
    """Whether it belongs there is known to the later version."""
    with Notebook.create(tmp_path / "n", PASSPHRASE, cost=CHEAP) as made:
        with made._working() as held, held.store.writing():
            sealed = sealing.seal(held.key, b"o" * 16, 1, b'{"kind":"of later"}', bytes(16), os.urandom)
            held.store.insert(held.notebook, b"o" * 16, 1, sealed)
        assert made.check().faults == ()


def test_the_openings_are_listed_with_the_tries_that_failed(tmp_path: Path) -> None:
    """To the minute, and cleared when the person wants it."""
    minutes = iter(range(100))

    def clock() -> int:
        return next(minutes) * 60_000_000

    filled(tmp_path / "n", "one")
    for wrong in ("wrong", ""):
        with pytest.raises(Exception, match="cannot_open"):
            Notebook.open(tmp_path / "n", wrong, clock=clock)
    Notebook.open(tmp_path / "n", PASSPHRASE, clock=clock).close()
    with Notebook.open(tmp_path / "n", PASSPHRASE, clock=clock) as opened:
        before, now = opened.openings
        assert (now.failed, now.first_failed) == (0, None)
        assert (before.failed, before.first_failed, before.last_failed) == (2, moment(0), moment(1))
        assert (before.at, now.at, now.failed) == (moment(3), moment(5), 0)
        opened.clear_openings()
        assert opened.openings == (now,)
    assert look(tmp_path / "n", "SELECT count(*) FROM tries") == [(0,)]


def moment(minute: int) -> datetime:
    """Return a moment of the first hour of 1970."""
    return datetime(1970, 1, 1, 0, minute, tzinfo=UTC)


def test_no_more_than_a_hundred_tries_and_a_thousand_openings_are_kept(tmp_path: Path) -> None:
    """The file does not grow with guesses."""
    filled(tmp_path / "n", "one")
    for _ in range(99):
        tamper(tmp_path / "n", "INSERT INTO tries VALUES(1)")
    for _ in range(3):
        with pytest.raises(Exception, match="cannot_open"):
            Notebook.open(tmp_path / "n", "wrong")
    assert look(tmp_path / "n", "SELECT count(*) FROM tries") == [(100,)]
    for _ in range(2):
        Notebook.open(tmp_path / "n", PASSPHRASE).close()
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert [opening.failed for opening in opened.openings] == [100, 0, 0]
    tamper(tmp_path / "n", "UPDATE openings SET number = number + 998 WHERE number > 1")
    Notebook.open(tmp_path / "n", PASSPHRASE).close()
    assert look(tmp_path / "n", "SELECT number FROM openings ORDER BY number") == [(1000,), (1001,), (1002,)]


def test_a_damaged_opening_is_left_out(tmp_path: Path) -> None:
    """Times beyond the calendar, too, are no trace."""
    filled(tmp_path / "n", "one")
    tamper(tmp_path / "n", "INSERT INTO openings SELECT notebook, 7, zeroblob(92) FROM notebooks")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        assert len(opened.openings) == 1
    sealed = openings.seal_opening(b"c" * 32, b"n" * 16, 1, 2**62, [], os.urandom)
    assert openings.open_opening(b"c" * 32, b"n" * 16, 1, sealed).at == moment(0)


def answer(request: bytes, **changes: Any) -> bytes:
    """Answer a request as a service does, without a signature."""
    asked = tsp.TimeStampReq.load(request)
    info = {
        "version": "v1",
        "policy": "1.2.3.4",
        "message_imprint": asked["message_imprint"],
        "serial_number": 2**70,
        "gen_time": datetime(2026, 3, 2, 12, tzinfo=UTC),
        "accuracy": {"seconds": 1},
        "nonce": asked["nonce"].native,
    }
    content = {"content_type": "tst_info", "content": core.ParsableOctetString(tsp.TSTInfo(info | changes).dump())}
    signed = {"version": "v3", "digest_algorithms": [], "encap_content_info": content, "signer_infos": []}
    token = {"content_type": "signed_data", "content": cms.SignedData(signed)}
    return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())


def test_a_request_is_what_the_standard_says(tmp_path: Path) -> None:
    """Read by an independent library: version 1, SHA-256 of the head, a nonce, and the certificate asked for."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        at, request = opened.stamp_request()
        assert opened.stamp_request() == (at, request)
    read = tsp.TimeStampReq.load(request, strict=True)

    assert (at.number, read["version"].native, read["cert_req"].native) == (2, "v1", True)
    assert read["message_imprint"]["hash_algorithm"]["algorithm"].native == "sha256"
    assert read["message_imprint"]["hashed_message"].native.hex() == at.head
    assert 0 <= read["nonce"].native < 2**63


def test_an_answer_is_kept_with_its_time_and_belongs_to_its_request(tmp_path: Path) -> None:
    """Later changes do not matter; an answer about something else is refused."""
    filled(tmp_path / "n", "one")
    with Notebook.open(tmp_path / "n", PASSPHRASE) as opened:
        at, request = opened.stamp_request()
        opened.add(entry("later"))
        given = answer(request)
        stored = opened.read(opened.keep_stamp(given)).record
        assert isinstance(stored, Anchor)
        assert (LogHead(stored.number, stored.head), stored.answer) == (at, given)
        assert stored.stamped == datetime(2026, 3, 2, 12, tzinfo=UTC)
        for wrong in (answer(request, nonce=5), answer(timestamp.request(bytes(32), 5))):
            with pytest.raises(BadInput) as caught:
                opened.keep_stamp(wrong)
            assert caught.value.key == "stamp_of_something_else"


def sha1(request: bytes) -> bytes:
    """Answer about another kind of hash."""
    algorithm = algos.DigestAlgorithm({"algorithm": "sha1"})
    return answer(request, message_imprint={"hash_algorithm": algorithm, "hashed_message": bytes(20)})


def refused(_: bytes) -> bytes:
    """Answer as a service that refuses, with a token all the same."""
    given = tsp.TimeStampResp.load(answer(timestamp.request(bytes(32), 1)))
    given["status"] = {"status": "rejection"}
    return bytes(given.dump(force=True))


def not_signed_data(request: bytes) -> bytes:
    """Answer with something else in the envelope."""
    return answer(request).replace(bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d010701"))


@pytest.mark.parametrize(
    "make",
    [
        sha1,
        refused,
        not_signed_data,
        lambda _: b"",
        lambda _: b"\x30",
        lambda _: b"\x30\x84\xff\xff\xff\xff",
        lambda _: b"\x30\x03\x30\x01\x02",
        lambda _: os.urandom(200_000),
        lambda request: request,
        lambda request: answer(request)[:-1],
        lambda request: answer(request) + b"\0",
        lambda request: answer(request).replace(b"20260302120000Z", b"2026030212000xZ"),
    ],
)
def test_what_is_no_answer_is_refused(make: Callable[[bytes], bytes]) -> None:
    """Another hash, a refusal, halves and noise."""
    with pytest.raises(BadInput) as caught:
        timestamp.read(make(timestamp.request(bytes(32), 7)))
    assert caught.value.key == "stamp_unreadable"


def test_an_answer_without_a_nonce_is_read_and_no_match() -> None:
    """Some services leave it out; it cannot be told to be ours then."""
    request = timestamp.request(b"h" * 32, 2**63 - 1)
    given = tsp.TimeStampReq.load(request)

    assert timestamp.read(answer(request)) == (b"h" * 32, 2**63 - 1, datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert timestamp.read(answer(bytes(given.dump()), nonce=None)).nonce == -1
