"""A system reads the dossiers of its services: each whole, with its documents, and every look is kept."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.clients.verbs import Verb
from dossiers.deadlines.services import begin
from dossiers.models import Dossier
from dossiers.states import State
from monespace.common.canonical import sha256
from monespace.journal.models import Event
from tests.api.caller import Caller, problem
from tests.api.factories import ClientFactory, token_of
from tests.submission.factories import (
    AttachmentFactory,
    DraftFactory,
    SentDossierFactory,
    SubmissionFactory,
    sender,
)
from tests.support.enterprise_factories import EnterpriseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(db):
    return ClientFactory()


@pytest.fixture
def caller(system):
    return Caller(token_of(system))


def sent_with_document(**dossier):
    """Return what was sent with an invoice, and the invoice."""
    made = SentDossierFactory(**dossier)
    invoice = AttachmentFactory(dossier=made)
    described = {
        "id": str(invoice.pk),
        "step": "pieces",
        "field": "facture",
        "name": invoice.original_name,
        "content_type": invoice.content_type,
        "size": invoice.size,
        "sha256": invoice.sha256,
    }
    return SubmissionFactory(dossier=made, documents=[described]), invoice


def test_a_dossier_is_told_whole(caller):
    submission, invoice = sent_with_document(language="de")
    begin(dossier=submission.dossier)
    answer = caller.get(f"dossiers/{submission.dossier_id}")
    said = answer.json()
    assert (said["reference"], said["state"], said["language"]) == (
        submission.dossier.reference, "submitted", "de",
    )  # fmt: skip
    assert said["owner"] == {"kind": "citizen"}
    assert said["deadline"]["dueOn"] > said["deadline"]["receivedOn"]
    [told] = said["submissions"]
    assert told["payload"] == submission.payload
    assert sha256(told["payload"]) == told["payloadSha256"]
    assert told["sender"]["lastName"] == submission.actor["last_name"]
    [document] = told["documents"]
    assert (document["name"], document["sha256"]) == (invoice.original_name, invoice.sha256)
    assert answer["Cache-Control"] == "no-store"
    assert "user_id" not in answer.content.decode()


def test_a_dossier_of_an_enterprise_names_it(caller):
    enterprise = EnterpriseFactory()
    space = {"kind": "enterprise", "number": enterprise.number, "name": enterprise.name}
    holder = {"number": "1999990144", "name": "Fiduciaire"}
    dossier = SentDossierFactory()
    SubmissionFactory(dossier=dossier, actor=sender(dossier.created_by, space=space, holder=holder))
    said = caller.get(f"dossiers/{dossier.pk}").json()
    assert said["owner"] == space
    assert said["submissions"][0]["sender"]["holder"] == holder


def test_a_document_is_given_byte_by_byte(caller):
    submission, invoice = sent_with_document()
    answer = caller.get(f"dossiers/{submission.dossier_id}/documents/{invoice.pk}")
    content = b"".join(answer)
    assert hashlib.sha256(content).hexdigest() == invoice.sha256
    assert answer["ETag"] == f'"{invoice.sha256}"'
    assert answer["Repr-Digest"].startswith("sha-256=:")
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")


def test_a_document_that_was_not_sent_is_nothing(caller):
    submission, invoice = sent_with_document()
    address = f"dossiers/{submission.dossier_id}/documents"
    b"".join(caller.get(f"{address}/{invoice.pk}"))
    unsent = AttachmentFactory(dossier=submission.dossier)
    _other, elsewhere = sent_with_document()
    for one in (unsent, elsewhere):
        assert problem(caller.get(f"{address}/{one.pk}")) == (404, "resourceNotFound")


def test_every_look_is_kept_by_the_name_of_the_system(caller, system):
    submission, invoice = sent_with_document()
    caller.get("dossiers")
    read = caller.get(f"dossiers/{submission.dossier_id}")
    b"".join(caller.get(f"dossiers/{submission.dossier_id}/documents/{invoice.pk}"))
    caller.get(f"dossiers/{submission.dossier_id}", If_None_Match=read["ETag"])
    looks = Event.objects.about(submission.dossier).filter(tag="dossier.consulted")
    assert [(one.actor_type, one.actor_id) for one in looks] == [("client", str(system.pk))] * 2
    assert [one.facts.get("document") for one in looks] == [None, str(invoice.pk)]


def test_who_knows_the_state_is_not_told_again(caller):
    submission = SubmissionFactory()
    first = caller.get(f"dossiers/{submission.dossier_id}")
    for known in (first["ETag"], f"W/{first['ETag']}", f'"autre", {first["ETag"]}'):
        answer = caller.get(f"dossiers/{submission.dossier_id}", If_None_Match=known)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", first["ETag"])
    Dossier.objects.update(state=State.RECEIVED)
    again = caller.get(f"dossiers/{submission.dossier_id}", If_None_Match=first["ETag"])
    assert (again.status_code, again.json()["state"]) == (200, "received")


def test_of_what_was_erased_only_the_state_and_the_dates_are_left(caller):
    submission, invoice = sent_with_document()
    assert caller.get(f"dossiers/{submission.dossier_id}").json()["submissions"]
    for state in (State.WITHDRAWN, State.ANONYMISED):
        Dossier.objects.filter(pk=submission.dossier_id).update(state=state)
    answer = caller.get(f"dossiers/{submission.dossier_id}")
    assert (answer.json()["state"], answer.json()["submissions"]) == ("anonymised", [])
    for hidden in (submission.actor["last_name"], "Minerva", invoice.original_name):
        assert hidden not in answer.content.decode()
    gone = caller.get(f"dossiers/{submission.dossier_id}/documents/{invoice.pk}")
    assert problem(gone) == (404, "resourceNotFound")


def foreign():
    return SubmissionFactory(
        dossier__demarche_version__content=elsewhere_content(),
    ).dossier


def elsewhere_content():
    from tests.submission.definition import content

    return content(delivery=[{"gateway": "https", "service": "autre-service"}])


OUTSIDE = {
    "of another service": foreign,
    "a draft": DraftFactory,
    "awaiting signatures": lambda: DraftFactory(state=State.AWAITING_SIGNATURES),
}


@pytest.mark.parametrize("outside", OUTSIDE.values(), ids=OUTSIDE)
def test_what_is_outside_cannot_be_told_from_nothing(caller, outside):
    inside, hidden = SubmissionFactory().dossier, outside()
    nothing = caller.get("dossiers/00000000-0000-4000-8000-000000000000")
    answer = caller.get(f"dossiers/{hidden.pk}")
    ours = {"instance"}
    assert {k: v for k, v in answer.json().items() if k not in ours} == {
        k: v for k, v in nothing.json().items() if k not in ours
    }
    listed = [one["id"] for one in caller.get("dossiers").json()["items"]]
    assert listed == [str(inside.pk)]
    assert not Event.objects.about(hidden).filter(tag="dossier.consulted").exists()


def test_a_system_bound_to_a_demarche_sees_no_other(system, caller):
    mine, other = SubmissionFactory().dossier, SubmissionFactory().dossier
    assert caller.get(f"dossiers/{other.pk}").status_code == 200
    type(system).objects.filter(pk=system.pk).update(demarches=[mine.demarche_version.demarche.slug])
    assert caller.get(f"dossiers/{mine.pk}").status_code == 200
    assert problem(caller.get(f"dossiers/{other.pk}")) == (404, "resourceNotFound")


def test_a_token_without_the_scope_is_refused_before_anything_is_looked_for(system):
    dossier = SubmissionFactory().dossier
    assert Caller(token_of(system, Verb.READ)).get(f"dossiers/{dossier.pk}").status_code == 200
    type(system).objects.filter(pk=system.pk).update(verbs=["autre"])
    for path in ("dossiers", f"dossiers/{dossier.pk}", "dossiers/00000000-0000-4000-8000-000000000000"):
        answer = Caller(token_of(system, Verb.READ)).get(path)
        assert problem(answer) == (403, "missingScope")
        assert answer.json()["requiredScopes"] == [Verb.READ.value]
        assert 'error="insufficient_scope"' in answer["WWW-Authenticate"]


def test_a_schema_stays_at_its_address_for_anybody(caller):
    dossier = SubmissionFactory().dossier
    said = caller.get(f"dossiers/{dossier.pk}").json()
    path = said["demarche"]["href"].partition("/api/v1/")[2]
    answer = Caller().get(path)
    schema = answer.json()
    assert schema["$id"] == said["demarche"]["href"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(said["submissions"][0]["payload"]) <= set(schema["properties"])
    assert "immutable" in answer["Cache-Control"]
    assert problem(Caller().get(path.replace("versions/1", "versions/99"))) == (404, "resourceNotFound")


@pytest.mark.parametrize("header", ["", "Basic abc", "Bearer", "Bearer  "])
def test_nobody_is_let_in_without_a_token(header):
    dossier = SubmissionFactory().dossier
    answer = Caller().get(f"dossiers/{dossier.pk}", **({"Authorization": header} if header else {}))
    assert problem(answer) == (401, "noAccessToken")
    assert answer["WWW-Authenticate"] == 'Bearer realm="Mon Espace"'


def test_a_token_that_is_worth_nothing_says_so(system):
    from dossiers.clients.services import disable, end_secret
    from monespace.common.authors import SYSTEM
    from tests.api.factories import ClientSecretFactory

    assert problem(Caller("faux").get("dossiers")) == (401, "invalidAccessToken")
    late = Caller(token_of(system, minutes=-1)).get("dossiers")
    assert problem(late) == (401, "expiredAccessToken")
    assert 'error="invalid_token"' in late["WWW-Authenticate"]
    second = ClientSecretFactory(client=system, slot=2)
    rolled, kept = token_of(system, secret=second), token_of(system)
    assert Caller(rolled).get("dossiers").status_code == 200
    end_secret(actor=SYSTEM, client_id=system.pk, secret_id=second.pk)
    assert problem(Caller(rolled).get("dossiers")) == (401, "invalidAccessToken")
    assert Caller(kept).get("dossiers").status_code == 200
    disable(actor=SYSTEM, client_id=system.pk)
    assert problem(Caller(kept).get("dossiers")) == (401, "invalidAccessToken")


def test_a_token_is_worth_nothing_elsewhere_nor_after_the_last_day(system):
    caller = Caller(token_of(system))
    rows = type(system).objects.filter(pk=system.pk)
    rows.update(networks=["127.0.0.0/8"])
    assert caller.get("dossiers").status_code == 200
    rows.update(networks=["192.0.2.0/24"])
    assert problem(caller.get("dossiers")) == (401, "invalidAccessToken")
    rows.update(networks=[], expires_on=timezone.localdate() - timedelta(days=1))
    assert problem(caller.get("dossiers")) == (401, "invalidAccessToken")


def test_a_token_with_a_scope_of_a_later_release_is_worth_what_is_known(system):
    token = token_of(system, Verb.READ, "un-droit-de-demain")
    assert Caller(token).get("dossiers").status_code == 200


def test_who_asks_too_much_is_told_when_to_come_back(caller, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"api_request": (1, 60)}
    assert caller.get("dossiers").status_code == 200
    answer = caller.get("dossiers")
    assert problem(answer) == (429, "tooManyRequests")
    assert answer.json()["limit"] == 1
    assert answer["Retry-After"] == str(answer.json()["retryAfterSec"])


@pytest.mark.parametrize("accept", ["text/html", "application/xml"])
def test_who_accepts_no_json_is_told_what_there_is(caller, accept):
    dossier = SubmissionFactory().dossier
    assert caller.get(f"dossiers/{dossier.pk}", Accept="application/json").status_code == 200
    assert problem(caller.get(f"dossiers/{dossier.pk}", Accept=accept)) == (406, "notAcceptable")
