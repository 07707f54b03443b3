"""The simulated back office and mailbox: what scripts and people of the demo rely on."""

import os
import smtplib
import uuid
from email.message import EmailMessage

import pytest
from django.conf import settings

from dossiers.gateways.https import signature
from monespace.common.canonical import canonical_json
from tests.support import plain_http


@pytest.fixture
def site(simulators):
    with plain_http.client(base_url=simulators) as client:
        yield client


def deliver(site, key, content, *, signed_with=None, header=None):
    body = canonical_json(content)
    headers = {
        "Idempotency-Key": key,
        "X-Signature": header or signature(body, signed_with or settings.BACKOFFICE_SECRET),
    }
    return site.post("/backoffice/dossiers/", content=body, headers=headers)


def test_back_office_keeps_a_delivery_once_and_gives_the_same_answer(site):
    key, reference = str(uuid.uuid4()), f"ME-{uuid.uuid4().hex[:8]}"
    first = deliver(site, key, {"reference": reference})
    again = deliver(site, key, {"reference": reference})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert set(first.json()) == {"service_reference", "acknowledged_at"}
    listed = site.get("/backoffice/dossiers.json").json()["dossiers"]
    assert [(d["idempotency_key"], d["times_received"]) for d in listed if d["reference"] == reference] == [
        (key, 2)
    ]
    assert reference in site.get("/backoffice/").text
    assert deliver(site, key, {"reference": "another"}).status_code == 422


def test_back_office_refuses_a_delivery_that_is_not_signed_now_by_the_portal(site):
    content = {"reference": "ME-1"}
    key = str(uuid.uuid4())
    old = signature(canonical_json(content), settings.BACKOFFICE_SECRET).replace("t=1", "t=0")
    for refused in (
        deliver(site, key, content, signed_with="another secret"),
        deliver(site, key, content, header=old),
        deliver(site, key, content, header="nonsense"),
    ):
        assert (refused.status_code, refused.json()) == (401, {"problem": "signature"})
    assert key not in site.get("/backoffice/dossiers.json").text
    assert deliver(site, key, content).status_code == 201


def test_back_office_says_how_it_may_be_told_to_answer(site):
    told = site.get("/backoffice/comportement.json").json()
    assert told["choices"] == ["accept", "refuse", "fail", "hang", "duplicate"]
    url = "/backoffice/comportement.json"
    assert site.post(url, json={"behaviour": "nonsense"}).status_code == 400
    assert site.post("/backoffice/comportement/", data={"behaviour": "nonsense"}).status_code == 400
    same = site.post("/backoffice/comportement/", data={"behaviour": told["behaviour"]})
    assert same.status_code == 302


def test_mailbox_shows_a_mail_to_people_and_scripts(site):
    subject = f"Objet {uuid.uuid4()}"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "portail@exemple.be", "nadia@exemple.be", subject
    mail.set_content("Bonjour, voir https://exemple.be/x")
    mail.add_alternative("<p>Bonjour</p><script>alert(1)</script>", subtype="html")
    port = int(os.environ["SIMULATORS_SMTP_PORT"])
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as server:
        server.send_message(mail)
    messages = site.get("/mailbox/messages.json").json()["messages"]
    received = next(message for message in messages if message["subject"] == subject)
    assert received["to"] == ["nadia@exemple.be"]
    assert received["text"].strip() == "Bonjour, voir https://exemple.be/x"
    assert "<p>Bonjour</p>" in received["html"]
    assert received["headers"]["From"] == "portail@exemple.be"
    assert received["received_at"]
    assert subject in site.get("/mailbox/").text
    page = site.get(f"/mailbox/{received['number']}/").text
    assert 'href="https://exemple.be/x"' in page
    assert "sandbox" in page
    assert "<script>alert" not in page
    part = site.get(f"/mailbox/{received['number']}/html/")
    assert part.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert site.get("/mailbox/999999/").status_code == 404
