"""What no text holds is refused or cleaned at the door, from wherever it comes."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory

from monespace.door import DoorMiddleware
from monespace.wsgi import application
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory

NOT_UNDERSTOOD = "Nous n’avons pas compris cette demande"
CAUSE = "un caractère ou un codage qu’aucun texte n’utilise"
ENCODINGS = (
    "zlib", "hex", "base64", "rot13", "bz2", "uu", "quopri", "utf-7", "utf-16", "utf-32", "idna", "punycode",
    "undefined", "unicode_escape", "raw_unicode_escape", "latin-1", "cp037", "nowhere", "a\0b", "", "é",
)  # fmt: skip
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "x/y")


def serve(**environ):
    """Answer one request as the server has it answered; return its status and page."""
    said = {}
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/connexion/",
        "QUERY_STRING": "next=/x",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(b"a=1"),
        "wsgi.url_scheme": "http",
        "CONTENT_LENGTH": "3",
        **environ,
    }
    answer = application(environ, lambda status, _headers, _error=None: said.update(status=int(status[:3])))
    page = b"".join(answer).decode()
    answer.close()
    return said["status"], page


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "parameter",
    ["charset={}", 'CharSet = "{}"', "charset*={}''x", "charset=utf-8; charset={}", "x*0*={}'fr'x"],
)
def test_a_request_in_another_encoding_is_refused(form, encoding, parameter):
    status, page = serve(CONTENT_TYPE=f"{form}; {parameter.format(encoding)}")
    assert status == 400
    assert NOT_UNDERSTOOD in page
    assert CAUSE in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "charset", ["", "; charset=utf-8", "; charset=UTF-8", ';charset="utf-8"; a=b', "; charset=utf8"]
)
def test_a_request_in_utf8_is_served(charset):
    status, page = serve(REQUEST_METHOD="GET", CONTENT_TYPE=f"application/x-www-form-urlencoded{charset}")
    assert status == 200
    assert NOT_UNDERSTOOD not in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "nl", "en"])
def test_the_refusal_is_in_the_readers_language(language):
    status, page = serve(CONTENT_TYPE="x/y; charset=zlib", HTTP_COOKIE=f"langue={language}")
    assert status == 400
    assert f'<html lang="{language}">' in page
    assert CAUSE not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/connexion/?next=%00", "/connexion/?%00=1", "/demarches/?q=v%C3%A9lo%00", "/invitation/a%00b/"],
)
def test_an_address_with_nul_is_refused(client, address):
    assert client.get(address.replace("%00", "x")).status_code in {200, 404}
    response = client.get(address)
    assert response.status_code == 400
    assert CAUSE in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/admin/journal/event/?subject_type__exact={}",
        "/admin/mail/mail/?template={}",
        "/admin/journal/event/?q={}",
    ],
)
def test_an_agents_look_up_with_nul_is_refused(client, address):
    force_sign_in(client, AgentFactory(group="supervisor"), level=500, method="eid")
    assert client.get(address.format("x")).status_code in {200, 302}
    response = client.get(address.format("%00"))
    assert response.status_code == 400
    assert CAUSE in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "header", ["USER_AGENT", "REFERER", "X_FORWARDED_FOR", "ACCEPT_LANGUAGE", "X_REQUEST_ID"]
)
def test_a_header_with_nul_is_refused(header):
    assert serve(REQUEST_METHOD="GET", **{f"HTTP_{header}": "ab"})[0] == 200
    assert serve(REQUEST_METHOD="GET", **{f"HTTP_{header}": "a\0b"})[0] == 400


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["session", "langue", "csrftoken", "formulaire", "messages", "other"])
def test_a_cookie_with_nul_is_left_aside_so_that_nobody_stays_outside(name):
    status, page = serve(REQUEST_METHOD="GET", HTTP_COOKIE=f'{name}="a\\000b"')
    assert status == 200
    assert NOT_UNDERSTOOD not in page


def pass_the_door(data):
    """Return the request that the view behind the door gets, or the refusal."""
    request = RequestFactory().post("/x/", data)
    return DoorMiddleware(lambda _: HttpResponse()).process_view(request) or request


def test_what_was_typed_is_cleaned_and_everything_else_of_it_kept():
    request = pass_the_door({"a": ["x\0y\0", "é\u200b"], "b": "\0", "c": "1"})
    assert dict(request.POST.lists()) == {"a": ["xy", "é\u200b"], "b": [""], "c": ["1"]}
    with pytest.raises(AttributeError):
        request.POST["c"] = "2"


@pytest.mark.django_db
def test_the_name_of_a_field_with_nul_is_refused():
    assert pass_the_door({"a\0": "1"}).status_code == 400


def test_a_file_comes_through_with_a_name_without_nul():
    request = pass_the_door({"file": SimpleUploadedFile("a\0b.pdf", b"x")})
    assert "\0" not in request.FILES["file"].name
