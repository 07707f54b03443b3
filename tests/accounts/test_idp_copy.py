"""The kept copy of the identity provider's metadata: signing in does not depend on its web server."""

from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from structlog.testing import capture_logs

from accounts.saml.metadata import identity_provider
from accounts.saml.metadata.services import refresh_metadata, refresh_metadata_when_due
from accounts.saml.metadata.understanding import MetadataError
from accounts.saml.models import IdpMetadata
from accounts.saml.protocol.refusals import Refused
from accounts.saml.tasks import refresh_idp_metadata
from tests.accounts.federation import ENTITY_ID, Federation, fas_key, is_signed_in, responses
from tests.accounts.idp_documents import entity, new_key, written
from tests.support.checked_client import CheckedClient
from tests.support.stub_server import StubServer

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/saml/fas/login/?method=itsme"


@pytest.fixture
def clock(monkeypatch):
    """Return the clock of this process's memory, to be moved by hand."""

    class Clock:
        now = 1_000_000.0

        def monotonic(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(identity_provider, "time", clock)
    monkeypatch.setattr(identity_provider, "_memory", identity_provider._Memory())
    return clock


@pytest.fixture
def restart(monkeypatch):
    """Return a function that makes the process forget, as a restart does."""
    return lambda: monkeypatch.setattr(identity_provider, "_memory", identity_provider._Memory())


@pytest.fixture
def source(settings, tmp_path, clock):
    """Return the file in which the identity provider publishes its metadata."""
    path = tmp_path / "idp.xml"
    path.write_bytes(written(entity(fas_key())))
    settings.SAML_IDP_METADATA = str(path)
    return path


@pytest.fixture(scope="module")
def other_key(tmp_path_factory):
    return new_key(tmp_path_factory.mktemp("keys"), "other")


@pytest.fixture
def web_server(settings, clock):
    """Return a web server that publishes metadata over HTTP, and can be stopped."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked += 1
            self.send_response(200)
            self.end_headers()
            self.wfile.write(written(entity(fas_key())))

        def log_message(self, *_):
            pass

    server = StubServer(Handler)
    server.asked = 0
    settings.SAML_IDP_METADATA = f"http://127.0.0.1:{server.server_port}/metadata"
    yield server
    server.stop()


def address():
    return identity_provider.identity_provider()["singleSignOnService"]["url"]


def test_sign_in_goes_on_while_the_address_is_down_even_after_a_restart(client, web_server, restart):
    refresh_metadata()
    web_server.stop()
    restart()
    federation = Federation(client)
    response = federation.deliver(federation.message(federation.ask()))
    assert response.status_code == 302
    assert is_signed_in(client)
    with pytest.raises(MetadataError, match="could not be read"):
        refresh_metadata()
    assert client.get(LOGIN).status_code == 302


def test_request_fetches_only_while_no_copy_is_kept(client, web_server, clock):
    client.get(LOGIN)
    assert web_server.asked == 1
    refresh_metadata()
    clock.now += 3600
    for _ in range(3):
        client.get(LOGIN)
        clock.now += 3600
    assert web_server.asked == 2


def test_request_keeps_nothing_of_what_it_fetched(client, source):
    assert client.get(LOGIN).status_code == 302
    assert not IdpMetadata.objects.exists()


def test_nobody_signs_in_until_metadata_was_reachable_once(client, source, clock, restart):
    source.rename(source.with_suffix(".away"))
    response = client.get(f"{LOGIN}&next=/demarches/")
    assert response.status_code == 503
    assert "ne répond pas" in response.content.decode()
    assert "next=%2Fdemarches%2F" in response.content.decode()
    assert client.post("/accounts/saml/fas/acs/", {"SAMLResponse": "x"}).status_code == 503
    source.with_suffix(".away").rename(source)
    clock.now += identity_provider.RETRY_SECONDS
    assert client.get(LOGIN).status_code == 302


def test_new_copy_is_noticed_within_a_minute_at_one_query_a_minute(source, clock):
    refresh_metadata()
    with CaptureQueriesContext(connection) as asked:
        for _ in range(50):
            address()
    assert len(asked) == 1
    source.write_bytes(written(entity(fas_key(), sso_url="https://fas.example/new/")))
    refresh_metadata()
    assert address() != "https://fas.example/new/"
    clock.now += 60
    with CaptureQueriesContext(connection) as asked:
        assert address() == "https://fas.example/new/"
        address()
    assert len(asked) == 1


@pytest.mark.parametrize("bad", [b"<a/>", b"", b"<html>down for maintenance</html>"])
def test_bad_copy_never_replaces_a_good_one_and_says_so(source, clock, bad):
    refresh_metadata()
    source.write_bytes(bad)
    with time_machine.travel(IdpMetadata.objects.get().checked_at.timestamp() + 16 * 60, tick=False):
        with capture_logs() as logs:
            refresh_metadata_when_due()
        kept = IdpMetadata.objects.get()
    assert "idp_metadata_refused" in {line["event"] for line in logs}
    assert kept.problem
    assert kept.fetched_at < kept.checked_at
    clock.now += 3600
    assert identity_provider.identity_provider()["entityId"] == ENTITY_ID


def test_problem_is_forgotten_when_the_metadata_is_good_again(source):
    refresh_metadata()
    good = source.read_bytes()
    source.write_bytes(b"<a/>")
    with pytest.raises(MetadataError):
        refresh_metadata()
    assert IdpMetadata.objects.get().problem
    source.write_bytes(good)
    refresh_metadata()
    assert not IdpMetadata.objects.get().problem


def test_copy_of_the_former_identity_provider_is_not_used(settings, source, other_key, tmp_path):
    refresh_metadata()
    assert identity_provider.identity_provider()["entityId"] == ENTITY_ID
    other = tmp_path / "other.xml"
    other.write_bytes(written(entity(other_key, entity_id="https://other.example/idp")))
    settings.SAML_IDP_METADATA = str(other)
    assert identity_provider.identity_provider()["entityId"] == "https://other.example/idp"
    other.unlink()
    settings.SAML_IDP_METADATA = str(tmp_path / "third.xml")
    with pytest.raises(Refused):
        identity_provider.identity_provider()


def test_kept_copy_must_satisfy_the_settings_of_today(settings, source, restart, tmp_path):
    refresh_metadata()
    assert address()
    pinned = tmp_path / "pinned.crt"
    pinned.write_bytes(fas_key().certificate)
    settings.SAML_IDP_METADATA_CERT = str(pinned)
    with pytest.raises(Refused):
        address()
    source.write_bytes(written(entity(fas_key()), signer=fas_key()))
    restart()
    assert address()


def test_kept_copy_is_dropped_when_its_own_validity_ends(source, clock):
    end = timezone.now() + timedelta(hours=1)
    source.write_bytes(written(entity(fas_key(), valid_until=end)))
    refresh_metadata()
    assert address()
    with time_machine.travel(end.timestamp() + 1, tick=False), pytest.raises(Refused):
        address()


def test_beat_looks_again_when_it_is_due(web_server):
    for _ in range(3):
        refresh_idp_metadata()
    assert web_server.asked == 1
    first = IdpMetadata.objects.get().checked_at.timestamp()
    with time_machine.travel(first + 15 * 60 + 1, tick=False):
        refresh_idp_metadata()
        refresh_idp_metadata()
    assert web_server.asked == 2
    web_server.stop()
    looks = []
    for minutes in (31, 31.5, 32.1):
        with time_machine.travel(first + minutes * 60, tick=False):
            refresh_idp_metadata()
        looks.append(round((IdpMetadata.objects.get().checked_at.timestamp() - first) / 60, 1))
    assert looks == [31, 31, 32.1]


def test_command_says_what_it_found_or_what_is_wrong(source, capsys):
    call_command("refresh_idp_metadata")
    said = capsys.readouterr().out
    assert ENTITY_ID in said
    assert "signs until" in said
    source.write_bytes(b"<a/>")
    with pytest.raises(CommandError, match=r"exactly one identity provider.*stays in use"):
        call_command("refresh_idp_metadata")


def test_both_keys_are_accepted_during_a_roll_over_and_the_old_one_refused_after(source, other_key, clock):
    def sign_in(key):
        browser = CheckedClient()
        federation = Federation(browser)
        message = federation.message(federation.ask())
        status = federation.post(responses.signed(message, key)).status_code
        return status == 302 and is_signed_in(browser)

    def publish(*keys):
        source.write_bytes(written(entity(*keys)))
        refresh_metadata()
        clock.now += 60

    publish(fas_key())
    assert [sign_in(fas_key()), sign_in(other_key)] == [True, False]
    publish(fas_key(), other_key)
    assert [sign_in(fas_key()), sign_in(other_key)] == [True, True]
    publish(other_key)
    assert [sign_in(fas_key()), sign_in(other_key)] == [False, True]
