"""The judge says what was lost or is there twice: each observation is sound but for one thing."""

from __future__ import annotations

from copy import deepcopy

import pytest

from benchmarks.chaos.judge import Dossier, Seen, faults


def sound() -> Seen:
    """Two dossiers that were sent, served and noted once each."""
    return Seen(
        sent={"one", "two"},
        acknowledged={"one", "two"},
        dossiers={
            name: Dossier(
                reference=f"ME-{name}",
                submissions=1,
                sendings=1,
                receipts=1,
                mails=[f"mail-{name}"],
                waiting=0,
            )
            for name in ("one", "two")
        },
        records={"key-one": "ME-one", "key-two": "ME-two"},
        mailed={"mail-one": 1, "mail-two": 3},
        outbox={"waiting": 0, "given up": 0},
    )


def acknowledged_before_it_was_committed(seen):
    seen.dossiers["two"] = Dossier(reference=None, submissions=0, sendings=0, receipts=0, mails=[], waiting=0)
    del seen.records["key-two"]


def dossier_deleted(seen):
    del seen.dossiers["two"]


def sender_left_without_an_answer(seen):
    seen.acknowledged.discard("two")


def never_sent(seen):
    sender_left_without_an_answer(seen)
    acknowledged_before_it_was_committed(seen)


def row_of_the_delivery_deleted(seen):
    del seen.records["key-two"]
    seen.dossiers["two"].waiting = 1


def acknowledged_by_somebody_elses_answer(seen):
    del seen.records["key-two"]


def another_key_at_each_attempt(seen):
    seen.records["key-three"] = "ME-two"


def another_content_under_the_same_key(seen):
    seen.changed.append("key-two")


def row_of_the_receipt_deleted(seen):
    seen.dossiers["two"].receipts = 0


def two_receipts(seen):
    seen.dossiers["two"].receipts = 2


def sent_twice(seen):
    seen.dossiers["two"].submissions = 2


def journal_says_nothing(seen):
    seen.dossiers["two"].sendings = 0


def mail_never_written(seen):
    seen.dossiers["two"].mails = []


def two_mails(seen):
    seen.dossiers["two"].mails.append("mail-one")


def mail_never_left(seen):
    del seen.mailed["mail-two"]


def one_reference_for_two(seen):
    seen.dossiers["three"] = deepcopy(seen.dossiers["two"])


def something_waits(seen):
    seen.outbox["waiting"] = 1


def something_was_given_up(seen):
    seen.outbox["given up"] = 1


def chain_broken(seen):
    seen.flaws.append("journal: event 7: does not follow the one before it")


BROKEN = {
    acknowledged_before_it_was_committed: "two: acknowledged and lost",
    dossier_deleted: "two: acknowledged and lost",
    sender_left_without_an_answer: "two: its sender never learned that it was sent",
    never_sent: "two: not sent",
    row_of_the_delivery_deleted: "two: 1 hand-overs are not made",
    acknowledged_by_somebody_elses_answer: "two: 0 records at the back office, not 1",
    another_key_at_each_attempt: "two: 2 records at the back office, not 1",
    another_content_under_the_same_key: "the back office got another content under the key key-two",
    row_of_the_receipt_deleted: "two: 0 receipts, not 1",
    two_receipts: "two: 2 receipts, not 1",
    sent_twice: "two: 2 submissions, not 1",
    journal_says_nothing: "two: 0 entries of its sending in the journal, not 1",
    mail_never_written: "two: 0 mails that confirm it, not 1",
    two_mails: "two: 2 mails that confirm it, not 1",
    mail_never_left: "two: its mail never came",
    one_reference_for_two: "ME-two is the reference of 2 dossiers",
    something_waits: "1 messages of the outbox are waiting",
    something_was_given_up: "1 messages of the outbox are given up",
    chain_broken: "check_integrity: journal: event 7: does not follow the one before it",
}


def test_nothing_is_said_of_what_is_sound():
    """A mail that came again under its name is one mail: a mailbox shows it once."""
    assert faults(sound()) == []


@pytest.mark.parametrize(("harm", "said"), BROKEN.items(), ids=[harm.__name__ for harm in BROKEN])
def test_each_harm_is_said(harm, said):
    seen = sound()
    harm(seen)
    assert said in faults(seen)
    assert all("one:" not in one for one in faults(seen)), "what is sound beside it is not accused"
