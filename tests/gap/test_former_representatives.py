"""What a representative proposed lasts while they represent; and nobody accepts what they proposed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from enterprises.managers import proposal_services
from enterprises.managers.designation_services import designate_self, resign
from enterprises.managers.errors import OwnProposal, ProposalClosed
from enterprises.managers.verification_services import due_for_verification, verify_functions
from tests.gap.test_pages import EID, text
from tests.gap.test_proposals import propose, sophie  # noqa: F401 - a fixture
from tests.gap.test_verification import clock  # noqa: F401 - a fixture
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db


def only_proposes(firm):
    return propose(firm)


def resigned_and_keeps_ownership(firm):
    designate_self(actor=firm.representing(), takes_ownership=True)
    token = propose(firm)
    resign(actor=firm.acting(firm.director), note="Fin")
    return token


@pytest.mark.parametrize("proposes", [only_proposes, resigned_and_keeps_ownership])
def test_proposal_ends_with_the_function_whatever_else_they_hold(firm, clock, sophie, proposes):  # noqa: F811
    token = proposes(firm)
    clock.shift(timedelta(days=2))
    verify_functions()
    assert firm.enterprise.gap_proposals.open().exists()
    firm.register.ends_functions(firm.enterprise)
    clock.shift(timedelta(days=2))
    verify_functions()
    with pytest.raises(ProposalClosed):
        proposal_services.accept(actor=sophie, token=token)
    assert sophie not in firm.managers()


def test_accepted_one_is_watched_too_and_an_expired_one_no_more(firm, clock, sophie):  # noqa: F811
    token = propose(firm, last_name="Autre")
    assert proposal_services.accept(actor=sophie, token=token).closed_at is None
    clock.shift(timedelta(days=20))
    assert due_for_verification() == [(firm.director, firm.enterprise)]
    firm.enterprise.gap_proposals.update(accepted_at=None, accepted_by=None)
    assert due_for_verification() == []


def test_who_proposed_accepts_nothing_even_once_the_function_has_ended(client, firm, sophie):  # noqa: F811
    mine = {"first_name": firm.director.first_name, "last_name": firm.director.last_name}
    token = propose(firm, **mine, email="seconde@exemple.be")
    force_sign_in(client, firm.director, **EID)
    page = client.get(f"/designation/{token}/")
    assert "Cette proposition vient de vous" in text(page)
    assert 'value="accept"' not in page.content.decode()
    with pytest.raises(OwnProposal):
        proposal_services.accept(actor=firm.director, token=token)
    assert "Cette proposition vient de vous" in text(
        client.post(f"/designation/{token}/", {"action": "accept"}, follow=True)
    )
    assert firm.managers() == {}
    assert (
        proposal_services.accept(actor=sophie, token=token).closed_at is None
    )  # another name: to be confirmed
