"""An outage that makes limits longer is told in one mail to each person, however many dossiers it touches."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dossiers.deadlines.outages import effects_of, fingerprint_of
from dossiers.digests.services import SETTLED_AFTER, begin_digests
from dossiers.models import Dossier, DossierDeadline, Notice
from enterprises.rights.permissions import Role
from helpdesk.outages.services import announce_outage
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.models import Message
from monespace.outbox.testing import drain
from tests.deadlines.scene import THIRTY_DAYS, outage, sent, version_with
from tests.digests.scene import morning, pacing
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.pages import REFERENCE

pytestmark = pytest.mark.django_db
SECOND_OF_MARCH = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to("2026-03-12 10:00+01:00", tick=False)
    return time_machine


@pytest.fixture
def version():
    return version_with(**THIRTY_DAYS)


def own(version, person, times=1):
    return [
        sent(version, SECOND_OF_MARCH, dossier__owner_user=person, dossier__created_by=person)
        for _ in range(times)
    ]


def company(version, *, times=1):
    """Return an enterprise with dossiers, and its Propriétaire who sent them."""
    enterprise, sender = EnterpriseFactory(), PersonFactory()
    MembershipFactory(enterprise=enterprise, user=sender, role=Role.PROPRIETAIRE)
    owner = {"dossier__owner_user": None, "dossier__owner_enterprise": enterprise}
    for _ in range(times):
        dossier = sent(version, SECOND_OF_MARCH, **owner, dossier__created_by=sender)
        Dossier.objects.filter(pk=dossier.pk).update(sent_by=sender)
    return enterprise, sender


def announced(**changes):
    """Let a supervisor announce an outage as it was shown, and let all of it happen."""
    made = outage(date(2026, 3, 10), date(2026, 3, 11), **changes)
    shown = fingerprint_of(made, effects_of(made))
    announce_outage(actor=AgentFactory(group="supervisor"), outage=made, shown=shown)
    for _run in range(2):
        drain()
        Message.objects.filter(done_at=None).update(available_at=timezone.now() - timedelta(days=400))
    drain()
    return made


def test_each_person_gets_one_mail_for_all_their_dossiers(version):
    person = PersonFactory()
    own(version, person, times=30)
    enterprise, sender = company(version, times=3)
    announced()
    assert not Mail.objects.exists()
    first, second = sorted(morning(), key=lambda mail: mail.to != person.email)
    assert (first.to, second.to) == (person.email, sender.email)
    assert "prolonge le délai de décision de 30 dossiers" in first.text
    assert "Panne d’essai." in first.text
    assert "Décret de la panne." in first.text
    assert "décision au plus tard le 11 avril 2026" in first.text
    assert len(REFERENCE.findall(first.text)) == 20
    assert "Et 10 autres dossiers" in first.text
    assert "prolonge le délai de décision de 3 dossiers" in second.text
    assert enterprise.name in second.text
    assert Notice.objects.filter(news="extended", told_at__isnull=False).count() == 33
    assert morning() == []


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("fr", "une panne prolonge le délai"),
        ("de", "Ein Ausfall verlängert"),
        ("nl", "een storing verlengt"),
        ("en", "an outage extends"),
    ],
)
def test_its_subject_says_it_in_the_readers_language_and_names_nobody(version, language, subject):
    person = PersonFactory(language=language)
    [dossier] = own(version, person)
    announced()
    [mail] = morning()
    assert subject in mail.subject
    for hidden in (person.last_name, dossier.reference, "essai"):
        assert hidden not in mail.subject


def test_who_chose_only_what_asks_something_is_not_told_and_others_in_the_digest_they_have(version):
    quiet, daily = pacing(PersonFactory(), "action"), pacing(PersonFactory(), "daily")
    own(version, quiet)
    own(version, daily)
    announced()
    assert [mail.to for mail in morning()] == [daily.email]


def test_whose_day_stays_is_not_told(version):
    person = PersonFactory()
    own(version, person)
    announced(extra_days=None, extended_to=date(2026, 3, 20))
    assert morning() == []
    assert not Notice.objects.exists()


def test_an_outage_announced_just_before_the_hour_waits_for_the_next_morning(version):
    person = PersonFactory()
    own(version, person)
    announced()
    begin_digests(until=timezone.now() + SETTLED_AFTER - timedelta(minutes=1))
    drain()
    assert not Mail.objects.exists()
    begin_digests(until=timezone.now() + SETTLED_AFTER + timedelta(minutes=1))
    drain()
    assert Mail.objects.count() == 1


def test_two_outages_are_told_in_one_mail_each_with_its_cause(version):
    person = PersonFactory()
    own(version, person)
    announced()
    announced(cause={"fr": "Deuxième panne.", "de": "Zweiter Ausfall."})
    [mail] = morning()
    assert "Panne d’essai." in mail.text
    assert "Deuxième panne." in mail.text
    assert len(REFERENCE.findall(mail.text)) == 1


def test_the_preview_counts_who_is_told_and_the_journal_keeps_it(version, client):
    person = PersonFactory()
    own(version, person, times=2)
    company(version, times=2)
    own(version, PersonFactory())
    made = outage(date(2026, 3, 10), date(2026, 3, 11))
    effects = effects_of(made)
    assert (effects.count, effects.people_count, effects.enterprise_count) == (5, 2, 1)
    announced()
    event = Event.objects.get(tag="outage.announced")
    assert (event.facts["dossiers"], event.facts["people"], event.facts["enterprises"]) == (5, 2, 1)
    assert len(morning()) == 3


def test_an_outage_that_changes_no_day_tells_nobody(version):
    effects = effects_of(outage(date(2027, 3, 10), date(2027, 3, 11)))
    assert (effects.count, effects.people_count, effects.enterprise_count) == (0, 0, 0)
    assert not DossierDeadline.objects.exists()
