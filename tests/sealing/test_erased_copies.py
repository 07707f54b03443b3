"""Of a document whose copy we erased, the page still tells the genuine file from an altered one."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from dossiers.integrity_checks import check_sealed_documents
from monespace.sealing.models import ErasedCopy
from monespace.sealing.services import erase_copy, give_up_copies
from tests.sealing.test_verifying import by_code, by_file, verdict


@pytest.fixture
def erased(document, pdf):
    with transaction.atomic():
        give_up_copies(documents=[document])
        give_up_copies(documents=[document])
    erase_copy(document)
    erase_copy(document)
    assert not default_storage.exists(f"sealed/{document.pk}.pdf")
    return document


def test_the_file_is_genuine_and_one_changed_byte_alters_it(client, pdf, erased):
    genuine, altered = by_file(client, pdf), by_file(client, pdf[:100] + b"!" + pdf[101:])
    assert verdict(genuine) == "genuine"
    assert verdict(altered) == "altered"
    for response in (genuine, altered):
        assert "a effacé son exemplaire le" in response.content.decode()


def test_the_code_is_ours_and_never_damaged(client, erased):
    response = by_code(client, erased.code)
    assert verdict(response) == "erased"
    page = response.content.decode()
    assert "a effacé son exemplaire le" in page
    assert "Prime d’essai" in page


def test_a_copy_that_is_kept_says_nothing_of_it(client, document):
    response = by_code(client, document.code)
    assert verdict(response) == "known"
    assert "effacé" not in response.content.decode()


def test_a_copy_that_was_not_given_up_is_not_erased(document):
    with pytest.raises(ErasedCopy.DoesNotExist):
        erase_copy(document)
    assert default_storage.exists(document.file.name)


def test_what_is_erased_is_no_flaw_and_stays_noted(erased):
    assert list(check_sealed_documents()) == []
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ErasedCopy.objects.all().delete()
