"""A company's dossiers as a file: all that is wanted, in order, safe to open, journaled, within bounds."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dossiers.following.table import services
from dossiers.models import Dossier
from dossiers.states import State
from enterprises.models import Establishment
from monespace.journal.models import Event
from tests.enterprises.conftest import company
from tests.lists.factories import many_dossiers
from tests.submission.factories import DraftFactory, SentDossierFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.pages import parse

__all__ = ["company"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(company):
    return {"owner_user": None, "owner_enterprise": company.enterprise, "created_by": company.owner}


@pytest.fixture
def exported(client, company):
    """Return the lines of the file, as a spreadsheet reads them."""

    def take(person, query=""):
        force_sign_in(client, person)
        address = reverse("dossiers:export", kwargs={"space": company.enterprise.number})
        response = client.post(f"{address}{query}")
        assert response.status_code == 200
        assert response.streaming
        assert (
            response["Content-Disposition"]
            == f'attachment; filename="dossiers-{company.enterprise.number}.csv"'
        )
        text = b"".join(response).decode()
        assert text.startswith("\ufeff")
        return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))

    return take


def test_the_file_says_of_each_dossier_what_the_table_says(company, here, exported):
    place = Establishment.objects.create(enterprise=company.enterprise, number="2999990142", name="Dépôt")
    sent = SentDossierFactory(**here, establishment=place, state=State.ACCEPTED)
    draft = DraftFactory(**here)
    today = timezone.localdate().isoformat()
    head, *lines = exported(company.reader)
    assert head[:6] == ["Référence", "Démarche", "État", "Commencé le", "Envoyé le", "Par"]
    who = f"{company.owner.first_name} {company.owner.last_name}"
    assert sorted(lines) == sorted([
        [sent.reference, "Prime d’essai", "Accepté", today, today, who, "Dépôt", "2999990142", "", today],
        ["", "Prime d’essai", "Brouillon", today, "", who, "", "", "", today],
    ])  # fmt: skip
    assert draft.state == State.DRAFT


def test_the_file_holds_what_the_filters_of_the_page_leave_in_its_order(client, company, here, exported):
    refused = [SentDossierFactory(**here, state=State.REFUSED) for _rank in range(3)]
    SentDossierFactory(**here)
    query = "?etat=refuses&tri=envoi"
    lines = exported(company.owner, query)[1:]
    assert [line[0] for line in lines] == [one.reference for one in refused]
    page = parse(client.get(f"/espace/{company.enterprise.number}/dossiers/{query}&page=1").content.decode())
    assert page.find(".//form[@data-download]").get("action").endswith(f"/dossiers/export.csv{query}")


def test_nothing_out_of_reach_is_in_the_file(company, here, exported):
    place = Establishment.objects.create(enterprise=company.enterprise, number="2999990142", name="Dépôt")
    limited = MembershipFactory(enterprise=company.enterprise, establishment=place).user
    SentDossierFactory(**here)
    mine = SentDossierFactory(**here, establishment=place)
    SentDossierFactory()
    assert [line[0] for line in exported(limited)[1:]] == [mine.reference]
    assert len(exported(company.owner)) == 3


def test_no_cell_is_a_formula(company, here, exported):
    name = '=HYPERLINK("http://exemple.be")'
    place = Establishment.objects.create(enterprise=company.enterprise, number="2999990142", name=name)
    spy = MembershipFactory(
        enterprise=company.enterprise, user__first_name="@SUM(A1)", user__last_name="Mal"
    ).user
    SentDossierFactory(**here | {"created_by": spy}, establishment=place)
    cells = exported(company.owner)[1]
    assert cells[6] == f"'{name}"
    assert cells[5].startswith("'@SUM")


def test_who_takes_it_stands_in_the_journal_with_how_many(company, here, exported):
    SentDossierFactory(**here)
    exported(company.reader, "?etat=en-cours")
    event = Event.objects.about(company.enterprise).get(tag="dossiers.exported")
    assert event.facts["dossiers"] == 1
    assert event.actor_id == str(company.reader.pk)


def test_the_file_is_in_the_language_of_who_takes_it(client, company, here, exported):
    SentDossierFactory(**here)
    company.reader.language = "de"
    company.reader.save()
    head, line = exported(company.reader)
    assert head[2] == "Stand"
    assert line[2] == "Eingereicht"


def test_more_than_a_file_holds_is_refused_and_says_what_to_do(client, company, here, monkeypatch, exported):
    assert services.MOST_EXPORTED == 20_000  # what the message says
    monkeypatch.setattr(services, "MOST_EXPORTED", 2)
    many_dossiers(company.enterprise, company.owner, 2)
    assert len(exported(company.owner)) == 3
    many_dossiers(company.enterprise, company.owner, 1)
    address = reverse("dossiers:export", kwargs={"space": company.enterprise.number})
    response = client.post(f"{address}?etat=a-faire", follow=True)
    assert response.redirect_chain == [(f"/espace/{company.enterprise.number}/dossiers/?etat=a-faire", 302)]
    assert "20\xa0000 dossiers au plus" in response.content.decode()
    assert Event.objects.filter(tag="dossiers.exported").count() == 1


def test_a_long_file_is_read_in_parts_in_the_order_of_the_table(company, monkeypatch, exported):
    monkeypatch.setattr(services, "AT_ONCE", 20)
    many_dossiers(company.enterprise, company.owner, 90)
    with CaptureQueriesContext(connection) as statements:
        lines = exported(company.owner, "?tri=-envoi")[1:]
    ordered = Dossier.objects.order_by("-submitted_at", "pk").values_list("reference", flat=True)
    assert [line[0] for line in lines] == list(ordered)
    parts = [one for one in statements if 'WHERE "dossiers_dossier"."id" IN (' in one["sql"]]
    assert len(parts) == 5


def test_asked_too_often_it_is_refused(client, company, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"export_dossiers": (1, 3600)}
    force_sign_in(client, company.owner)
    address = reverse("dossiers:export", kwargs={"space": company.enterprise.number})
    assert [client.post(address).status_code for _time in range(2)] == [200, 429]
