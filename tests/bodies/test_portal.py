"""A real web process keeps nothing of a form that does not come whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from dossiers.models import StepAnswers
from tests.bodies.http import multipart, send, urlencoded
from tests.filling.browser import open_step, save
from tests.filling.definition import LOGEMENT, VOUS
from tests.filling.factories import draft_of
from tests.support import plain_http
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory
from tests.support.web import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db(transaction=True)
NO_ANSWER = ""  # a server that waits for the whole has nobody left to answer
TOO_MUCH = 30 << 20  # bytes
CUTS = 12  # places to cut at, beside the first and last bytes


@pytest.fixture(scope="module")
def portal(django_db_setup, tmp_path_factory) -> Iterator[int]:
    """The port of a web process on the test's database."""
    with serving(tmp_path_factory.mktemp("portal"), "--workers", "1") as web:
        yield web.port


@pytest.fixture
def tab(client) -> Any:
    """The open page of a saved step, in a signed-in browser."""
    person = PersonFactory()
    force_sign_in(client, person)
    draft = draft_of(person)
    save(client, draft, "vous", **VOUS | {"situation": "seul"})
    save(client, draft, "logement", **LOGEMENT)
    return open_step(client, draft, "logement")


def headers_of(client) -> dict[str, str]:
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
    cookies = "; ".join(f"{name}={client.cookies[name].value}" for name in names if name in client.cookies)
    host = settings.SITE_URL.rpartition("/")[2]
    return {"Host": host, "Origin": settings.SITE_URL, "Cookie": cookies}


def filled(tab, **typed: str) -> list[tuple[str, str]]:
    """What the page's form sends after typing, its token first."""
    token = next(
        one.get("value") for one in tab.form.iter("input") if one.get("name") == "csrfmiddlewaretoken"
    )
    fields = [("csrfmiddlewaretoken", token)]
    for name, value in {**tab.fields, **typed}.items():
        fields += [(name, one) for one in value] if isinstance(value, list) else [(name, value)]
    return [*fields, ("action", "save")]


@pytest.mark.parametrize("write", [urlencoded, multipart])
def test_half_a_form_is_refused_wherever_it_is_cut_and_a_whole_one_is_kept(portal, tab, client, write):
    before = answers()
    form = write(filled(tab, remarque="Rue calme", **{"adresse-street": "Rue de Fer"}))
    headers = headers_of(client) | {
        "Content-Type": form.content_type,
        "Content-Length": str(len(form.body)),
    }
    whole = len(form.body.rstrip())
    for cut in sorted({*range(0, whole, whole // CUTS), whole - 1, whole - 2}):
        assert send(portal, tab.url, headers, form.body[:cut]) == NO_ANSWER, cut
        assert answers() == before, cut
    assert " 302 " in send(portal, tab.url, headers, form.body)
    assert answers()["remarque"] == "Rue calme"
    assert answers()["confort"] == ["jardin", "cave"]


def test_a_form_with_files_without_its_end_is_refused_although_its_length_is_right(portal, tab, client):
    before = answers()
    form = multipart(filled(tab, remarque="Rue calme"))
    for cut in range(1, len(form.body.rstrip()), len(form.body) // CUTS):
        headers = headers_of(client) | {"Content-Type": form.content_type, "Content-Length": str(cut)}
        assert " 400 " in send(portal, tab.url, headers, form.body[:cut]), cut
        assert answers() == before, cut


def test_a_form_in_chunks_is_kept_once_its_last_chunk_is_there(portal, tab, client):
    before = answers()
    form = urlencoded(filled(tab, remarque="Rue calme"))
    chunk = f"{len(form.body):x}\r\n".encode() + form.body + b"\r\n"
    headers = headers_of(client) | {"Content-Type": form.content_type, "Transfer-Encoding": "chunked"}
    for body in (chunk, chunk + b"0\r\n", chunk[:-4], chunk[:100]):
        assert send(portal, tab.url, headers, body) == NO_ANSWER
        assert answers() == before
    assert " 400 " in send(portal, tab.url, headers | {"Content-Length": "10"}, chunk + b"0\r\n\r\n")
    assert answers() == before
    assert " 302 " in send(portal, tab.url, headers, chunk + b"0\r\n\r\n")
    assert answers()["remarque"] == "Rue calme"


@pytest.mark.parametrize("write", [urlencoded, multipart])
def test_the_browser_sees_the_page_that_gives_back_what_was_too_much(portal, tab, client, write):
    before = answers()
    form = write([*filled(tab, remarque="Rue calme"), ("junk", "x" * TOO_MUCH)])
    answer = plain_http.post(
        f"http://127.0.0.1:{portal}{tab.url}",
        content=form.body,
        headers=headers_of(client) | {"Content-Type": form.content_type},
        timeout=60,
    )
    assert answer.status_code == 413
    assert "Rue calme" in answer.text
    assert "dépasse la taille permise" in answer.text
    assert answers() == before


def test_the_page_says_that_nothing_was_kept(client, portal):
    form = multipart([("page_language", "de")])
    answer = plain_http.post(
        f"http://127.0.0.1:{portal}/langue/",
        content=form.body[:-10],
        headers={"Content-Type": form.content_type, "Host": settings.SITE_URL.rpartition("/")[2]},
    )
    assert answer.status_code == 400
    assert "n’est pas arrivé en entier" in answer.text


def answers() -> dict[str, Any]:
    return StepAnswers.objects.get(step="logement").values
