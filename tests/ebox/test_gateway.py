"""The way to the e-Box keeps the contract of all ways, and the published contract of the federal service."""

from __future__ import annotations

import base64
import json
import logging
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from dossiers.decisions.ebox.content import parcel_of
from dossiers.gateways.contract import DeliveryFailed
from dossiers.gateways.ebox import publishing, tokens
from dossiers.gateways.ebox.multipart import Part, body_of
from dossiers.gateways.ebox.publishing import NOT_ACTIVATED, EboxGateway, Recipient
from monespace.calls.network import Patience
from tests.decisions.documents import decided, made
from tests.ebox.federal import COMPANY, IDLE_COMPANY, NO_USER, USER
from tests.gateways.conformance import faults_of

pytestmark = pytest.mark.django_db(transaction=True)
LONGEST = 3.0


@pytest.fixture
def parcel(federal):
    dossier = decided(dossier__owner_user__identity=USER)
    made(dossier)
    return parcel_of(dossier, key=uuid4())


def sent_to(parcel, kind, number):
    recipient = Recipient(kind=kind, number=number)
    return replace(parcel, key=uuid4(), content=parcel.content | {"recipient": recipient})


def failure_of(parcel):
    with pytest.raises(DeliveryFailed) as failed:
        EboxGateway().deliver(parcel)
    return failed.value.code, failed.value.is_permanent


def test_the_e_box_keeps_the_contract(federal, parcel, monkeypatch):
    monkeypatch.setattr(publishing, "PATIENCE_OF_DOCUMENTS", Patience(total=0.5, connect=0.5))
    EboxGateway().deliver(sent_to(parcel, "citizen", USER))  # so that a token is there
    federal.earlier |= {one["messageId"] for one in federal.messages()}
    assert faults_of(EboxGateway(), federal, parcel, longest=LONGEST) == []


def test_a_citizen_is_found_by_national_number_and_an_enterprise_by_its_own(federal, parcel):
    EboxGateway().deliver(sent_to(parcel, "citizen", USER))
    EboxGateway().deliver(sent_to(parcel, "enterprise", COMPANY))
    assert [one["recipient"] for one in federal.messages()] == [
        {"eboxType": "citizen", "eboxIdValue": USER},
        {"eboxType": "enterprise", "eboxIdValue": COMPANY},
    ]


@pytest.mark.parametrize(
    ("kind", "number"),
    [("citizen", NO_USER), ("enterprise", IDLE_COMPANY), ("citizen", "99010199952")],
    ids=["person", "company", "nobody"],
)
def test_who_does_not_use_theirs_gets_nothing(federal, parcel, kind, number):
    assert failure_of(sent_to(parcel, kind, number)) == (NOT_ACTIVATED, True)
    assert federal.messages() == []


def test_one_that_was_never_opened_after_all_counts_as_not_used(federal, parcel):
    federal.answer("never_opened")
    assert failure_of(parcel) == (NOT_ACTIVATED, True)


def test_an_answer_that_was_lost_makes_no_second_message(federal, parcel):
    federal.answer("duplicate")
    assert failure_of(parcel) == ("ebox_503", False)
    federal.answer("accept")
    EboxGateway().deliver(parcel)
    [message] = federal.messages()
    assert message["times_received"] == 2


def test_a_token_is_asked_for_once_and_anew_once_it_is_refused(federal, parcel, monkeypatch):
    asked = []
    ask = tokens._ask
    monkeypatch.setattr(tokens, "_ask", lambda: asked.append(1) or ask())
    EboxGateway().deliver(parcel)
    EboxGateway().deliver(parcel)
    assert len(asked) == 1
    tokens._kept = {place: kept._replace(token="old") for place, kept in tokens._kept.items()}
    assert failure_of(parcel) == ("ebox_401", False)
    EboxGateway().deliver(parcel)
    assert len(asked) == 2


def test_another_key_opens_nothing(federal, parcel, settings):
    EboxGateway().deliver(parcel)
    tokens.forget()
    settings.EBOX_KEY = settings.SEAL_KEY
    assert failure_of(parcel) == ("ebox_no_token", False)
    settings.EBOX_KEY = "/nowhere/ebox.key"
    assert failure_of(parcel) == ("ebox_no_key", False)


def test_the_portal_does_not_start_with_a_key_that_is_none(federal, settings, tmp_path):
    call_command("check")
    settings.EBOX_KEY = str(tmp_path / "ebox.key")
    with pytest.raises(SystemCheckError, match="EBOX_KEY"):
        call_command("check")
    settings.EBOX_URL = ""
    call_command("check")


def test_a_document_that_is_not_what_was_sealed_is_not_sent(federal, parcel):
    [document] = parcel.content["documents"]
    altered = replace(parcel, content=parcel.content | {"documents": [document | {"sha256": "0" * 64}]})
    assert failure_of(altered) == ("document_altered", False)
    assert federal.messages() == []


def test_the_number_is_printed_nowhere(federal, parcel, caplog):
    caplog.set_level(logging.DEBUG)
    EboxGateway().deliver(parcel)
    federal.answer("refuse")
    with pytest.raises(DeliveryFailed) as failed:
        EboxGateway().deliver(parcel)
    assert USER not in f"{caplog.text}{parcel!r}{failed.value!r}{failed.value.__cause__!r}"
    assert USER in parcel.content["recipient"].number


def test_the_word_of_the_client_is_signed_for_one_minute(settings):
    head, claims, _signature = tokens.assertion().split(".")
    assert json.loads(base64.urlsafe_b64decode(head + "==")) == {"alg": "RS256", "typ": "JWT"}
    said = json.loads(base64.urlsafe_b64decode(claims + "=="))
    assert said["exp"] - said["iat"] == 60
    assert said["aud"] == settings.EBOX_TOKEN_URL
    assert said["iss"] == said["sub"] == settings.EBOX_CLIENT


def test_a_name_of_a_file_cannot_end_its_header():
    _kind, body = body_of([Part("upfile1", b"x", "application/pdf", 'a"\r\nX: b.pdf')])
    assert b'filename="a%22%0D%0AX: b.pdf"\r\n' in body
