"""The interface over HTTP, as a back office meets it: the sample of docs/ integrates by it alone."""

from __future__ import annotations

import json
import subprocess
import sys

import httpx
import pytest

from dossiers.messages.services import write_to_service
from dossiers.models import ComplementRequest, Decision, Delivery, Dossier, Message
from monespace.journal.models import Event
from tests.api.factories import ClientFactory, ClientSecretFactory
from tests.api.test_reading import sent_with_document
from tests.complements.test_answering import send as answer_request
from tests.house.test_files import ROOT
from tests.messages.factories import letter
from tests.submission.factories import DeliveryFactory, actor_of
from tests.support.web import serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
SAMPLE = ROOT / "docs" / "samples" / "back_office.py"
SECRET = "le-secret-du-systeme"


def run(web, secret, folder, value=SECRET):
    command = [sys.executable, str(SAMPLE), web.url, str(secret.client_id), value, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_sample_back_office_integrates_over_http(tmp_path):
    submission, invoice = sent_with_document()
    DeliveryFactory(submission=submission)
    secret = ClientSecretFactory(value=SECRET, client=ClientFactory())
    kept = tmp_path / "kept"
    kept.mkdir()
    with serving(tmp_path, "--workers", "1", ALLOWED_HOSTS="127.0.0.1") as web:
        first, second = run(web, secret, kept), run(web, secret, kept)
        wrong = run(web, secret, kept, "faux")
        with httpx.Client(base_url=web.url, trust_env=False) as http:
            head = http.head("/api/v1/health")
            nothing = http.get("/api/v1/dossiers")
            broken = http.request("PUT", "/api/v1/dossiers")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert (wrong.returncode, "invalid_client" in wrong.stderr) == (1, True)
    dossier = Dossier.objects.get()
    assert dossier.state == "action_needed"
    assert Delivery.objects.get().service_reference == f"BO-{dossier.reference}"
    assert (kept / invoice.sha256).read_bytes() == b"%PDF-1.7"
    assert json.loads((kept / f"{dossier.reference}.json").read_text())["state"] == "action_needed"
    tags = list(Event.objects.about(dossier).values_list("tag", flat=True))
    assert [tags.count(f"dossier.{tag}") for tag in ("delivered", "received", "taken_up", "asked")] == [1] * 4
    assert (head.status_code, head.content) == (200, b"")
    assert (nothing.status_code, nothing.json()["title"]) == (401, "No Access Token")
    assert (broken.status_code, broken.headers["Allow"]) == (405, "GET, HEAD")


def test_the_sample_reads_the_answers_of_people_and_decides(tmp_path):
    submission, _invoice = sent_with_document()
    DeliveryFactory(submission=submission)
    secret, dossier = ClientSecretFactory(value=SECRET, client=ClientFactory()), submission.dossier
    person = actor_of(dossier.owner_user)
    with serving(tmp_path, "--workers", "1", ALLOWED_HOSTS="127.0.0.1") as web:
        first = run(web, secret, tmp_path)
        answer_request(person, ComplementRequest.objects.get())
        write_to_service(actor=person, dossier_id=dossier.pk, letter=letter("Et ma prime ?"))
        second, third = run(web, secret, tmp_path), run(web, secret, tmp_path)
    assert [one.returncode for one in (first, second, third)] == [0, 0, 0], [first, second, third]
    decision = Decision.objects.get()
    assert (decision.outcome, decision.decided_by_client_id) == ("accepted", secret.client_id)
    assert [(one.side, one.text) for one in Message.objects.order_by("number")] == [
        ("person", "Et ma prime ?"),
        ("service", "Nous vous avons lu."),
    ]
    dossier.refresh_from_db()
    assert (dossier.state, dossier.unread_by_service) == ("accepted", 0)
