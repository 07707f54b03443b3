"""Every answer of the portal carries the security headers: pages, files, refusals, defects, redirects."""

import pytest
from django.conf import settings as portal
from django.test import Client
from django.urls import reverse

from tests.house.access_rows import ROWS
from tests.support.access_scene import Scene
from tests.support.checked_client import check_headers
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory, PersonFactory

pytestmark = pytest.mark.django_db

PLAIN = [
    ("/", 200),
    ("/static/css/base.css", 200),
    ("/static/img/logo.svg", 200),
    ("/static/js/portal.js", 200),
    ("/static/nulle-part.css", 404),
    ("/healthz/live", 200),
    ("/healthz/ready", 200),
    ("/metrics", 200),
    ("/session.json", 200),
    ("/accounts/saml/fas/metadata/", 200),
    ("/accounts/saml/fas/acs/", 405),
    ("/accounts/saml/fas/acs/finish/", 400),
    ("/accounts/saml/fas/sls/", 400),
    ("/demarches/?q=%00", 400),
    ("/nulle-part/", 404),
    ("/connexion", 301),
    ("/profil/", 302),
    ("/admin/", 302),
    ("/langue/", 405),
]
WRONG = [
    ("forbidden", 403),
    ("not-visible", 404),
    ("too-late", 410),
    ("too-big", 413),
    ("suspicious", 400),
    ("broken", 500),
    ("database-down", 503),
]


@pytest.fixture
def files(settings):
    """Serve the static files as they stand, as the collected ones are served."""
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True


@pytest.mark.usefixtures("files", "simulators")
@pytest.mark.parametrize(("address", "status"), PLAIN)
def test_what_anybody_may_ask_for(address, status):
    response = Client().get(address)
    assert response.status_code == status
    check_headers(response, address)
    response.close()


@pytest.mark.parametrize(("what", "status"), WRONG)
def test_what_goes_wrong(settings, what, status):
    settings.ROOT_URLCONF = "tests.pages.urls"
    response = Client(raise_request_exception=False).get(f"/refuse/{what}/")
    assert response.status_code == status
    check_headers(response, what)


@pytest.mark.parametrize("address", ["/", "/static/css/base.css", "/nulle-part/"])
def test_a_host_that_is_not_ours(settings, address):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["portal.example"]
    moved = Client().get(address, headers={"Host": "portal.example"})
    assert moved["Location"] == f"https://portal.example{address}"
    check_headers(moved, address)
    refused = Client().get(address, headers={"Host": "evil.example"})
    assert refused.status_code == 400
    check_headers(refused, address)


def test_a_file_handed_over():
    scene = Scene.build()
    rows = [row for row in ROWS if row.method == "GET" and row.expected["owner"] == "ok"]
    client = Client()
    scene.sign_in(client, "owner")
    streamed = 0
    for row in rows:
        address = reverse(row.name, kwargs={key: getattr(scene, value) for key, value in row.kwargs.items()})
        response = client.get(address)
        check_headers(response, address)
        if response.streaming:
            streamed += 1
            b"".join(response)
    assert streamed
    assert len(rows) > 20


@pytest.mark.parametrize("address", ["/admin/", "/admin/journal/event/", "/admin/nulle-part/"])
def test_pages_of_agents(address):
    client = Client()
    force_sign_in(client, AgentFactory(group="supervisor"), level=500, method="eid")
    check_headers(client.get(address), address)


def test_https_is_kept_for_a_year(settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    settings.SECURE_HSTS_PRELOAD = True
    for address in ("/", "/nulle-part/", "/static/css/nulle-part.css"):
        said = Client().get(address, secure=True)["Strict-Transport-Security"]
        assert said == "max-age=31536000; includeSubDomains; preload"


def test_every_middleware_that_answers_stands_behind_the_headers():
    names = [name.rpartition(".")[2] for name in portal.MIDDLEWARE]
    assert names[:3] == ["CSPMiddleware", "XFrameOptionsMiddleware", "SecurityHeadersMiddleware"]


def test_what_is_kept_from_caches_stays_so():
    client = Client()
    force_sign_in(client, PersonFactory())
    assert client.get("/profil/")["Cache-Control"] == "no-store"
    assert client.get("/nulle-part/")["Cache-Control"] == "no-store"
