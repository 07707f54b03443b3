"""Internal notes: kept once as they were written, by officers of the service of now, for them only."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

import dossiers
from dossiers.handling.errors import Anonymised, NothingWritten
from dossiers.handling.models import LONGEST_NOTE
from dossiers.handling.note_services import add_note
from dossiers.models import InternalNote
from dossiers.states import State
from monespace.common.errors import NotVisible
from monespace.journal.models import Event
from tests.handling.factories import CaseFactory, make_officer
from tests.support.race import race

pytestmark = pytest.mark.django_db
WORDS = "La facture semble retouchée.\n\nVoir avec Luc."


def note(officer, case, text=WORDS, key="k1"):
    return add_note(actor=officer, dossier_id=case.pk, text=text, key=key)


@pytest.mark.parametrize("state", [State.RECEIVED, State.ACCEPTED, State.WITHDRAWN])
def test_a_note_is_kept_as_it_was_written_and_the_journal_knows_only_that_it_is(state):
    officer, case = make_officer(), CaseFactory(dossier__state=state)
    kept = note(officer, case, f" {WORDS}\u200b ")
    assert (kept.text, kept.author) == (WORDS, officer.user)
    [told] = Event.objects.about(case.dossier)
    assert (told.tag, told.facts) == ("case.noted", {"note": str(kept.pk)})


def test_the_same_words_of_one_form_are_one_note_and_others_are_another():
    officer, case = make_officer(), CaseFactory()
    assert note(officer, case) == note(officer, case)
    note(officer, case, "Autre chose.")
    note(officer, case, key="k2")
    assert InternalNote.objects.count() == Event.objects.about(case.dossier).count() == 3
    texts = [one.text for one in InternalNote.objects.of(case.pk)]
    assert texts == [WORDS, "Autre chose.", WORDS]


def test_nothing_is_no_note_and_an_anonymised_dossier_takes_none():
    officer = make_officer()
    with pytest.raises(NothingWritten):
        note(officer, CaseFactory(), " \u200b\n")
    with pytest.raises(Anonymised):
        note(officer, CaseFactory(dossier__state=State.ANONYMISED))
    assert not InternalNote.objects.exists()


def test_only_officers_of_the_service_of_now_write():
    officer, case = make_officer(), CaseFactory()
    with pytest.raises(NotVisible):
        note(make_officer("another"), case)
    note(officer, case)
    officer.user.groups.clear()
    with pytest.raises(NotVisible):
        note(officer, case, key="k2")
    assert InternalNote.objects.count() == 1


@pytest.mark.parametrize(
    "change", ["UPDATE dossiers_internalnote SET text = 'x'", "DELETE FROM dossiers_internalnote"]
)
def test_a_note_never_changes_nor_goes(change):
    kept = note(make_officer(), CaseFactory())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert InternalNote.objects.get().text == kept.text


@pytest.mark.parametrize(
    ("text", "constraint"),
    [("", "internal_note_says_something"), ("x" * (LONGEST_NOTE + 1), "internal_note_is_bounded")],
)
def test_database_refuses_a_note_without_words_or_without_end(text, constraint):
    officer, case = make_officer(), CaseFactory()
    kept = note(officer, case, "x" * LONGEST_NOTE)
    fields = {"case": case, "author": officer.user, "written_at": timezone.now(), "text": text}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        InternalNote.objects.create(pk=officer.user.pk, **fields)
    assert InternalNote.objects.get() == kept


def test_only_handling_itself_knows_notes_below_the_pages_of_agents():
    root = Path(dossiers.__file__).parent
    knowing = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "InternalNote" in path.read_text() and "migrations" not in path.parts
    }
    own = {"models.py", "handling/models.py", "handling/note_services.py"}
    assert knowing == own | {"retention/contents.py"}  # which erases them


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_is_one_note():
    officer, case = make_officer(), CaseFactory()
    outcomes = race(*[lambda: note(officer, case)] * 4)
    assert {outcome.pk for outcome in outcomes} == {InternalNote.objects.get().pk}
