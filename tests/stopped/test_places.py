"""A closed establishment is offered nowhere, and says that it is closed where it is shown."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from dossiers.engine import Journey
from dossiers.filling.errors import OwnEstablishmentClosed
from dossiers.filling.services import create_draft
from dossiers.models import Dossier
from enterprises.invitations.answer_services import accept_invitation
from enterprises.invitations.closed import AcceptanceRefusal
from enterprises.invitations.errors import InvitationClosed
from enterprises.invitations.models import Invitee
from enterprises.invitations.services import invite, resend
from enterprises.members.services import change_membership
from enterprises.models import AccessRequest, Establishment, Invitation
from enterprises.register.errors import EstablishmentClosed, NotItsEstablishment
from enterprises.register.establishments import closed_on
from enterprises.requests.services import grant_request
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from monespace.common.levels import Level
from tests.engine.samples import definition, field, step
from tests.filling.browser import open_step
from tests.filling.factories import draft_of, publish
from tests.stopped.acts import manager
from tests.submission.factories import DemarcheVersionFactory
from tests.support.enterprise_factories import EnterpriseFactory, InvitationFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db
IN_A_YEAR = timezone.localdate() + timedelta(days=365)


@pytest.fixture
def enterprise():
    return EnterpriseFactory()


@pytest.fixture
def places(enterprise):
    """Two that are open and one that is closed."""
    names = {"Atelier": None, "Bureau": timezone.localdate() + timedelta(days=1), "Dépôt": date(2026, 3, 2)}
    return {
        name: Establishment.objects.create(
            enterprise=enterprise, name=name, number=f"29999{place:05}", stopped_on=day
        )
        for place, (name, day) in enumerate(names.items())
    }


def limited_to(place):
    return Terms(role=Role.LECTEUR, ends_on=IN_A_YEAR, establishment_id=place.pk)


def invited(enterprise, terms):
    return invite(actor=manager(enterprise), invitee=Invitee(email=PersonFactory.build().email), terms=terms)


def granted(enterprise, terms):
    asked = AccessRequest.objects.create(
        enterprise=enterprise, requested_by=PersonFactory(), role=Role.LECTEUR
    )
    return grant_request(
        actor=manager(enterprise), access_request=asked, terms=terms, starts_on=timezone.localdate()
    )


def changed(enterprise, terms):
    held = MembershipFactory(enterprise=enterprise)
    return change_membership(actor=manager(enterprise), membership=held, terms=terms, reason="")


@pytest.mark.parametrize("act", [invited, granted, changed])
def test_access_is_limited_to_an_open_one_of_the_enterprise(enterprise, places, act):
    assert act(enterprise, limited_to(places["Bureau"]))
    with pytest.raises(EstablishmentClosed) as refusal, transaction.atomic():
        act(enterprise, limited_to(places["Dépôt"]))
    assert "Dépôt (fermé depuis le 2 mars 2026)" in str(refusal.value.message)
    elsewhere = Establishment.objects.create(enterprise=EnterpriseFactory(), number="2999988888", name="?")
    with pytest.raises(NotItsEstablishment):
        act(enterprise, limited_to(elsewhere))


def test_access_limited_to_one_that_closed_can_change_without_going_further(enterprise, places):
    held = MembershipFactory(enterprise=enterprise, establishment=places["Dépôt"])
    kept = change_membership(
        actor=manager(enterprise), membership=held, terms=limited_to(places["Dépôt"]), reason=""
    )
    assert (kept.role, kept.establishment) == (Role.LECTEUR, places["Dépôt"])


def test_invitation_for_one_that_closed_is_neither_sent_again_nor_accepted(client, enterprise, places):
    actor = manager(enterprise)
    sent = InvitationFactory(
        enterprise=enterprise, created_by=actor.user, establishment=places["Atelier"], token="un-lien"
    )
    assert client.get("/invitation/un-lien/").status_code == 200
    Establishment.objects.filter(pk=places["Atelier"].pk).update(stopped_on=timezone.localdate())
    sent = Invitation.objects.with_people().get(pk=sent.pk)
    with pytest.raises(EstablishmentClosed), transaction.atomic():
        resend(actor=actor, invitation=sent)
    with pytest.raises(InvitationClosed) as refusal:
        accept_invitation(actor=PersonFactory(), token="un-lien")
    assert refusal.value.reason is AcceptanceRefusal.PLACE_CLOSED
    page = client.get("/invitation/un-lien/")
    assert page.status_code == 410
    assert "L’établissement de cette invitation est fermé" in page.content.decode()


def test_forms_offer_open_ones_and_a_closed_one_only_where_it_was_chosen(
    client, enterprise, places, force_sign_in_fresh
):
    force_sign_in_fresh(client, manager(enterprise).user)
    asked = AccessRequest.objects.create(enterprise=enterprise, requested_by=PersonFactory(), role="lecteur")
    whole = MembershipFactory(enterprise=enterprise)
    limited = MembershipFactory(enterprise=enterprise, establishment=places["Dépôt"])
    space = f"/espace/{enterprise.number}"
    pages = ("/invitations/nouvelle/", f"/demandes/{asked.pk}/", f"/membres/{whole.pk}/modifier/")
    for page in pages:
        shown = client.get(f"{space}{page}").content.decode()
        assert "Atelier" in shown
        assert "Bureau" in shown
        assert "Dépôt" not in shown, page
    change = f"{space}/membres/{limited.pk}/modifier/"
    assert "Dépôt (fermé depuis le 2 mars 2026)" in client.get(change).content.decode()
    typed = {"role": "lecteur", "ends_on": IN_A_YEAR, "establishment": places["Dépôt"].pk, "reason": ""}
    assert client.post(f"{space}/membres/{whole.pk}/modifier/", typed).status_code == 422
    assert client.post(change, typed).status_code == 302


def test_list_of_people_names_open_ones(client, enterprise, places, force_sign_in_fresh):
    force_sign_in_fresh(client, manager(enterprise).user)
    page = f"/espace/{enterprise.number}/invitations/plusieurs/"
    line = "ici@exemple.be;lecteur;;;;{}"
    checked = client.post(page, {"people": line.format("Atelier"), "action": "check"})
    assert checked.status_code == 200
    refused = client.post(page, {"people": line.format("Dépôt"), "action": "check"})
    assert refused.status_code == 422
    assert "Dépôt (fermé depuis le 2 mars 2026)" in refused.content.decode()
    Establishment.objects.create(enterprise=enterprise, name="Dépôt", number="2999977777")
    assert client.post(page, {"people": line.format("Dépôt"), "action": "check"}).status_code == 200


def acting(member):
    return enter(member.user, member.enterprise.number, level=Level.EID, method="eid")


def test_request_is_begun_for_an_open_one(client, enterprise, places):
    version, member = DemarcheVersionFactory(), MembershipFactory(enterprise=enterprise)
    begun = {"actor": acting(member), "version": version, "language": "fr"}
    assert create_draft(**begun, token="a" * 32, establishment_id=places["Atelier"].pk)
    with pytest.raises(EstablishmentClosed):
        create_draft(**begun, token="b" * 32, establishment_id=places["Dépôt"].pk)
    limited = MembershipFactory(enterprise=enterprise, establishment=places["Dépôt"])
    with pytest.raises(OwnEstablishmentClosed) as refusal:
        create_draft(**begun | {"actor": acting(limited)}, token="c" * 32)
    assert "auquel votre accès se limite" in str(refusal.value.message)
    assert Dossier.objects.count() == 1


def test_request_page_asks_only_between_open_ones(client, enterprise, places, force_sign_in_fresh):
    member, slug = MembershipFactory(enterprise=enterprise), DemarcheVersionFactory().demarche.slug
    force_sign_in_fresh(client, member.user)
    shown = client.get(f"/espace/{enterprise.number}/demarches/{slug}/").content.decode()
    assert "Bureau" in shown
    assert "Dépôt" not in shown
    places["Bureau"].stopped_on = timezone.localdate()
    places["Bureau"].save()
    assert "Atelier" not in client.get(f"/espace/{enterprise.number}/demarches/{slug}/").content.decode()


def test_members_and_dossiers_say_that_theirs_has_closed(client, enterprise, places, force_sign_in_fresh):
    member = MembershipFactory(enterprise=enterprise, establishment=places["Atelier"])
    create_draft(actor=acting(member), version=DemarcheVersionFactory(), token="a" * 32, language="fr")
    force_sign_in_fresh(client, member.user)
    pages = (f"/espace/{enterprise.number}/membres/", f"/espace/{enterprise.number}/dossiers/")
    for page in pages:
        assert "Atelier" in client.get(page).content.decode()
        assert "fermé depuis" not in client.get(page).content.decode()
    Establishment.objects.filter(name="Atelier").update(stopped_on=date(2026, 3, 2))
    for page in pages:
        assert "Atelier (fermé depuis le 2 mars 2026)" in client.get(page).content.decode(), page


def test_register_says_since_when_an_establishment_is_closed(places):
    assert closed_on(places["Dépôt"].number) == date(2026, 3, 2)
    assert closed_on(places["Bureau"].number) is None
    assert closed_on("2999966666") is None


def test_answer_that_names_a_closed_one_is_refused_with_the_day():
    asking = definition(step("une", field("lieu", "establishment_number")))
    journey = partial(Journey, asking, {"une": {"lieu": "8.999.990.194"}}, today=timezone.localdate())
    assert journey().is_complete
    assert journey(closed_on={"8999990143": date(2026, 3, 2)}.get).is_complete
    refused = journey(closed_on={"8999990194": date(2026, 3, 2)}.get)
    assert not refused.is_complete
    (error,) = refused.step("une").errors["lieu"].messages
    assert "est fermé depuis le 2 mars 2026" in error


def test_step_of_a_draft_refuses_a_closed_one_as_typed_and_as_saved(client, force_sign_in_fresh):
    asked = [step("une", field("lieu", "establishment_number")), step("deux", field("autre"))]
    draft = draft_of(PersonFactory(), version=publish(steps=asked, rules=[]))
    force_sign_in_fresh(client, draft.owner_user)
    place = Establishment.objects.create(enterprise=EnterpriseFactory(), number="8999990194")
    assert open_step(client, draft, "une").post(lieu="8.999.990.194").response.status_code == 302
    place.stopped_on = date(2026, 3, 2)
    place.save()
    refused = open_step(client, draft, "une").post(lieu="8.999.990.194").response
    assert refused.status_code == 200
    assert "est fermé depuis le 2 mars 2026" in refused.content.decode()


def test_who_is_invited_for_one_that_closed_is_not_reminded(enterprise, places):
    sent = {"created_by": manager(enterprise).user, "sent_at": timezone.now() - timedelta(days=6)}
    due_for = {
        name: InvitationFactory(enterprise=enterprise, establishment=place, **sent)
        for name, place in places.items()
    }
    whole = InvitationFactory(enterprise=enterprise, **sent)
    due = set(Invitation.objects.due_for_reminder())
    assert due == {whole, due_for["Atelier"], due_for["Bureau"]}
