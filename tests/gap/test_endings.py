"""Every act that ends something asks why, on a page that counts what goes; then just that goes."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from dossiers.filling.leavers_drafts import drafts_begun_by
from enterprises.endings.effects import effect_lines, of_mandate, of_membership
from enterprises.invitations.answer_services import accept_invitation
from enterprises.invitations.errors import InvitationClosed
from enterprises.invitations.services import resend
from enterprises.managers.designation_services import designate_self, end_designation, resign
from enterprises.managers.effects import of_designation
from enterprises.members.services import end_membership
from enterprises.models import GapDesignation, Invitation
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.enterprises.histories import history_of
from tests.enterprises.invitations import received_link
from tests.gap.test_designations import held_by, mails, named
from tests.gap.test_ownership import end_functions
from tests.gap.test_pages import EID, MINE, links, text
from tests.gap.test_proposals import SOPHIE, propose
from tests.gap.test_taken_back import sent_by
from tests.submission.factories import DraftFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import InvitationFactory, MandateFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db
MANY = 100


def invitations_of(firm, person, number=MANY):
    return [InvitationFactory(enterprise=firm.enterprise, created_by=person) for _ in range(number)]


def waiting(firm):
    return firm.enterprise.invitations.unanswered()


def test_hundred_invitations_pass_to_who_replaces_and_the_page_counts_them(client, managed):
    former = named(managed, "Hermans")
    invitations_of(managed, former)
    force_sign_in(client, managed.director, **EID)
    managed.representing()
    there = f"{MINE}{managed.enterprise.number}/designer/moi/"
    page = text(client.get(there))
    assert "Vous remplacez Isabelle Hermans" in page
    assert f"Invitations transmises à vous, dont les liens restent valables : {MANY}" in page
    no_reason = client.post(there, {"ownership": "leave", "reason": " "})
    assert (no_reason.status_code, managed.managers()[former]) == (422, "principal")
    done = client.post(there, {"ownership": "leave", "reason": "Départ à la retraite"}, follow=True)
    assert f"Invitations transmises à vous, dont les liens restent valables : {MANY}." in text(done)
    assert waiting(managed).filter(handed_to=managed.director).count() == MANY
    mail = Mail.objects.get(template="gap_ended")
    assert "Départ à la retraite" in mail.text
    assert f"({MANY})" in mail.text
    assert "retraite" not in mail.subject
    assert "invitations_handed" not in dict(mails())


@pytest.mark.parametrize(("others", "what"), [(True, "transmises à"), (False, "annulées")])
def test_page_of_who_resigns_counts_what_goes_and_just_that_goes(client, managed, others, what):
    leaver, stays = named(managed, "Hermans"), named(managed, "Wauters")
    if not others:
        resign(actor=managed.acting(stays), note="Fin")
    invitations_of(managed, leaver, 3)
    InvitationFactory(enterprise=managed.enterprise, created_by=leaver, email=stays.email.lower())
    force_sign_in(client, leaver)
    there = f"/espace/{managed.enterprise.number}/gap/renoncer/"
    page = text(client.get(there))
    counted = {int(number) for number in re.findall(rf"{what}[^:]* : (\d+)", page)}
    assert counted == ({3} if others else {4})
    assert client.post(there, {"reason": ""}).status_code == 422
    client.post(there, {"reason": "Je change de service"})
    left = waiting(managed)
    assert set(left.values_list("handed_to", flat=True)) == ({stays.pk} if others else set())
    assert left.count() == (3 if others else 0)  # nobody answers for an invitation to themselves
    revoked = Invitation.objects.exclude(revoked_at=None)
    assert set(revoked.values_list("revoke_reason", flat=True)) == {"Je change de service"}
    if others:
        assert ("invitations_handed", stays.email) in mails()


def test_preview_is_what_ends_whoever_leaves(managed):
    gap, co_gap = named(managed, "Hermans"), named(managed, "Wauters")
    invitations_of(managed, gap, 2)
    propose(managed, actor=managed.acting(gap), kind=GapDesignation.Kind.CO_GAP)
    goes = of_designation(held_by(managed, gap))
    assert [(heir, len(theirs)) for heir, theirs in goes.handed.items()] == [(co_gap, 2)]
    assert effect_lines(goes, gap)[-1].startswith("Propositions de gestionnaire")
    end_designation(actor=managed.representing(), designation=held_by(managed, gap), note="Fin")
    assert set(waiting(managed)) == {one for theirs in goes.handed.values() for one in theirs}
    assert not managed.enterprise.gap_proposals.open().exists()
    ended = GapDesignation.objects.select_related("enterprise", "user").get(user=gap)
    assert effect_lines(of_designation(ended), gap) == []


def test_handed_invitation_is_handed_on_and_refuses_both_who_ever_answered_for_it(managed):
    gap, co_gap = named(managed, "Hermans"), named(managed, "Wauters")
    invitation = sent_by(managed, gap)
    end_designation(actor=managed.representing(), designation=held_by(managed, gap), note="Fin")
    for person in (gap, co_gap):
        with pytest.raises(InvitationClosed, match="own"):
            accept_invitation(actor=person, token=received_link("ann@exemple.be"))
    designate_self(actor=managed.representing())
    resign(actor=managed.acting(co_gap), note="Fin")
    invitation.refresh_from_db()
    assert (invitation.handed_to, invitation.standing) == (managed.director, "waiting")
    resign(actor=managed.acting(managed.director), note="Fin")
    invitation.refresh_from_db()
    assert invitation.standing == "revoked"


def test_mails_about_a_handed_invitation_stay_true(client, managed):
    gap, co_gap = named(managed, "Hermans"), named(managed, "Wauters")
    invitation = sent_by(managed, gap)
    assert "Isabelle Hermans vous invite" in Mail.objects.get(template="invitation").text
    resign(actor=managed.acting(gap), note="Fin")
    invitation = resend(actor=managed.acting(co_gap), invitation=invitation)
    again = Mail.objects.filter(template="invitation").latest("created_at").text
    assert "vous invite" not in again
    assert "Isabelle Wauters la gère désormais" in again
    token = received_link("ann@exemple.be")
    assert "Isabelle Wauters gère désormais cette invitation" in text(client.get(f"/invitation/{token}/"))
    force_sign_in(client, co_gap)
    members = text(client.get(f"/espace/{managed.enterprise.number}/membres/"))
    assert "Envoyée par Isabelle Hermans, gérée par Isabelle Wauters" in members
    accept_invitation(actor=PersonFactory(first_name="Ann", last_name="Dubois"), token=token)
    told = Mail.objects.get(template="invitation_answered")
    assert (told.to, "que vous aviez envoyée" in told.text) == (co_gap.email, False)


def test_function_that_ends_hands_over_to_who_stays(managed):
    designate_self(actor=managed.representing())
    invitation = sent_by(managed, managed.director)
    end_functions(managed)
    invitation.refresh_from_db()
    assert (invitation.standing, invitation.handed_to) == ("waiting", named(managed, "Wauters"))


def test_manager_whose_role_ends_keeps_what_they_sent_and_the_page_counts_the_rest(client, managed):
    gap, co_gap = named(managed, "Hermans"), named(managed, "Wauters")
    role = MembershipFactory(enterprise=managed.enterprise, user=gap)
    invitations_of(managed, gap, 5)
    InvitationFactory(enterprise=managed.enterprise, created_by=co_gap, email=gap.email.lower())
    DraftFactory(owner_user=None, owner_enterprise=managed.enterprise, created_by=gap)
    force_sign_in(client, co_gap)
    there = f"/espace/{managed.enterprise.number}/membres/{role.pk}/terminer/"
    page = text(client.get(there))
    assert "ne fonctionnent plus : 1" in page
    assert "Brouillons qui restent à l’entreprise : 1" in page
    done = text(client.post(there, {"reason": "Mutation"}, follow=True))
    assert "ne fonctionnent plus : 1." in done
    assert waiting(managed).filter(created_by=gap).count() == 5
    assert waiting(managed).count() == 5
    assert drafts_begun_by(managed.enterprise, [gap]) == 1


def test_mandate_that_ends_counts_who_acts_by_it(client, managed):
    mandate = MandateFactory(client=managed.enterprise)
    employee = MembershipFactory(enterprise=mandate.holder).user
    MembershipFactory(enterprise=mandate.holder, user=MembershipFactory(enterprise=managed.enterprise).user)
    DraftFactory(owner_user=None, owner_enterprise=managed.enterprise, created_by=employee)
    goes = of_mandate(mandate)
    assert (goes.staff, goes.drafts) == ([employee], 1)  # the other acts in their own right
    force_sign_in(client, named(managed, "Hermans"))
    there = f"/espace/{managed.enterprise.number}/mandats/{mandate.pk}/terminer/"
    assert "Personnes qui perdent l’accès par ce mandat : 1" in text(client.get(there))
    done = client.post(there, {"reason": "Fin de mission"}, follow=True)
    assert "par ce mandat : 1." in text(done)
    assert of_mandate(mandate).staff == []


def pages_that_end(firm):
    """Return the pages of the managers, and of the representative, that end something."""
    gap, co_gap = named(firm, "Hermans"), named(firm, "Wauters")
    space, mine = f"/espace/{firm.enterprise.number}/", f"{MINE}{firm.enterprise.number}/"
    propose(firm, actor=firm.acting(gap), kind=GapDesignation.Kind.CO_GAP, email="co@exemple.be")
    co_proposal = firm.enterprise.gap_proposals.open().get(email="co@exemple.be")
    propose(firm)
    proposal = firm.enterprise.gap_proposals.open().get(email=SOPHIE["email"])
    invitation = sent_by(firm, gap)
    member = MembershipFactory(enterprise=firm.enterprise)
    of_manager = [
        f"{space}gap/{held_by(firm, co_gap).pk}/fin/",
        f"{space}gap/propositions/{co_proposal.pk}/annuler/",
        f"{space}invitations/{invitation.pk}/annuler/",
        f"{space}membres/{member.pk}/terminer/",
        f"{space}mandats/{MandateFactory(client=firm.enterprise).pk}/terminer/",
        f"{space}gap/renoncer/",
    ]
    of_representative = [
        f"{mine}designer/{held_by(firm, gap).pk}/fin/",
        f"{mine}propositions/{proposal.pk}/annuler/",
    ]
    return [(gap, page) for page in of_manager], [(firm.director, page) for page in of_representative]


def test_every_page_that_ends_something_asks_why_ends_nothing_without_and_says_it_in_the_history(
    client, managed
):
    of_manager, of_representative = pages_that_end(managed)
    managed.representing()
    for person, page in of_representative[1:] + of_manager + of_representative[:1]:
        force_sign_in(client, person, **EID)
        if "designer/" in page:  # the manager in office has resigned by now; their designation has ended
            continue
        before = Event.objects.count()
        assert "Pourquoi" in text(client.get(page)), page
        assert Event.objects.count() == before
        refused = client.post(page, {"reason": "   "})
        assert (refused.status_code, Event.objects.count()) == (422, before), page
        assert "Indiquez en quelques mots pourquoi." in text(refused), page
        first = client.post(page, {"reason": "Réorganisation"})
        written = Event.objects.count()
        again = client.post(page, {"reason": "Réorganisation"})
        assert (first.status_code, again.status_code, Event.objects.count()) == (302, 302, written), page
        assert written > before
    reasons = [entry.reason for entry in history_of(managed.enterprise)]
    assert sum("Réorganisation" in reason for reason in reasons) >= 5


def test_representative_who_ends_a_designation_is_asked_on_a_page_that_warns(client, managed):
    resign(actor=managed.acting(named(managed, "Wauters")), note="Fin")
    last = held_by(managed, named(managed, "Hermans"))
    invitations_of(managed, last.user, 2)
    force_sign_in(client, managed.director, **EID)
    managed.representing()
    there = reverse("enterprises:end_gap", args=[managed.enterprise.number, last.pk])
    page = text(client.get(there))
    assert "Ensuite, plus personne ne gérera les accès" in page
    assert "ne fonctionnent plus : 2" in page
    assert managed.managers()
    for _ in range(2):
        client.post(there, {"reason": "Licenciement économique"})
    assert (managed.managers(), waiting(managed).count()) == ({}, 0)
    assert Event.objects.about(managed.enterprise).filter(tag="gap.vacant").count() == 1
    assert "Licenciement" in Mail.objects.filter(template="gap_ended").latest("created_at").text


def test_colleague_proposed_in_place_of_the_manager_needs_a_reason_and_sees_what_they_take_over(
    client, managed
):
    former = named(managed, "Hermans")
    invitations_of(managed, former, 4)
    force_sign_in(client, managed.director, **EID)
    managed.representing()
    there = f"{MINE}{managed.enterprise.number}/designer/collegue/"
    assert "reprend ses invitations en attente (4)" in text(client.get(there))
    typed = SOPHIE | {"kind": "principal"}
    assert client.post(there, typed).status_code == 422
    assert client.post(there, typed | {"kind": "co_gap"}).status_code == 302  # replaces nobody
    client.post(there, typed | {"reason": "Absence longue"})
    proposal = managed.enterprise.gap_proposals.open().get()
    assert proposal.replacement_reason == "Absence longue"
    token = propose(managed, reason="Absence longue")
    sophie = force_sign_in(client, PersonFactory(first_name="Sophie", last_name="Collignon"))
    shown = text(client.get(f"/designation/{token}/"))
    assert "Invitations transmises à vous, dont les liens restent valables : 4" in shown
    client.post(f"/designation/{token}/", {"action": "accept"})
    assert waiting(managed).filter(handed_to=sophie).count() == 4
    assert "Absence longue" in Mail.objects.get(template="gap_ended").text


def test_nothing_goes_with_what_has_ended(managed):
    gap = named(managed, "Hermans")
    access = MembershipFactory(enterprise=managed.enterprise)
    end_membership(actor=managed.acting(gap), membership=access, reason="Fin")
    access.refresh_from_db()
    assert effect_lines(of_membership(access), gap) == []


def test_own_acceptance_offers_no_button_that_only_refuses(client, managed):
    gap = named(managed, "Hermans")
    sent = sent_by(managed, named(managed, "Wauters"), email="autre@exemple.be", name="Quelqu’un d’autre")
    accept_invitation(actor=gap, token=received_link("autre@exemple.be"))
    settle = reverse("enterprises:settle_invitation", args=[managed.enterprise.number, sent.pk])
    for person, offered in ((named(managed, "Wauters"), True), (gap, False)):
        force_sign_in(client, person)
        page = client.get(f"/espace/{managed.enterprise.number}/membres/")
        assert (settle in links(page)) == offered
        assert ("un autre gestionnaire d’accès doit le confirmer" in text(page)) != offered
