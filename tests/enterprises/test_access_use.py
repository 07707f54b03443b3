"""The last day on which an access was used, as who manages the accesses reads it."""

from __future__ import annotations

import csv
from datetime import UTC, datetime

import pytest
import time_machine

from enterprises.members.services import change_membership
from enterprises.models import AccessUse, GapDesignation, Membership
from enterprises.rights.permissions import Role
from enterprises.rights.services import note_use
from tests.enterprises.invitations import terms
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import GapDesignationFactory
from tests.support.pages import parse
from tests.support.race import race

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def said_of(client, company, person, viewer=None):
    """Return what the members page says of a person."""
    force_sign_in(client, viewer or company.gap)
    page = client.get(f"/espace/{company.enterprise.number}/membres/")
    assert page.status_code == 200
    rows = parse(page.content.decode()).find(".//main").findall(".//dl/div")
    lines = [" ".join("".join(row.itertext()).split()) for row in rows]
    return next(line for line in lines if person.last_name in line)


def test_day_of_the_last_use_is_said_to_who_manages_the_accesses(client, company):
    assert "Jamais utilisé" in said_of(client, company, company.colleague)
    with time_machine.travel(TODAY):
        note_use(actor=company.acting(company.colleague))
    assert "Dernière utilisation : 24 novembre 2026" in said_of(client, company, company.colleague)
    assert "Jamais utilisé" in said_of(client, company, company.reader)
    assert "utilis" not in said_of(client, company, company.colleague, viewer=company.reader)


def test_reading_is_no_use_and_sending_a_form_is(client, company):
    GapDesignationFactory(
        enterprise=company.enterprise, user=company.colleague, kind=GapDesignation.Kind.CO_GAP
    )
    force_sign_in(client, company.colleague)
    address = f"/espace/{company.enterprise.number}/invitations/nouvelle/"
    assert client.get(address).status_code == 200
    assert not AccessUse.objects.exists()
    assert client.post(address, {"email": "ann"}).status_code == 422
    assert AccessUse.objects.get().membership.user == company.colleague


def test_a_day_costs_one_write(company, django_assert_num_queries):
    first = company.acting(company.colleague)
    with django_assert_num_queries(1):
        note_use(actor=first)
    again = company.acting(company.colleague)
    with django_assert_num_queries(0):
        note_use(actor=again)


def test_who_only_manages_accesses_uses_none(company):
    note_use(actor=company.acting(company.gap))
    assert not AccessUse.objects.exists()


def test_changed_role_keeps_the_last_use(client, company):
    note_use(actor=company.acting(company.colleague))
    change_membership(
        actor=company.acting(company.gap),
        membership=Membership.objects.get(user=company.colleague),
        terms=terms(Role.LECTEUR),
        reason="",
    )
    assert "Dernière utilisation" in said_of(client, company, company.colleague)


def test_file_says_it_too(client, company):
    with time_machine.travel(TODAY):
        note_use(actor=company.acting(company.colleague))
    force_sign_in(client, company.gap)
    file = client.get(f"/espace/{company.enterprise.number}/membres/export.csv").content.decode("utf-8-sig")
    used = {
        row["Nom"]: row["Dernière utilisation"] for row in csv.DictReader(file.splitlines(), delimiter=";")
    }
    assert used == {"Wauters": "2026-11-24", "Collignon": "jamais", "El Amrani": "jamais", "Hermans": ""}


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_leave_one_day(company):
    actor = company.acting(company.colleague)
    assert race(*[lambda: note_use(actor=actor)] * 3) == [None] * 3
    assert AccessUse.objects.count() == 1
