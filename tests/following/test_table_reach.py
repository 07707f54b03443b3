"""What a company's table shows to whom: nothing beyond one's reach, as few statements for everybody."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.models import DossierDeadline
from tests.enterprises.conftest import company
from tests.following.tables import Table, names, places, scene, table
from tests.support.enterprise_factories import MandateFactory, MembershipFactory

__all__ = ["company", "places", "scene", "table"]

pytestmark = pytest.mark.django_db


def test_nobody_filters_by_what_is_out_of_reach(client, company, scene, places):
    limited = MembershipFactory(
        enterprise=company.enterprise, establishment=places[1], demarches=["emploi"]
    ).user
    table = Table(client, company, limited)
    table.read()
    assert names(scene, table) == ["new"]
    assert table.options("par") == [str(company.owner.pk)]
    assert table.options("demarche") == ["emploi"]
    assert table.options("etablissement") == [str(places[1].pk)]
    assert company.colleague.display_name not in table.text
    table.read(par=str(company.colleague.pk), etablissement=str(places[0].pk))
    assert set(names(scene, table)) <= {"new"}
    whole = Table(client, company, company.owner).read()
    assert set(whole.options("par")) == {str(company.owner.pk), str(company.colleague.pk)}
    assert set(whole.options("demarche")) == {"velo", "emploi"}


def test_by_when_the_service_decides_stands_with_what_is_open(table, scene):
    for name in ("old", "new", "refused"):
        DossierDeadline.objects.create(dossier_id=scene[name], received_on="2026-05-21", due_on="2026-07-01")
    DossierDeadline.objects.filter(pk=scene["new"]).update(due_on=None)  # it waits for the person
    table.read()
    assert table.html.count("01/07/2026") == 1
    assert "01/07/2026" in "".join(table.root.find(".//main//tbody/tr").itertext())


def test_who_acts_by_mandate_sees_the_same_table(client, company, scene):
    mandate = MandateFactory(client=company.enterprise)
    staff = MembershipFactory(enterprise=mandate.holder)
    assert len(Table(client, company, staff.user).read().ids) == 4


def test_an_enterprise_without_dossiers_nor_establishments_is_led_on(client, company):
    table = Table(client, company, company.owner).read()
    assert "n’a pas encore de dossier" in table.text
    assert table.root.find(".//table") is None
    assert table.root.find(".//select[@name='etablissement']") is None


def test_as_few_statements_with_every_filter(table, company, places):
    table.read()
    query = {"etat": "a-faire", "demarche": "velo", "par": str(company.owner.pk), "du": "2026-01-01"}
    with CaptureQueriesContext(connection) as statements:
        table.read(**query, au="2026-12-31", tri="-envoi", etablissement=str(places[0].pk))
    assert len(statements) <= 12
