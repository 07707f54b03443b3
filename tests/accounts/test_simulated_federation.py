"""The simulated federation answers the portal's signed requests only."""

import base64
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from lxml import etree

from monespace.simulators.fas.requests import WrongRequest, read_post, read_redirect
from monespace.simulators.fas.saml import Key, sign
from monespace.simulators.personas import PERSONAS
from tests.accounts.federation import fas_key, is_signed_in
from tests.support import plain_http
from tests.support.client import hidden_fields

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/saml/fas/login/?method=itsme&fresh=1"
KEYS = {
    "citoyen", "citoyenne-de", "representant", "gap", "proprietaire", "collaborateur", "lecteur",
    "sans-entreprise", "agent", "superviseur", "gestionnaire",
}  # fmt: skip


@pytest.fixture
def address(client, simulators):
    """Return the address to which the portal sends the browser."""
    return client.get(LOGIN)["Location"]


def query_of(address):
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def portal_key(settings):
    return Key.read(Path(settings.SAML_SP_KEY), Path(settings.SAML_SP_CERT))


def test_request_by_redirect_is_understood(address, settings):
    asked = read_redirect(query_of(address), portal_key(settings).certificate)
    assert (asked.level, asked.force) == (450, True)
    assert asked.issuer == settings.SAML_SP_ENTITY_ID


def test_request_by_post_is_understood(address, settings):
    import zlib

    document = zlib.decompress(base64.b64decode(query_of(address)["SAMLRequest"]), -15)
    request = etree.fromstring(document)
    unsigned = base64.b64encode(document).decode()
    sign(request, portal_key(settings))
    form = {"SAMLRequest": base64.b64encode(etree.tostring(request)).decode()}
    assert read_post(form, portal_key(settings).certificate).level == 450
    with pytest.raises(WrongRequest):
        read_post({"SAMLRequest": unsigned}, portal_key(settings).certificate)


@pytest.mark.parametrize("spoilt", ["Signature", "SigAlg", "SAMLRequest"])
def test_request_without_a_valid_signature_is_refused(address, spoilt):
    query = query_of(address)
    assert plain_http.get(address).status_code == 200
    query[spoilt] = query[spoilt][:-8] + "AAAAAAA="
    assert plain_http.get(f"{address.partition('?')[0]}?{urlencode(query)}").status_code == 400


def test_request_signed_by_somebody_else_is_refused(address):
    with pytest.raises(WrongRequest):
        read_redirect(query_of(address), fas_key().certificate)


def test_every_persona_can_be_chosen_and_only_sufficient_means(client, simulators):
    page = plain_http.get(client.get("/accounts/saml/fas/login/?method=eid")["Location"]).text
    assert KEYS <= set(re.findall(r'name="persona" value="([^"]+)"', page)) == set(PERSONAS)
    assert re.search(r'value="itsme"[^>]*disabled', page)
    assert re.search(r'value="eid"[^>]*checked', page)


def test_answer_goes_to_the_portal_by_a_form_that_works_without_scripts(address, settings):
    chosen = hidden_fields(plain_http.get(address).text) | {"persona": "citoyen", "method": "itsme"}
    page = plain_http.post(address.partition("sso/")[0] + "reponse/", data=chosen).text
    assert f'action="{settings.SITE_URL}/accounts/saml/fas/acs/"' in page
    assert '<button type="submit">' in page
    assert "SAMLResponse" in hidden_fields(page)


def test_request_that_was_tampered_with_in_the_page_is_refused(address):
    chosen = hidden_fields(plain_http.get(address).text) | {"persona": "citoyen", "method": "itsme"}
    chosen["request"] = chosen["request"][:-2] + "xx"
    assert plain_http.post(address.partition("sso/")[0] + "reponse/", data=chosen).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("encrypts", [False, True], ids=["plain", "encrypted"])
@pytest.mark.parametrize("signs", ["both", "assertion", "response"])
def test_federation_may_sign_otherwise_and_encrypt(client, federation, settings, signs, encrypts):
    reader = portal_key(settings).certificate if encrypts else None
    response = federation.deliver(federation.message(federation.ask()), signs=signs, encrypted_for=reader)
    assert response.status_code == (400 if signs == "response" else 302)
    assert is_signed_in(client) is (signs != "response")
