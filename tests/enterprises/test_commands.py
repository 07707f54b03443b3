"""Commands: a designation recorded by hand, and the demo's people."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import NationalIdentity, User
from dossiers.engine import load
from dossiers.gateways.known import PORTAL
from dossiers.handling.officers import officer_of
from dossiers.models import Case, DemarcheVersion
from dossiers.states import State
from enterprises.models import Enterprise, GapDesignation, Membership
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Permission, Role
from enterprises.rights.spaces import spaces_of
from monespace.common.identifiers import format_bce, format_niss
from monespace.common.levels import Level
from monespace.demo.people import make_enterprises, make_people
from monespace.journal.models import Event
from monespace.simulators.personas import PERSONAS
from tests.engine.samples import DEFINITIONS
from tests.support.enterprise_factories import EnterpriseFactory, GapDesignationFactory
from tests.support.factories import PersonFactory, national_number

pytestmark = pytest.mark.django_db

EVIDENCE = "Acte du 12 janvier 2026"


def designate(enterprise="1999.990.144", number="78.03.14-901.47", *options, evidence=EVIDENCE):
    out = StringIO()
    arguments = ["--enterprise", enterprise, "--national-number", number, "--evidence", evidence]
    call_command("designate_gap", *arguments, *options, stdout=out)
    return out.getvalue()


def test_designation_is_recorded_for_a_person_known_by_their_number():
    number = national_number()
    person, enterprise = PersonFactory(identity=number), EnterpriseFactory()
    said = designate(format_bce(enterprise.number), format_niss(number))
    recorded = GapDesignation.objects.get()
    assert (recorded.user, recorded.enterprise, recorded.evidence) == (person, enterprise, EVIDENCE)
    assert recorded.kind == GapDesignation.Kind.PRINCIPAL
    assert said == f"Designation {recorded.pk} is recorded.\n"
    assert enter(person, enterprise.number, level=Level.EID, method="eid").can(Permission.MANAGE_MEMBERS)


def test_evidence_is_kept_without_what_nobody_sees():
    number = national_number()
    PersonFactory(identity=number)
    enterprise = EnterpriseFactory()
    with pytest.raises(CommandError, match="this text is empty"):
        designate(enterprise.number, number, evidence="\u200b \x1b")
    designate(enterprise.number, number, evidence="Acte\x85 du\x1b 12\u202e janvier\xa02026\x07")
    assert GapDesignation.objects.get().evidence == EVIDENCE


def test_co_gap_is_recorded_beside_the_principal():
    number = national_number()
    PersonFactory(identity=number)
    enterprise = GapDesignationFactory().enterprise
    designate(enterprise.number, number, "--co-gap")
    assert enterprise.gap_designations.current().filter(kind=GapDesignation.Kind.CO_GAP).count() == 1


def test_wrong_input_is_explained_and_records_nothing():
    number = national_number()
    PersonFactory(identity=number)
    vacant, taken = EnterpriseFactory(), GapDesignationFactory().enterprise
    for wrong, explanation in [
        (("12", number), "not a BCE number"),
        (("1999990342", number), "No enterprise"),
        ((vacant.number, "12"), "not a national number"),
        ((vacant.number, national_number()), "ask the person to do so once"),
        ((taken.number, number), "déjà un gestionnaire d’accès"),
    ]:
        with pytest.raises(CommandError, match=explanation):
            designate(*wrong)
    assert GapDesignation.objects.count() == 1


def rights(people, key, number):
    return enter(people[key], number, level=Level.EID, method="eid")


def test_demo_people_have_the_places_that_are_announced():
    people = make_people()
    make_enterprises(people)
    bakery, workshop = "1999990144", "1999990243"
    for key, role in [
        ("proprietaire", Role.PROPRIETAIRE),
        ("collaborateur", Role.COLLABORATEUR),
        ("lecteur", Role.LECTEUR),
    ]:
        assert rights(people, key, bakery).role == role
    gap = rights(people, "gap", bakery)
    assert (gap.role, gap.is_gap) == (None, True)
    for key in ("citoyen", "citoyenne-de", "representant", "sans-entreprise", "agent", "superviseur"):
        assert [card.space.key for card in spaces_of(people[key])] == ["citoyen"]
    assert not Enterprise.objects.get(number=workshop).gap_designations.exists()
    assert people["agent"].groups.get().name == "helpdesk"
    assert people["superviseur"].groups.get().name == "supervisor"
    assert people["gestionnaire"].groups.get().name == "case_officer"
    published = [load(path.read_text()) for path in DEFINITIONS.glob("*.yaml")]
    in_portal = {way.service for one in published for way in one.all_delivery if way.gateway == PORTAL}
    assert officer_of(people["gestionnaire"]).services == in_portal
    assert officer_of(people["relectrice"]).services == {"spw-logement"}
    assert people["citoyenne-de"].language == "de"


def test_seeding_again_adds_nothing_and_keeps_what_people_changed():
    call_command("seed_demo", verbosity=0)
    tables = (DemarcheVersion, User, NationalIdentity, Enterprise, Membership, GapDesignation, Event)
    User.objects.filter(identity__in=NationalIdentity.objects.of_number(number_of("citoyen"))).update(
        email="nouvelle@exemple.be"
    )
    before = [table.objects.count() for table in tables]
    assert before[0] >= 2
    call_command("seed_demo", verbosity=0)
    assert [table.objects.count() for table in tables] == before
    assert make_people()["citoyen"].email == "nouvelle@exemple.be"


def number_of(persona):
    return PERSONAS[persona].national_number


def test_the_case_officer_of_the_demo_finds_work_in_several_states():
    call_command("seed_demo", verbosity=0)
    officer = officer_of(make_people()["gestionnaire"])
    cases = Case.objects.of_service(officer.services)
    assert {case.state for case in cases} == {State.RECEIVED, State.IN_PROGRESS, State.ACCEPTED}
    assert cases.late(timezone.localdate()).count() == 1
    assert cases.filter(dossier__unread_by_service__gt=0).count() == 2
    assert cases.filter(notes__isnull=False).count() == 1
    reader = officer_of(make_people()["relectrice"])
    [proposed] = Case.objects.of_service(reader.services).to_read_again(reader.user)
    assert proposed.proposed_by == officer.user
    call_command("seed_demo", verbosity=0)
    assert Case.objects.count() == 7
