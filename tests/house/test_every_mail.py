"""Every kind of mail, sent by its real service, against what ADR 0032, 0060 and 0061 promise."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core import mail as django_mail
from django.db import connection
from django.urls import get_resolver

from enterprises.models import (
    AccessRequest,
    GapDesignation,
    GapProposal,
    GapRequest,
    Invitation,
    Mandate,
    Membership,
)
from monespace.common.tokens import TOKEN
from monespace.journal.models import Event
from monespace.mail.errors import MailBudgetSpent
from monespace.mail.kinds import MailKind
from monespace.mail.models import BudgetRefusal, Mail
from monespace.outbox.models import Message
from monespace.outbox.testing import drain
from tests.gap.conftest import firm, register  # noqa: F401 - fixtures
from tests.house.every_mail import ACTS, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clamd")]
CODE = re.compile(r"(?<!\d)\d{3}\xa0\d{3}(?!\d)")
LIKE_LINK = re.compile(r"evil\.\w|@evil|http://evil|evil．")


@pytest.fixture
def world(firm):  # noqa: F811 - the fixture
    firm.enterprise.name = "Voir www.evil.be SRL"
    firm.enterprise.save()
    firm.director.last_name = "Lemaire evil.be"
    firm.director.save()
    return World(firm)


def rows() -> str:
    """Return every row of every table, as text."""
    tables = sorted(model._meta.db_table for model in apps.get_models() if model._meta.managed)
    with connection.cursor() as cursor:
        texts = []
        for table in tables:
            cursor.execute(f'SELECT "{table}"::text FROM "{table}"')  # noqa: S608 - our own names
            texts += [row[0] for row in cursor.fetchall()]
    return "\n".join(texts)


def counts() -> list[int]:
    """Return how many rows there are of what acts change, mail, or say to have been done."""
    done = Event.objects.exclude(tag="representation.checked")  # a question of its own, before the act
    changed = [Invitation, GapProposal, GapDesignation, GapRequest, AccessRequest, Membership, Mandate]
    return [rows.count() for rows in (done, *(model.objects for model in (*changed, Mail, Message)))]


def test_every_kind_has_its_act():
    assert get_resolver().url_patterns  # imports every app whole
    assert set(ACTS) == set(MailKind.every) - {"probe"}


@pytest.mark.parametrize("name", sorted(ACTS))
def test_no_stored_row_opens_anything_and_no_word_leads_elsewhere(name, world, settings):
    act = ACTS[name](world)
    Mail.objects.all().delete()
    act()
    kind = MailKind.every[name]
    mail = Mail.objects.filter(template=kind.template).first()
    assert mail, "the act sends the mail"
    stored = rows()
    drain()
    secrets = {found for one in django_mail.outbox for found in TOKEN.findall(one.body)}
    codes = {found for one in django_mail.outbox if name == "email_code" for found in CODE.findall(one.body)}
    secrets |= codes | {code.replace("\xa0", "") for code in codes}
    assert bool(secrets) == (name in {"invitation", "gap_proposed", "email_code", "signature_asked"})
    stored += rows()
    shown = [one for one in secrets if re.search(rf"(?<![\w.-]){re.escape(one)}(?!\w)", stored)]
    assert not shown
    assert not Mail.objects.exclude(sealed_link="").exists()
    for one in Mail.objects.all():
        assert not LIKE_LINK.search(one.subject + one.text + one.html)
        assert "\r" not in one.text


@pytest.mark.parametrize("name", sorted(ACTS))
def test_beyond_its_budget_nothing_happens_and_agents_see_it(name, world, settings):
    kind, act = MailKind.every[name], ACTS[name](world)
    if not kind.budget:
        assert kind.limit.value
        return
    settings.MAIL_BUDGETS = {one: {"recipient": ((0, 3600),)} for one in settings.MAIL_BUDGETS}
    Mail.objects.all().delete()
    if kind.is_left_out:
        act()
        assert not Mail.objects.filter(template=kind.template, budget=kind.budget).exists()
    else:
        before = counts()
        with pytest.raises(MailBudgetSpent):
            act()
        assert counts() == before
    assert BudgetRefusal.objects.filter(budget=kind.budget).exists()
