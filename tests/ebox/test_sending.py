"""A decision goes to the e-Box too: once, wanted with its document, said only when it lies there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.decisions.ebox.models import LANE, SEND, SENT
from dossiers.decisions.ebox.services import send_to_ebox
from dossiers.models import Dossier, EboxPost
from dossiers.states import State
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.models import Message
from monespace.outbox.running import run
from monespace.outbox.testing import drain
from tests.decisions.documents import decided, made
from tests.ebox.federal import COMPANY, NO_USER, USER
from tests.retention.scene import ended, past
from tests.submission.factories import SubmissionFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db
LINE = "Décision envoyée aussi à l’e-Box"


def dossier_of(number=USER, **changes):
    """Return a decided dossier of a person, with its document made."""
    dossier = decided(dossier__owner_user__identity=number, **changes)
    made(dossier)
    return dossier


def page_of(client, dossier):
    force_sign_in(client, dossier.owner_user)
    address = reverse("dossiers:detail", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
    return client.get(address).content.decode()


def sending_of(dossier):
    return Message.objects.about(dossier.pk).get(topic=SEND)


def test_a_decision_lies_in_the_e_box_and_its_page_says_so(federal, client):
    dossier = dossier_of()
    assert LINE not in page_of(client, dossier)
    assert sending_of(dossier).lane == LANE
    drain()
    [message] = federal.messages()
    assert message["subject"] == {"fr": f"Décision sur la demande {dossier.reference}"}
    assert [one["name"] for one in message["documents"]] == [f"{dossier.reference}-decision.pdf"]
    assert dossier.reference in message["bodyContent"]["fr"]
    shown = page_of(client, dossier)
    assert LINE in shown
    assert reverse("dossiers:decision_pdf", kwargs={"space": "citoyen", "dossier_id": dossier.pk}) in shown
    assert EboxPost.objects.get().message_id == message["messageId"]


def test_the_mail_of_the_decision_is_the_same_with_an_e_box_and_without(federal, settings):
    def subjects_and_words(dossier):
        drain()
        return {(mail.template, mail.to == dossier.owner_user.email) for mail in Mail.objects.all()}

    with_one = subjects_and_words(dossier_of())
    Mail.objects.all().delete()
    settings.EBOX_URL = ""
    assert subjects_and_words(decided()) == with_one != set()
    assert EboxPost.objects.count() == 1


def test_nothing_is_wanted_where_the_portal_is_not_let_in(settings):
    assert not settings.EBOX_URL
    dossier = decided()
    made(dossier)
    assert not Message.objects.filter(topic=SEND).exists()
    assert not EboxPost.objects.exists()


def test_the_privacy_page_names_the_e_box_where_it_is_told_anything(settings, client):
    told = "L’e-Box fédérale reçoit votre numéro national"
    settings.EBOX_URL = "https://ebox.example/"
    assert told in client.get("/vie-privee/").content.decode()
    settings.EBOX_URL = ""
    assert told not in client.get("/vie-privee/").content.decode()


def test_who_does_not_use_theirs_reads_nothing_of_it(federal, client):
    dossier = dossier_of(NO_USER)
    drain()
    assert "e-Box" not in page_of(client, dossier)
    assert EboxPost.objects.get().unused_at
    assert sending_of(dossier).done_at
    federal.let_use(f"citizen:{NO_USER}")
    send_to_ebox(str(dossier.pk))
    assert federal.messages() == [], "what was decided before is not sent afterwards"


def test_a_company_gets_it_and_its_members_are_named_to_nobody(federal):
    company = EnterpriseFactory(number=COMPANY)
    member = PersonFactory(identity=USER)
    dossier = decided(dossier__owner_user=None, dossier__owner_enterprise=company, dossier__created_by=member)
    made(dossier)
    drain()
    [message] = federal.messages()
    assert message["recipient"] == {"eboxType": "enterprise", "eboxIdValue": COMPANY}
    assert USER not in str(message)


@pytest.mark.parametrize(("language", "spoken"), [("fr", "fr"), ("de", "de"), ("nl", "nl"), ("en", "fr")])
def test_it_is_in_the_language_of_the_dossier_where_the_e_box_has_it(federal, language, spoken):
    dossier_of(dossier__language=language)
    drain()
    [message] = federal.messages()
    assert message["subject"].keys() == message["bodyContent"].keys() == {spoken}


def test_an_e_box_that_is_away_is_tried_again_and_nobody_waits(federal, client):
    federal.answer("fail")
    dossier = dossier_of()
    drain()
    message = sending_of(dossier)
    assert (message.done_at, message.failed_at, message.last_error) == (None, None, "ebox_503")
    assert LINE not in page_of(client, dossier)
    federal.answer("accept")
    assert run(message.pk)
    assert len(federal.messages()) == 1


def test_what_it_refuses_waits_for_an_agent_who_starts_it_again(federal, client):
    federal.answer("refuse")
    dossier = dossier_of()
    drain()
    assert sending_of(dossier).failed_at
    force_sign_in(client, AgentFactory(group="supervisor"))
    page = client.get(reverse("admin:failures")).content.decode()
    assert "Envoi d’une décision à une e-Box" in page
    assert "L’e-Box refuse le message" in page
    federal.answer("accept")
    client.post(reverse("admin:retry_message", args=[sending_of(dossier).pk]))
    drain()
    assert len(federal.messages()) == 1
    assert Event.objects.about(dossier).filter(tag=SENT).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_attempts_at_once_leave_one_message_and_one_line(federal):
    dossier = dossier_of()
    race(*[lambda: send_to_ebox(str(dossier.pk))] * 2)
    assert len(federal.messages()) == 1
    assert Event.objects.about(dossier).filter(tag=SENT).count() == 1


def test_nothing_of_a_number_is_in_what_waits_or_is_journaled(federal):
    dossier = dossier_of()
    drain()
    rows = [*Message.objects.values_list("payload", "last_error"), *Event.objects.values_list("facts")]
    assert USER not in str([*rows, *EboxPost.objects.values_list()])
    assert Dossier.objects.get(pk=dossier.pk).state == State.REFUSED


def test_the_place_in_the_e_box_is_forgotten_with_the_dossier(federal):
    dossier = ended()
    SubmissionFactory(dossier=dossier)
    EboxPost.objects.create(dossier=dossier, message_id="f00", sent_at=dossier.ended_at)
    assert past(dossier).state == State.ANONYMISED
    assert EboxPost.objects.get().message_id == ""


def test_an_erased_dossier_goes_nowhere_any_more(federal):
    dossier = ended()
    SubmissionFactory(dossier=dossier)
    EboxPost.objects.create(dossier=dossier)
    past(dossier)
    send_to_ebox(str(dossier.pk))
    assert federal.messages() == []
