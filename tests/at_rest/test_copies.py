"""National numbers that people type are read on pages and by services, and in no copy of the servers."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db.models import JSONField, Value
from django.urls import reverse
from django.utils import timezone
from redis import Redis

from dossiers.complements.services import ask as ask_again
from dossiers.handling.services import take_up
from dossiers.models import Case, Signatory, SignatureRequest, StepAnswers, Submission
from monespace.outbox.testing import drain
from tests.api.caller import Caller
from tests.api.factories import ClientFactory, token_of
from tests.at_rest.copies import places_of
from tests.at_rest.scene import AS_TYPED, HALF, OF_CHILD, RIGHT, SHOWN, STEP, WRONG, complete, draft
from tests.complements.factories import wanted
from tests.cosigning.scene import ask, person, tokens
from tests.filling.browser import Page, open_step, url
from tests.handling.factories import make_officer
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db
EVERY = (RIGHT, OF_CHILD, WRONG, HALF)


@pytest.fixture
def readable(caplog):
    """Return where any of the numbers that people type here can be read."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="factory")  # of the tests themselves
    return lambda: {place for number in EVERY for place in places_of(number, caplog)}


@pytest.fixture
def begun(client):
    """A draft, its person signed in."""
    dossier = draft()
    force_sign_in(client, dossier.created_by)
    return dossier


@pytest.fixture
def sent(client):
    """A dossier that was sent from its pages, received by its service in the portal."""
    dossier = draft(answers=complete())
    force_sign_in(client, dossier.created_by)
    assert SHOWN in client.get(url("review", dossier)).content.decode()
    sending = client.post(url("submit", dossier), {"declaration_exactitude": "on"})
    assert sending.status_code == 302
    drain()
    return Case.objects.get(pk=dossier.pk)


def shown(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_number_in_clear_is_found_wherever_it_stands(begun, caplog):
    caplog.set_level(logging.INFO, logger="dossiers")
    planted = "01.02.28-333.9"  # here only: tests that run beside this one read the same Redis
    assert places_of(planted, caplog) == set()
    row = {"dossier": begun, "step": STEP, "saved_at": begun.created_at, "saved_by": begun.created_by}
    clear = Value({"conjoint": "010228 333 9"}, JSONField())
    StepAnswers.objects.create(**row, revision="page 1", values=clear)
    assert places_of(planted, caplog) == {"dossiers_stepanswers"}
    logging.getLogger("dossiers").info("typed %s", planted)
    key = f"{settings.COUNTERS_PREFIX}:{planted}"
    redis = Redis.from_url(settings.COUNTERS_URL)
    redis.set(key, 1, ex=60)
    assert places_of(planted, caplog) == {"dossiers_stepanswers", "logs", "Redis"}
    redis.delete(key)


def test_what_is_typed_in_a_draft(client, begun, readable):
    page = open_step(client, begun, STEP)
    assert page.type("id_conjoint", conjoint=HALF).status_code == 200
    assert HALF in open_step(client, begun, STEP).html
    assert readable() == set()
    page = page.post("save", conjoint=WRONG).follow()
    assert WRONG in open_step(client, begun, STEP).html
    item = open_step(client, begun, STEP).post("enfants:add", conjoint=AS_TYPED).follow()
    assert item.type("id_numero", numero=HALF).status_code == 200
    assert HALF in shown(client, item.url)
    table = item.post("continue", numero=OF_CHILD).follow()
    assert OF_CHILD in table.html
    assert AS_TYPED in table.html
    assert readable() == set()


def test_what_is_sent_too_late(client, begun, readable):
    page = open_step(client, begun, STEP)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        assert page.post("continue", conjoint=WRONG).response.status_code == 302
    assert readable() == set()
    force_sign_in(client, begun.created_by)
    assert WRONG in open_step(client, begun, STEP).html


def test_what_is_sent(client, sent, readable):
    assert SHOWN in shown(client, url("detail", sent.dossier))
    payload = Submission.objects.get().payload
    assert payload[STEP] == {"conjoint": RIGHT, "enfants": [{"numero": OF_CHILD.translate({45: "", 46: ""})}]}
    caller = Caller(token_of(ClientFactory()))
    assert caller.get(f"dossiers/{sent.pk}").json()["submissions"][0]["payload"] == payload
    force_sign_in(client, make_officer().user)
    client.post(reverse("admin:open_case", args=[sent.pk]), {"reason": "handling"})
    assert SHOWN in shown(client, reverse("admin:case", args=[sent.pk]))
    assert readable() == set()


def test_what_is_answered_to_a_request_for_additional_information(client, sent, readable):
    officer = make_officer()
    take_up(actor=officer, dossier_id=sent.pk)
    request = ask_again(actor=officer, **wanted(sent, fields=[f"{STEP}.conjoint", f"{STEP}.enfants"]))
    address = url("complement_step", sent.dossier, request_id=request.pk, step=STEP)
    page = Page(client, address, client.get(address)).post("save", conjoint=WRONG)
    assert WRONG in shown(client, address)
    assert readable() == set()
    page = Page(client, address, client.get(address)).post("continue", conjoint=OF_CHILD).follow()
    assert OF_CHILD in page.html
    send = url("send_complement", sent.dossier, request_id=request.pk)
    assert client.post(send, {"declaration_exactitude": "on"}).status_code == 302
    drain()
    assert Submission.objects.get(number=2).payload[STEP]["conjoint"] != RIGHT
    assert readable() == set()


def test_what_others_sign(client, readable):
    dossier = draft(is_signed=True, answers=complete())
    ask(dossier)
    page = reverse("dossiers:sign", kwargs={"token": tokens()[0]})
    force_sign_in(client, person())
    assert SHOWN in shown(client, page)
    assert SignatureRequest.objects.get().content["payload"][STEP]["conjoint"] == RIGHT
    assert readable() == set()
    signing = {"answer": "sign", "content": SignatureRequest.objects.get().content_sha256}
    assert client.post(page, signing).status_code == 302
    drain()
    own = reverse("dossiers:signature", kwargs={"signatory_id": Signatory.objects.get().pk})
    assert SHOWN in shown(client, own)
    assert readable() == set()
