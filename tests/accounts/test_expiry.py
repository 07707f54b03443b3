"""The end of a certificate is announced 60, 30 and 7 days before, wherever somebody looks."""

from datetime import timedelta

import pytest
import time_machine
from django.core.checks import run_checks
from django.urls import reverse
from django.utils import timezone
from structlog.testing import capture_logs

from accounts.saml.metadata.expiry import Expiry, own_expiries, soon
from accounts.saml.metadata.services import refresh_metadata
from accounts.saml.tasks import report_expiries
from monespace.simulators.fas.saml import Key
from tests.accounts.idp_documents import entity, written
from tests.support.certificates import write_drawn_certificate
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def end(settings, tmp_path):
    """Return when our certificate and the identity provider's end, in a hundred days."""
    ours, theirs = (tmp_path / name for name in ("ours.crt", "theirs.crt"))
    for path in (ours, theirs):
        write_drawn_certificate(path, path.with_suffix(".key"), path.stem, days=100)
    settings.SAML_SP_CERT, settings.SAML_SP_KEY = str(ours), str(ours.with_suffix(".key"))
    published = tmp_path / "idp.xml"
    published.write_bytes(written(entity(Key.read(theirs.with_suffix(".key"), theirs))))
    settings.SAML_IDP_METADATA = str(published)
    refresh_metadata()
    return own_expiries()[0].ends_at


def before(end, days):
    return time_machine.travel(end - timedelta(days=days, seconds=-1), tick=False)


def check_ids():
    found = [*run_checks(tags=["monespace"]), *run_checks(tags=["database"], databases=["default"])]
    return {message.id for message in found}


@pytest.mark.parametrize(
    ("days", "warned"), [(61, None), (60, 60), (31, 60), (30, 30), (7, 7), (0, 7), (-3, 7)]
)
def test_warning_comes_at_sixty_thirty_and_seven_days(end, days, warned):
    with before(end, days):
        assert Expiry("x", end).warned_at == warned


def test_checks_warn_of_our_certificate_and_of_theirs(end):
    assert check_ids() == set()
    with before(end, 59):  # theirs was made, and ends, a moment after ours
        assert check_ids() == {"accounts_saml.W002", "accounts_saml.W003"}


def test_unreadable_certificate_is_an_error_at_once(settings):
    settings.SAML_SP_CERT = "/nowhere.crt"
    assert "accounts_saml.E001" in check_ids()


def test_logs_say_it_once_a_day(end):
    with capture_logs() as logs:
        report_expiries()
        assert logs == []
        with before(end, 29):
            report_expiries()
    assert [line["event"] for line in logs] == ["sign_in_expiry"] * 2
    assert {line["what"] for line in logs} == {"SAML_SP_CERT", "idp_certificate"}


@pytest.mark.parametrize(("group", "told"), [("supervisor", True), ("helpdesk", False)])
def test_dashboard_tells_who_can_act(client, end, group, told):
    agent = AgentFactory(group=group)
    force_sign_in(client, agent)
    assert "SAML_SP_CERT" not in client.get(reverse("admin:index")).content.decode()
    with before(end, 30):
        force_sign_in(client, agent, authenticated_at=timezone.now())
        assert ("SAML_SP_CERT" in client.get(reverse("admin:index")).content.decode()) is told


def test_metadata_renewed_every_few_days_is_no_alarm(end, settings, tmp_path, monkeypatch):
    path = tmp_path / "idp.xml"
    document = path.read_bytes()
    until = (timezone.now() + timedelta(days=20)).strftime("%Y-%m-%dT%H:%M:%SZ")
    path.write_bytes(document.replace(b" entityID=", f' validUntil="{until}" entityID='.encode(), 1))
    refresh_metadata()
    assert soon() == []
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        assert [one.name for one in soon()] == ["idp_metadata"]


def metric(client, **headers):
    return client.get("/metrics", headers=headers)


def test_metrics_give_the_seconds_left(client):
    page = metric(client).content.decode()
    assert 'monespace_sign_in_expiry_seconds{what="SAML_SP_CERT",number="1"} 86' in page
    assert "monespace_idp_metadata_kept 1" in page
    assert "monespace_idp_metadata_problem 0" in page


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_metrics_do_not_exist_for_what_a_proxy_passes_on(client, header):
    assert metric(client).status_code == 200
    assert metric(client, **{header: "127.0.0.1"}).status_code == 404


def test_metrics_do_not_exist_outside_the_networks_named(client, settings):
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="").status_code == 404
    settings.METRICS_NETWORKS = []
    assert metric(client).status_code == 404
