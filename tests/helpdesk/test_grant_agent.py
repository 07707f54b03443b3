"""``manage.py grant_agent``: a place in a group of agents, and a case officer's services."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.services import register_person
from dossiers.handling.officers import officer_of
from dossiers.models import ServiceMember
from helpdesk.access import AgentPermission, permissions_of
from monespace.common.authors import SYSTEM
from monespace.journal.models import Event
from tests.accounts.test_people import ANTOINE
from tests.support.factories import PersonFactory


@pytest.mark.django_db
def test_grant_agent_makes_a_known_person_an_agent_once():
    user = PersonFactory(identity="78031490147")
    for _ in range(2):
        call_command("grant_agent", "--national-number", "78.03.14-901.47", "--group", "helpdesk")
    user.refresh_from_db()
    assert user.is_staff
    assert [group.name for group in user.groups.all()] == ["helpdesk"]
    assert [event.tag for event in Event.objects.about(user)] == ["agent.granted"]


@pytest.mark.django_db
def test_grant_agent_prepares_a_person_who_never_signed_in():
    call_command("grant_agent", "--national-number", "78031490147", "--group", "supervisor")
    user = register_person(actor=SYSTEM, person=ANTOINE)
    assert user.is_staff
    assert user.display_name == "Antoine Delvaux"


@pytest.mark.django_db
def test_grant_agent_refuses_a_wrong_number():
    with pytest.raises(CommandError, match="eleven digits"):
        call_command("grant_agent", "--national-number", "78031490148", "--group", "helpdesk")


def grant(*more, group="case_officer"):
    call_command("grant_agent", "--national-number", "78031490147", "--group", group, *more)


@pytest.mark.django_db
def test_case_officer_handles_the_dossiers_of_the_services_that_are_named():
    for _twice in range(2):
        grant("--service", "spw-mobilite", "--service", "spw-emploi")
    user = User.objects.get(is_staff=True)
    assert officer_of(user).services == {"spw-mobilite", "spw-emploi"}
    assert permissions_of(user) == {AgentPermission.HANDLE_CASES}
    tags = [event.tag for event in Event.objects.about(user)]
    assert tags == ["person.created", "agent.granted", "service_member.added", "service_member.added"]


@pytest.mark.django_db
def test_case_officer_without_a_service_handles_nothing_yet():
    grant()
    assert officer_of(User.objects.get(is_staff=True)).services == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "group", "said"),
    [
        ("spw-mobilite", "helpdesk", "leave --service out"),
        ("SPW Mobilité", "case_officer", "is not the name of a service"),
        ("", "case_officer", "is not the name of a service"),
    ],
)
def test_service_that_cannot_be_is_refused_and_nobody_becomes_an_agent(wrong, group, said):
    with pytest.raises(CommandError, match=said):
        grant("--service", wrong, group=group)
    assert not User.objects.filter(is_staff=True).exists()
    assert not ServiceMember.objects.exists()
