"""What pages say when a budget is spent: the cause and the moment, with what was typed; agents see it."""

from __future__ import annotations

import copy

import pytest
from django.urls import reverse

from monespace.mail.models import BudgetRefusal, Mail
from tests.enterprises.invitations import ADDRESS, in_days, invited
from tests.gap.test_proposals import SOPHIE
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db
FORM = {"email": ADDRESS, "name": "Ann Peeters", "role": "lecteur", "language": "de", "message": "Bonjour"}
GOES_ON = "Rien n’a été envoyé ni modifié. Vous pourrez continuer à partir du"


@pytest.fixture
def gap(client, company):
    return force_sign_in(client, company.gap)


@pytest.fixture
def spent(settings):
    budgets = copy.deepcopy(settings.MAIL_BUDGETS)
    for budget in budgets.values():
        budget["recipient"] = ((0, 3600),)
    settings.MAIL_BUDGETS = budgets


def words(response, status):
    assert response.status_code == status
    return " ".join("".join(parse(response.content.decode()).find(".//main").itertext()).split())


def url(company, rest):
    return f"/espace/{company.enterprise.number}/{rest}"


def test_invitation_is_refused_with_what_was_typed(client, company, gap, spent):
    typed = FORM | {"ends_on": in_days(100).isoformat()}
    page = client.post(url(company, "invitations/nouvelle/"), typed)
    assert GOES_ON in words(page, 429)
    assert 0 < int(page["Retry-After"]) <= 3600
    assert all(value in page.content.decode() for value in ("Ann Peeters", ADDRESS, "Bonjour"))
    assert not Mail.objects.exists()


def test_list_is_refused_at_its_line_and_goes_without_it(client, company, gap, settings):
    invited(company, email="ann+1@ailleurs.be")
    budgets = copy.deepcopy(settings.MAIL_BUDGETS)
    budgets["letters"]["recipient"] = ((1, 3600),)
    settings.MAIL_BUDGETS = budgets
    address, people = (
        url(company, "invitations/plusieurs/"),
        "ann@ailleurs.be;Lecteur\njan@ailleurs.be;Lecteur",
    )
    page = words(client.post(address, {"people": people, "action": "check"}), 422)
    assert "Ligne 1 : ann@ailleurs.be." in page
    assert GOES_ON in page
    assert "Ligne 2" not in page
    assert BudgetRefusal.objects.get().scope == "recipient"
    assert "jan@ailleurs.be" in words(client.post(address, {"people": people, "action": "drop"}), 200)


def test_sending_again_is_refused_with_the_cause(client, company, gap, settings):
    invitation = invited(company)
    budgets = copy.deepcopy(settings.MAIL_BUDGETS)
    budgets["letters"]["pair"] = ((1, 3600),)
    settings.MAIL_BUDGETS = budgets
    page = client.post(url(company, f"invitations/{invitation.pk}/renvoyer/"))
    assert "En 1 heure, au plus 1 e-mails de ce genre" in words(page, 429)
    assert GOES_ON in words(page, 429)
    assert page["Retry-After"]


def test_propose_pressed_twice_mails_once(client, managed):
    principal = next(who for who, kind in managed.managers().items() if kind == "principal")
    force_sign_in(client, principal)
    address = reverse("enterprises:propose_co_gap", kwargs={"space": managed.enterprise.number})
    for _ in range(2):
        assert client.post(address, SOPHIE).status_code == 302
    assert Mail.objects.filter(template="gap_proposed").count() == 1


def test_code_to_an_address_is_refused_with_what_was_typed(client, company, gap, spent):
    page = client.post(reverse("accounts:email"), {"email": "ailleurs@exemple.be"})
    assert GOES_ON in words(page, 429)
    assert "ailleurs@exemple.be" in page.content.decode()


def test_supervisors_see_who_meets_limits_and_no_address(client, company, gap, spent):
    for _ in range(2):
        client.post(url(company, "invitations/nouvelle/"), FORM | {"ends_on": in_days(100).isoformat()})
    force_sign_in(client, AgentFactory(group="supervisor"))
    page = client.get(reverse("admin:mail_budgetrefusal_changelist"), {"q": company.enterprise.number})
    shown = page.content.decode()
    for part in (
        str(company.gap.pk),
        company.enterprise.number,
        "Invitations et propositions",
        "Vers une personne",
    ):
        assert part in shown
    assert BudgetRefusal.objects.get().times == 2
    assert ADDRESS not in shown
