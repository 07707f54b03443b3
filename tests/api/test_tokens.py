"""The token endpoint, as RFC 6749 (section 4.4) wants it, and tokens as RFC 6750 does."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from api.models import AccessToken
from api.tokens.services import LIFETIME, forget_old_tokens
from dossiers.clients.services import disable, end_secret
from dossiers.clients.verbs import Verb
from monespace.common.authors import SYSTEM
from tests.api.factories import ClientFactory, ClientSecretFactory, token_of

pytestmark = pytest.mark.django_db
TOKEN = "/api/v1/token"
GRANT = {"grant_type": "client_credentials"}
VALUE = "le-secret-du-systeme"


@pytest.fixture
def secret(db):
    return ClientSecretFactory(value=VALUE)


def basic(client_id, value=VALUE):
    return {"Authorization": f"Basic {b64encode(f'{client_id}:{value}'.encode()).decode()}"}


def encoded(client, data, **options):
    content_type = "application/x-www-form-urlencoded"
    body = "&".join(f"{name}={value}" for name, value in data.items())
    return client.post(TOKEN, body, content_type=content_type, **options)


def in_body(secret):
    return GRANT | {"client_id": secret.client_id, "client_secret": VALUE}


def test_a_token_is_given_by_basic_and_by_the_body(client, secret):
    for answer in (
        encoded(client, GRANT, headers=basic(secret.client_id)),
        encoded(client, in_body(secret)),
    ):
        assert answer.status_code == 200
        said = answer.json()
        assert (said["token_type"], said["expires_in"]) == ("Bearer", LIFETIME.total_seconds())
        assert said["scope"].split() == Verb.values
        assert answer["Cache-Control"] == "no-store"
        assert not AccessToken.objects.filter(digest__contains=said["access_token"]).exists()
    assert AccessToken.objects.count() == 2


def test_a_token_holds_no_more_than_was_asked(client, secret):
    answer = encoded(client, in_body(secret) | {"scope": Verb.READ.value})
    assert answer.json()["scope"] == Verb.READ.value
    assert AccessToken.objects.get().scopes == [Verb.READ.value]


@pytest.mark.parametrize(
    ("sent", "code", "status"),
    [
        pytest.param({"grant_type": ""}, "invalid_request", 400, id="no grant"),
        pytest.param({"grant_type": "password"}, "unsupported_grant_type", 400, id="another grant"),
        pytest.param({"client_secret": "faux"}, "invalid_client", 401, id="wrong secret"),
        pytest.param({"client_secret": ""}, "invalid_client", 401, id="no secret"),
        pytest.param({"client_id": "personne"}, "invalid_client", 401, id="no such client"),
        pytest.param({"scope": "dossiers-all"}, "invalid_scope", 400, id="no such scope"),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_the_standard(client, secret, sent, code, status):
    assert encoded(client, in_body(secret)).status_code == 200
    answer = encoded(client, in_body(secret) | sent)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert answer["Cache-Control"] == "no-store"
    assert VALUE not in answer.content.decode()


def test_who_tries_by_basic_is_asked_by_basic(client, secret):
    answer = encoded(client, GRANT, headers=basic(secret.client_id, "faux"))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize("header", ["Basic pas-du-base64", "Basic", "Digest abc", "Basic " + "AAAA"])
def test_credentials_that_cannot_be_read_are_those_of_nobody(client, secret, header):
    answer = encoded(client, GRANT, headers={"Authorization": header})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_credentials_stand_in_one_place_and_words_once(client, secret):
    twice = encoded(client, in_body(secret), headers=basic(secret.client_id))
    assert twice.json()["error"] == "invalid_request"
    body = "grant_type=client_credentials&grant_type=client_credentials"
    doubled = client.post(TOKEN, body, content_type="application/x-www-form-urlencoded")
    assert doubled.json()["error"] == "invalid_request"
    in_address = client.post(f"{TOKEN}?grant_type=client_credentials", in_body(secret))
    assert in_address.json()["error"] == "invalid_request"
    as_json = client.post(
        TOKEN, {k: str(v) for k, v in in_body(secret).items()}, content_type="application/json"
    )
    assert as_json.json()["error"] == "invalid_request"


def test_a_scope_that_the_system_may_not_have_is_refused(client):
    secret = ClientSecretFactory(value=VALUE)
    other = ClientFactory()
    assert encoded(client, in_body(secret)).status_code == 200
    type(other).objects.filter(pk=secret.client_id).update(verbs=["autre"])
    answer = encoded(client, in_body(secret) | {"scope": Verb.READ.value})
    assert answer.json()["error"] == "invalid_scope"


def ended(secret):
    end_secret(actor=SYSTEM, client_id=secret.client_id, secret_id=secret.pk)


def disabled(secret):
    disable(actor=SYSTEM, client_id=secret.client_id)


def expired(secret):
    yesterday = timezone.localdate() - timedelta(days=1)
    type(secret.client).objects.filter(pk=secret.client_id).update(expires_on=yesterday)


def elsewhere(secret):
    type(secret.client).objects.filter(pk=secret.client_id).update(networks=["192.0.2.0/24"])


@pytest.mark.parametrize("end", [ended, disabled, expired, elsewhere])
def test_who_may_no_longer_enter_gets_no_token(client, secret, end):
    assert encoded(client, in_body(secret)).status_code == 200
    end(secret)
    answer = encoded(client, in_body(secret))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_two_secrets_stand_while_one_takes_over(client, secret):
    ClientSecretFactory(client=secret.client, slot=2, value="le-nouveau")
    for value in (VALUE, "le-nouveau"):
        assert encoded(client, in_body(secret) | {"client_secret": value}).status_code == 200
    ended(secret)
    assert encoded(client, in_body(secret)).status_code == 401
    assert encoded(client, in_body(secret) | {"client_secret": "le-nouveau"}).status_code == 200


def test_a_network_that_is_allowed_lets_in(client, secret):
    type(secret.client).objects.filter(pk=secret.client_id).update(networks=["127.0.0.0/8"])
    assert encoded(client, in_body(secret)).status_code == 200


@pytest.mark.parametrize("action", ["api_token_of_address", "api_token"])
def test_who_asks_too_often_is_told_when_to_come_back(client, secret, settings, action):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {action: (1, 60)}
    assert encoded(client, in_body(secret)).status_code == 200
    answer = encoded(client, in_body(secret))
    said = answer.json()
    assert (answer.status_code, said["type"]) == (429, "urn:problem-type:belgif:tooManyRequests")
    assert (said["limit"], answer["Retry-After"]) == (1, str(said["retryAfterSec"]))


def test_secrets_and_tokens_are_written_in_no_log(client, secret, caplog):
    caplog.set_level("DEBUG")
    token = encoded(client, in_body(secret)).json()["access_token"]
    encoded(client, in_body(secret) | {"client_secret": "faux-secret"})
    client.get("/api/v1/health", headers={"Authorization": f"Bearer {token}"})
    assert caplog.records
    for hidden in (VALUE, token, "faux-secret"):
        assert hidden not in caplog.text


def test_tokens_that_are_over_are_forgotten(secret):
    token_of(secret.client)
    with time_machine.travel(timezone.now() + LIFETIME + timedelta(seconds=1)):
        token_of(secret.client)
        assert forget_old_tokens() == 1
        assert AccessToken.objects.count() == 1
