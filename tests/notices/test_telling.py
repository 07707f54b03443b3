"""What happens to a dossier is told by e-mail, once, in the reader's language, without its outcome."""

from __future__ import annotations

import pytest
from django.core import mail as django_mail
from django.db import transaction

from accounts.models import MailPace
from dossiers.dossier.errors import TransitionRefused
from dossiers.models import Notice
from dossiers.notices.emails import SENTENCES
from dossiers.notices.news import GATHERED, NEWS_OF, News, When, when
from dossiers.notices.services import tell_people
from dossiers.states import STATE_WORDS, DossierEvent, State
from monespace.journal.models import Event
from monespace.mail.models import BudgetRefusal, Mail
from monespace.outbox.models import Message
from monespace.outbox.testing import drain
from tests.notices.scene import BEFORE, company_dossier, happen, told
from tests.submission.factories import SentDossierFactory, actor_of
from tests.support.race import race

pytestmark = pytest.mark.django_db
OUTCOMES = [State.ACCEPTED, State.PARTLY_ACCEPTED, State.REFUSED, State.CLOSED]


def event_of(dossier):
    return Event.objects.about(dossier).filter(tag__startswith="dossier.").last()


def test_every_news_told_at_once_has_its_sentence():
    told_at_once = {news for news in News for pace in MailPace if when(news, pace) is When.AT_ONCE}
    assert set(SENTENCES) == told_at_once == set(News) - GATHERED
    without_a_state = {News.MESSAGE, News.DUE_SOON, News.EXTENDED, News.WRITTEN, News.ERASED_SOON}
    assert set(NEWS_OF.values()) | without_a_state == set(News)
    assert set(BEFORE) | {DossierEvent.WITHDRAW, DossierEvent.ANSWER} == set(NEWS_OF)


@pytest.mark.parametrize("event", BEFORE)
def test_each_event_is_told_to_the_person(event):
    dossier = SentDossierFactory()
    assert told(dossier, event) == [dossier.owner_user.email]
    [sent] = django_mail.outbox
    assert dossier.reference in sent.subject
    assert str(SENTENCES[NEWS_OF[event]]) in sent.body
    assert f"/espace/citoyen/dossiers/{dossier.pk}/" in sent.body
    notice = Notice.objects.get()
    assert (notice.recipient, notice.event, notice.news) == (
        dossier.owner_user,
        event_of(dossier),
        NEWS_OF[event],
    )


@pytest.mark.parametrize("event", BEFORE)
def test_no_subject_names_a_person_a_demarche_or_an_outcome(event):
    dossier = company_dossier()
    told(dossier, event)
    [sent] = django_mail.outbox
    title = dossier.demarche_version.content["title"]["fr"]
    assert title in sent.body
    for hidden in (title, dossier.owner_enterprise.name, dossier.sent_by.last_name):
        assert hidden not in sent.subject
    for outcome in OUTCOMES:
        assert str(STATE_WORDS[outcome]) not in sent.body
        assert outcome.label.lower() not in sent.subject.lower()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "une décision est prise"),
        ("de", "es ist entschieden worden"),
        ("nl", "er is een beslissing genomen"),
        ("en", "a decision has been made"),
    ],
)
def test_reader_is_written_to_in_their_own_language(language, words):
    dossier = SentDossierFactory(owner_user__language=language)
    told(dossier, DossierEvent.REFUSE)
    [sent] = django_mail.outbox
    assert words in sent.subject


def test_withdrawing_is_not_told_to_who_does_it():
    dossier = SentDossierFactory(state=State.RECEIVED)
    assert told(dossier, DossierEvent.WITHDRAW, actor_of(dossier.owner_user)) == []
    assert not Notice.objects.exists()


def test_what_is_undone_is_told_to_nobody():
    dossier = SentDossierFactory()
    with transaction.atomic():
        happen(dossier)
        transaction.set_rollback(True)
    dossier.refresh_from_db()
    drain()
    assert not Mail.objects.exists()
    with pytest.raises(TransitionRefused):
        happen(dossier, DossierEvent.SUBMIT, actor_of(dossier.owner_user))
    assert not Message.objects.filter(topic="dossier.tell").exists()
    assert told(dossier) == [dossier.owner_user.email]


def test_running_it_again_tells_nobody_twice_but_the_next_event_is_told():
    dossier = SentDossierFactory()
    told(dossier)
    for _again in range(2):
        tell_people(dossier_id=str(dossier.pk), event_id=event_of(dossier).pk, news="asked")
    assert Mail.objects.count() == Notice.objects.count() == 1
    assert told(dossier) == [dossier.owner_user.email]
    assert Notice.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_told_by_two_workers_at_once_it_is_told_once():
    dossier = company_dossier()
    happen(dossier)
    ids = {"dossier_id": str(dossier.pk), "event_id": event_of(dossier).pk, "news": "asked"}
    assert race(*[lambda: tell_people(**ids)] * 3) == [None] * 3
    assert Mail.objects.count() == Notice.objects.count() == 1


def test_beyond_the_budget_only_what_must_be_known_is_told(settings):
    dossier = SentDossierFactory()
    settings.MAIL_BUDGETS = {**settings.MAIL_BUDGETS, "news": {"recipient": ((1, 3600),)}}
    assert told(dossier, DossierEvent.TAKE_UP) == [dossier.owner_user.email]
    other = SentDossierFactory(owner_user=dossier.owner_user)
    assert told(other, DossierEvent.TAKE_UP) == []
    assert BudgetRefusal.objects.get().budget == "news"
    assert told(dossier, DossierEvent.ASK) == [dossier.owner_user.email]
    assert told(dossier, DossierEvent.LAPSE) == [dossier.owner_user.email]
    assert told(dossier, DossierEvent.REFUSE) == [dossier.owner_user.email]


def test_dossier_anonymised_meanwhile_is_told_to_nobody():
    dossier = SentDossierFactory()
    happen(dossier, DossierEvent.REFUSE)
    type(dossier).objects.filter(pk=dossier.pk).update(state=State.ANONYMISED)
    drain()
    assert not Mail.objects.exists()
