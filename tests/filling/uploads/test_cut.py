"""An upload cut in the middle leaves neither a row nor a file, and the others are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from dossiers.models import Attachment
from tests.bodies.http import BOUNDARY, send
from tests.filling.browser import open_step
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.filling.samples import picture
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory
from tests.support.full_disk import stored_in
from tests.support.race import race
from tests.support.web import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8
NO_ANSWER = ""  # a server that waits for the whole has nobody left to answer
LARGER_THAN_MEMORY = 900_000  # bytes: a body above 512 kB waits in a file


@pytest.fixture(scope="module")
def portal(django_db_setup, tmp_path_factory) -> Iterator[int]:
    """The port of a web process on the test's database."""
    with serving(tmp_path_factory.mktemp("portal"), "--workers", "1") as web:
        yield web.port


@pytest.fixture
def tab(client):
    """The open page of a step with documents, in a signed-in browser."""
    person = PersonFactory()
    force_sign_in(client, person)
    fields = [question("photos", "file", optional=True, max_files=20)]
    version = publish(steps=[{"key": "pieces", "title": text("Vos documents"), "fields": fields}])
    return open_step(client, draft_of(person, version=version), "pieces")


def upload(tab, rank: int) -> tuple[str, dict[str, str], bytes]:
    """Return the address, the headers and the body of what the page's script sends: a large picture."""
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    cookies = "; ".join(f"{name}={tab.client.cookies[name].value}" for name in names)
    [token] = {one.get("value") for one in tab.form.iter("input") if one.get("name") == "csrfmiddlewaretoken"}
    content = picture("PNG", (20 + rank, 20)) + b"\0" * LARGER_THAN_MEMORY
    fields = [("csrfmiddlewaretoken", token), ("field", "photos")]
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    ]
    parts.append(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{rank}.png"\r\n'
        "Content-Type: image/png\r\n\r\n"
    )
    body = "".join(parts).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {
        "Host": settings.SITE_URL.rpartition("/")[2],
        "Origin": settings.SITE_URL,
        "Cookie": cookies,
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(len(body)),
    }
    return f"{tab.url}documents/", headers, body


def test_uploads_cut_in_the_middle_leave_nothing_while_others_are_kept(portal, tab):
    draft = tab.url.split("/")[-4]
    whole = upload(tab, 0)
    assert " 200 " in send(portal, *whole), "what is sent whole is kept"
    cuts = []
    for rank in range(1, AT_ONCE + 1):
        path, headers, body = upload(tab, rank)
        cuts.append((path, headers, body[: len(body) * rank // (AT_ONCE + 1)]))
    cut = [lambda one=one: send(portal, *one) for one in cuts]
    answers = race(*cut, lambda: send(portal, *upload(tab, AT_ONCE + 1)))
    assert answers[:-1] == [NO_ANSWER] * AT_ONCE
    assert " 200 " in answers[-1]
    kept = Attachment.objects.all()
    assert sorted(one.original_name for one in kept) == ["0.png", f"{AT_ONCE + 1}.png"]
    assert sorted(stored_in(draft)) == sorted(f"{one.pk}.png" for one in kept)


def test_the_same_file_sent_again_after_a_cut_is_one_document(portal, tab):
    path, headers, body = upload(tab, 1)
    assert send(portal, path, headers, body[:-1]) == NO_ANSWER
    for _try in range(2):
        assert " 200 " in send(portal, path, headers, body)
    kept = Attachment.objects.get()
    assert stored_in(kept.dossier_id) == [f"{kept.pk}.png"]
