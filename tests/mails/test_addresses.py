"""One mailbox counts once, however its address is written."""

from __future__ import annotations

import pytest
from django.core.validators import validate_email

from monespace.mail.addresses import LONGEST, recipient_key, same_writing

MAILBOX = "jean.dupont@exemple.be"


@pytest.mark.parametrize(
    "written",
    [
        "JEAN.DUPONT@EXEMPLE.BE",
        " jean.dupont@exemple.be ",
        "jeandupont@exemple.be",
        "j.e.a.n.dupont@exemple.be",
        "jean.dupont+1@exemple.be",
        "jean.dupont+a+b@exemple.be",
        '"jean.dupont"@exemple.be',
        '"jean.\\dupont"@exemple.be',
        "ｊｅａｎ.dupont@exemple.be",
        "jean.dupont@exemple。be",
        "jean.dupont@exemple.be.",
    ],
)
def test_another_writing_of_the_same_mailbox_counts_with_it(written):
    assert recipient_key(written) == recipient_key(MAILBOX)


def test_both_writings_of_a_domain_are_one():
    assert (
        recipient_key("a@éxemple.be") == recipient_key("a@xn--xemple-9ua.be") == recipient_key("A@ÉXEMPLE.BE")
    )


@pytest.mark.parametrize(
    "other",
    ["jeanne.dupont@exemple.be", "jean.dupont@autre.be", "jean@dupont.exemple.be"],
)
def test_another_mailbox_counts_apart(other):
    assert recipient_key(other) != recipient_key(MAILBOX)


@pytest.mark.parametrize("odd", ["+@exemple.be", "''@exemple.be", f"a@{'ﬃ' * 60}.be", f"a@{'é' * 63}.be"])
def test_odd_addresses_have_a_key_that_fits_its_column(odd):
    assert 0 < len(recipient_key(odd)) <= LONGEST


def test_the_writings_are_addresses_that_forms_take():
    for written in (MAILBOX, "jean.dupont+1@exemple.be", '"jean.dupont"@exemple.be', "+@exemple.be"):
        validate_email(written)


@pytest.mark.parametrize("written", ["Jean.Dupont@EXEMPLE.BE", " jean.dupont@exemple.be.", MAILBOX])
def test_a_writing_that_leaves_nothing_out_is_the_same(written):
    assert same_writing(written) == MAILBOX


@pytest.mark.parametrize(
    "written", ["jeandupont@exemple.be", "jean-dupont@exemple.be", "jean.dupont+1@exemple.be"]
)
def test_a_writing_that_may_be_somebody_else_is_another(written):
    assert same_writing(written) != MAILBOX
