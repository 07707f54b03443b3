"""The list of who may open a dossier is the set of people for whom the door opens, whatever their rights."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.access import get_dossier
from dossiers.dossier.readers import readers_of
from dossiers.models import Dossier
from enterprises.models import Establishment
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Permission, Role
from enterprises.rights.spaces import people_with_access
from monespace.common.errors import DomainError, NotVisible
from monespace.common.levels import Level
from tests.filling.factories import draft_of, publish
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timezone.timedelta(days=1)
SCOPES = st.sampled_from([[], ["sesam"], ["passeport"], ["sesam", "passeport"]])
ROLES = st.sampled_from(list(Role))
ENDS = st.sampled_from(
    [{}, {}, {}, {"ends_on": YESTERDAY}, {"ended_at": timezone.now(), "end_reason": "départ"}]
)
ACCESS = st.fixed_dictionaries(
    {"role": ROLES, "demarches": SCOPES, "place": st.sampled_from([None, 0, 1]), "end": ENDS}
)
MANDATE = st.fixed_dictionaries(
    {
        "role": ROLES,
        "demarches": SCOPES,
        "accepted": st.booleans(),
        "end": ENDS,
        "staff": st.lists(st.tuples(st.integers(0, 3), ACCESS), max_size=3, unique_by=lambda one: one[0]),
    }
)
SCENE = st.fixed_dictionaries(
    {
        "members": st.lists(st.tuples(st.integers(0, 3), ACCESS), max_size=4, unique_by=lambda one: one[0]),
        "managers": st.sets(st.integers(0, 3), max_size=1),
        "mandates": st.lists(MANDATE, max_size=2),
        "place": st.sampled_from([None, 0, 1]),
    }
)


def give(enterprise, person, access, places):
    place = access["place"]
    MembershipFactory(
        enterprise=enterprise,
        user=person,
        role=access["role"],
        demarches=access["demarches"],
        establishment=None if place is None or not places else places[place],
        **access["end"],
    )


def build(scene, people, version):
    """Make the enterprise, the people's rights and a dossier, and return the dossier."""
    enterprise = EnterpriseFactory()
    places = [Establishment.objects.create(enterprise=enterprise, number=f"299999014{n}") for n in range(2)]
    for rank, access in scene["members"]:
        give(enterprise, people[rank], access, places)
    for rank in scene["managers"]:
        GapDesignationFactory(enterprise=enterprise, user=people[rank])
    for wanted in scene["mandates"]:
        proposal = {} if wanted["accepted"] else {"accepted_at": None, "accepted_by": None}
        mandate = MandateFactory(
            client=enterprise, role=wanted["role"], demarches=wanted["demarches"], **proposal, **wanted["end"]
        )
        for rank, access in wanted["staff"]:
            give(mandate.holder, people[rank], access, [])
    dossier = draft_of(people[0], enterprise=enterprise, version=version)
    if scene["place"] is not None:
        Dossier.objects.filter(pk=dossier.pk).update(establishment=places[scene["place"]])
    return Dossier.objects.with_demarche().select_related("owner_enterprise").get(pk=dossier.pk)


def entering(person, enterprise):
    try:
        return enter(person, enterprise.number, level=Level.EID, method="eid")
    except NotVisible:
        return None


def opens(actor, dossier):
    """Whether the door to the dossier opens."""
    try:
        return get_dossier(actor, dossier.pk, Permission.READ_DOSSIERS) == dossier
    except DomainError:
        return False


def rights(actor):
    return actor.user, actor.role, actor.is_gap, actor.mandate, actor.scope


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(SCENE)
def test_list_is_the_people_for_whom_the_door_opens(db, scene):
    with transaction.atomic():
        people = [PersonFactory() for _ in range(4)]
        dossier = build(scene, people, publish(slug="sesam"))
        entered = list(filter(None, (entering(person, dossier.owner_enterprise) for person in people)))
        assert {rights(one) for one in people_with_access(dossier.owner_enterprise)} == {
            rights(one) for one in entered
        }
        able = {actor.user for actor in entered if opens(actor, dossier)}
        assert {reader.user for reader in readers_of(dossier)} == able
        transaction.set_rollback(True)


def section(client, person, dossier):
    """Return what a dossier's page says of who may see it, and its number of queries."""
    force_sign_in(client, person)
    space = dossier.owner_enterprise.number if dossier.owner_enterprise else "citoyen"
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/espace/{space}/dossiers/{dossier.pk}/")
    assert page.status_code == 200
    text = " ".join("".join(parse(page.content.decode()).find(".//main").itertext()).split())
    return text.split("Qui peut voir ce dossier ?")[1].split("Une question")[0], len(queries)


@pytest.fixture
def member():
    return MembershipFactory(user__first_name="Sofia", user__last_name="El Amrani")


def test_members_read_names_and_through_whom_people_act(client, member):
    enterprise = member.enterprise
    MembershipFactory(enterprise=enterprise, role=Role.LECTEUR, user__last_name="Collignon")
    MembershipFactory(enterprise=enterprise, demarches=["autre"], user__last_name="Dehors")
    manager = GapDesignationFactory(enterprise=enterprise, user__last_name="Hermans")
    mandate = MandateFactory(client=enterprise, holder__name="Fiduciaire Mosane", role=Role.COLLABORATEUR)
    staff = MembershipFactory(enterprise=mandate.holder, user__last_name="Mertens")
    dossier = draft_of(member.user, enterprise=enterprise)
    said, _queries = section(client, member.user, dossier)
    assert "Sofia El Amrani, Propriétaire" in said
    assert "Collignon, Lecteur" in said
    assert f"{staff.user.display_name}, Collaborateur, mandaté par Fiduciaire Mosane" in said
    assert "Dehors" not in said
    assert manager.user.last_name not in said
    assert "ne le voit pas tant qu’il n’est pas envoyé" in said
    assert "jamais vos réponses" in said


def test_who_acts_by_mandate_reads_roles_and_numbers(client, member):
    mandate = MandateFactory(client=member.enterprise, holder__name="Fiduciaire Mosane")
    staff = MembershipFactory(enterprise=mandate.holder)
    said, _queries = section(client, staff.user, draft_of(member.user, enterprise=member.enterprise))
    assert "Propriétaire : 1" in said
    assert "Propriétaire, mandaté par Fiduciaire Mosane : 1" in said
    assert "El Amrani" not in said


def test_list_costs_the_same_for_many_people(client, member):
    dossier = draft_of(member.user, enterprise=member.enterprise)
    section(client, member.user, dossier)
    _said, few = section(client, member.user, dossier)
    for _ in range(10):
        MembershipFactory(enterprise=member.enterprise)
        MembershipFactory(enterprise=MandateFactory(client=member.enterprise).holder)
    _said, many = section(client, member.user, dossier)
    assert few <= many <= 12


def test_citizens_dossier_is_theirs_alone(client):
    person = PersonFactory()
    said, _queries = section(client, person, draft_of(person))
    assert "Parmi les citoyens, vous et personne d’autre." in said
    assert "helpdesk" in said
