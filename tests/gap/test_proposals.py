"""Proposing a colleague by e-mail: the link, the name that accepts, and the ways it comes to nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from enterprises.managers import proposal_services
from enterprises.managers.designation_services import designate_self, end_designation, resign
from enterprises.managers.errors import NotPrincipalGap, NotRepresentative, ProposalClosed, UnknownProposal
from enterprises.models import GapDesignation
from monespace.common.crypto import decrypt
from monespace.mail.models import Mail
from tests.gap.conftest import make_firm
from tests.gap.test_designations import mails, named, tags
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db
Kind = GapDesignation.Kind
SOPHIE = {"first_name": "Sophie", "last_name": "Collignon", "email": "sophie@exemple.be", "language": "de"}


def propose(firm, actor=None, *, kind=Kind.PRINCIPAL, **given):
    """Propose Sophie and return the token of her link."""
    actor = actor or firm.representing()
    proposal_services.propose(actor=actor, enterprise=firm.enterprise, kind=kind, **SOPHIE | given)
    mail = Mail.objects.filter(template="gap_proposed").latest("created_at")
    return re.search(r"/designation/([\w-]+)/", decrypt(mail.sealed_link))[1]


@pytest.fixture
def sophie(db):
    return PersonFactory(first_name="Sophie Marie Jeanne", last_name="COLLIGNON")


def test_colleague_accepts_under_the_proposed_name_and_is_gap_at_once(firm, sophie):
    token = propose(firm)
    assert firm.managers() == {}
    proposal = proposal_services.accept(actor=sophie, token=token)
    assert firm.managers() == {sophie: "principal"}
    assert proposal.designation.designated_by == firm.director
    assert proposal.designation.representation == proposal.representation
    assert tags(firm.enterprise) == ["gap.proposed", "gap.proposal_accepted", "gap.designated"]
    assert ("gap_accepted", firm.director.email) in mails()


def test_mail_is_in_the_language_chosen_and_the_token_nowhere_else(firm):
    token = propose(firm)
    mail = Mail.objects.get(template="gap_proposed")
    assert (mail.language, mail.to) == ("de", "sophie@exemple.be")
    proposal = firm.enterprise.gap_proposals.get()
    assert token not in str(vars(proposal)) + str(vars(mail))
    assert len(proposal.token_digest) == 64


def test_former_gap_stays_until_the_successor_accepts(managed, sophie):
    former = named(managed, "Hermans")
    token = propose(managed)
    assert managed.managers()[former] == "principal"
    proposal_services.accept(actor=sophie, token=token)
    assert former not in managed.managers()
    assert managed.managers()[sophie] == "principal"


def test_another_name_waits_for_the_representative(firm):
    somebody = PersonFactory(first_name="Luc", last_name="Mathieu")
    proposal = proposal_services.accept(actor=somebody, token=propose(firm))
    assert firm.managers() == {}
    assert ("gap_to_confirm", firm.director.email) in mails()
    proposal_services.confirm(actor=firm.representing(), proposal=proposal)
    proposal_services.confirm(actor=firm.representing(), proposal=proposal)
    assert firm.managers() == {somebody: "principal"}


def test_doubtful_name_can_be_sent_away(firm):
    proposal = proposal_services.accept(actor=PersonFactory(), token=propose(firm))
    proposal_services.cancel(actor=firm.representing(), proposal=proposal, reason="Fin")
    with pytest.raises(ProposalClosed):
        proposal_services.confirm(actor=firm.representing(), proposal=proposal)
    assert firm.managers() == {}


def test_colleague_declines_and_the_representative_is_told(firm, sophie):
    token = propose(firm)
    proposal_services.decline(actor=sophie, token=token)
    assert ("gap_declined", firm.director.email) in mails()
    with pytest.raises(ProposalClosed):
        proposal_services.accept(actor=sophie, token=token)


def test_link_works_once_not_too_late_and_not_after_a_newer_one(firm, sophie):
    with pytest.raises(UnknownProposal):
        proposal_services.accept(actor=sophie, token="invented")
    replaced = propose(firm)
    token = propose(firm, language="fr")
    with pytest.raises(ProposalClosed):
        proposal_services.accept(actor=sophie, token=replaced)
    with (
        time_machine.travel(timezone.now() + proposal_services.VALID_FOR + timedelta(seconds=1)),
        pytest.raises(ProposalClosed),
    ):
        proposal_services.accept(actor=sophie, token=token)
    proposal_services.accept(actor=sophie, token=token)
    with pytest.raises(ProposalClosed):
        proposal_services.accept(actor=PersonFactory(), token=token)
    assert firm.managers() == {sophie: "principal"}


def test_representative_who_becomes_gap_meanwhile_closes_the_proposal(firm, sophie):
    token = propose(firm)
    designate_self(actor=firm.representing())
    with pytest.raises(ProposalClosed):
        proposal_services.accept(actor=sophie, token=token)


def test_gap_proposes_a_co_gap_and_nothing_more(managed, sophie):
    gap = managed.acting(named(managed, "Hermans"))
    with pytest.raises(NotPrincipalGap):
        propose(managed, gap)
    proposal_services.accept(actor=sophie, token=propose(managed, gap, kind=Kind.CO_GAP))
    assert managed.managers()[sophie] == "co_gap"


def test_co_gap_proposes_nobody(managed):
    with pytest.raises(NotPrincipalGap):
        propose(managed, managed.acting(named(managed, "Wauters")), kind=Kind.CO_GAP)


@pytest.mark.parametrize("end", ["resigns", "is replaced", "is ended"])
def test_proposal_of_a_gap_who_left_is_worth_nothing(managed, sophie, end):
    gap = managed.acting(named(managed, "Hermans"))
    kept = propose(managed, gap, kind=Kind.CO_GAP)
    proposal_services.accept(actor=sophie, token=kept)
    assert managed.managers()[sophie] == "co_gap"
    token = propose(managed, gap, kind=Kind.CO_GAP, email="luc@exemple.be")
    if end == "resigns":
        resign(actor=gap, note="Fin")
    elif end == "is replaced":
        designate_self(actor=managed.representing())
    else:
        principal = managed.enterprise.gap_designations.current().get(kind=Kind.PRINCIPAL)
        end_designation(actor=managed.representing(), designation=principal, note="Fin")
    newcomer = PersonFactory(first_name="Sophie", last_name="Collignon")
    with pytest.raises(ProposalClosed):
        proposal_services.accept(actor=newcomer, token=token)
    assert newcomer not in managed.managers()


def test_former_representative_proposes_confirms_and_cancels_nothing(firm):
    director = firm.representing()
    proposal = proposal_services.accept(actor=PersonFactory(), token=propose(firm, director))
    firm.register.ends_functions(firm.enterprise)
    with pytest.raises(AssertionError):
        firm.representing()  # asks again: the source no longer says so
    with pytest.raises(NotRepresentative):
        proposal_services.confirm(actor=director, proposal=proposal)
    with pytest.raises(NotRepresentative):
        proposal_services.cancel(actor=director, proposal=proposal, reason="Fin")
    with pytest.raises(NotRepresentative):
        propose(firm, director)


def test_representative_of_another_enterprise_proposes_nothing_here(firm):
    other = make_firm(firm.register)
    with pytest.raises(NotRepresentative):
        propose(firm, other.representing())


@pytest.mark.parametrize(
    ("first", "last", "same"),
    [
        ("sophie", "Collignon", True),
        ("Sophie-Marie", "collignon", True),
        ("", "Collignon", False),
        ("Sophie", "Colignon", False),
        ("Luc", "Collignon", False),
        ("Marie", "Collignon", True),
    ],
)
def test_names_are_compared_as_people_write_them(firm, sophie, first, last, same):
    token = propose(firm, first_name=first, last_name=last)
    accepted = proposal_services.accept(actor=sophie, token=token)
    assert (accepted.designation is not None) == same
