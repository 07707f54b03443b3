"""A form that brings more than one request may comes back with its texts, under 413, and saves nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import KeptForm
from dossiers.models import StepAnswers
from monespace.bodies.texts import LONGEST_TEXT, MOST_TEXT
from tests.bodies.http import BOUNDARY, Form, multipart, urlencoded
from tests.filling.browser import open_step
from tests.filling.factories import draft_of
from tests.house.test_typed_forms import HALF, tabs, texts
from tests.late.browsers import OURS, Tab, sign_in_at, tab_at
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

DOCUMENTS = "/espaces/mon-entreprise/document/"
ELEVEN_MB = 11 << 20
TOO_LONG = "dépasse la taille permise : rien n’en est enregistré"
TOO_MANY_FILES = "Vous avez choisi trop de fichiers à la fois"


@pytest.fixture
def ada(client):
    return sign_in_at(client, PersonFactory(phone=""))


def pairs(fields: dict) -> list[tuple[str, str]]:
    return [
        (key, one) for key, value in fields.items() for one in (value if isinstance(value, list) else [value])
    ]


def with_files(form: Form, number: int, content: bytes = b"x") -> Form:
    """Add files behind the fields."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="documents"; filename="%s.pdf"\r\n\r\n'
    files = b"".join((head % f"statuts {rank}").encode() + content + b"\r\n" for rank in range(number))
    end = f"--{BOUNDARY}--".encode()
    return Form(form.content_type, form.body.rstrip().removesuffix(end) + files + end + b"\r\n")


def send(tab, form: Form) -> Tab:
    answer = tab.client.generic("POST", tab.url, form.body, form.content_type)
    return Tab(tab.client, tab.url, answer)


@pytest.mark.parametrize("write", [urlencoded, multipart])
def test_what_fits_is_judged_as_ever(client, ada, write):
    tab = tab_at(client, DOCUMENTS)
    again = send(tab, write(pairs({**tab.fields, "remark": "x" * 1_100_000})))
    assert again.response.status_code == 422
    assert len(again.fields["remark"]) == 1_100_000
    assert TOO_LONG not in again.html


@pytest.mark.parametrize("write", [urlencoded, multipart])
@pytest.mark.parametrize("longest", ["number", "remark"])
def test_texts_before_and_behind_a_huge_one_come_back(client, ada, write, longest):
    tab = tab_at(client, DOCUMENTS)
    typed = {"number": "0403.170.701", "remark": "Publié en mai", longest: "Début " + "é" * (ELEVEN_MB // 2)}
    for order in (("number", "remark"), ("remark", "number")):
        again = send(tab, write(pairs({**tab.fields, **{name: typed[name] for name in order}})))
        assert again.response.status_code == 413
        for name in order:
            shown = again.fields[name]
            assert shown == typed[name] if name != longest else shown.startswith("Début ééé")
            assert len(shown.encode()) <= LONGEST_TEXT + 3
        assert TOO_LONG in again.html
        assert "seul le début est de nouveau là" in again.html


def test_too_many_files_are_named_and_the_texts_are_back(client, ada):
    tab = tab_at(client, DOCUMENTS)
    form = multipart(pairs({**tab.fields, "remark": "Publié en mai", "quality": "manager"}))
    few = send(tab, with_files(form, 21))
    assert few.response.status_code == 422
    assert few.fields["remark"] == "Publié en mai"
    assert "statuts 20.pdf" in few.html
    many = send(tab, with_files(form, 2001))
    assert many.response.status_code == 413
    assert many.fields["remark"] == "Publié en mai"
    assert TOO_MANY_FILES in many.html
    assert "statuts 0.pdf, statuts 1.pdf" in many.html


def test_large_files_before_a_huge_text_lose_it_alone(client, ada):
    tab = tab_at(client, DOCUMENTS)
    form = multipart(pairs({**tab.fields, "number": "0403.170.701"}))
    files = with_files(form, 4, b"\0" * (5 << 20))
    tail = multipart([("remark", "x" * ELEVEN_MB)]).body
    body = files.body.rstrip().removesuffix(f"--{BOUNDARY}--".encode()) + tail
    again = send(tab, Form(form.content_type, body))
    assert again.response.status_code == 413
    assert again.fields["number"] == "0403.170.701"


@pytest.mark.parametrize("write", [urlencoded, multipart])
def test_too_many_fields_come_back_as_far_as_they_go(client, ada, write):
    tab = tab_at(client, DOCUMENTS)
    more = [(f"champ{rank}", "x") for rank in range(20_100)]
    again = send(tab, write(pairs({**tab.fields, "remark": "Publié en mai"}) + more))
    assert again.response.status_code == 413
    assert again.fields["remark"] == "Publié en mai"
    assert "trop de réponses à la fois" in again.html


def test_hostile_texts_take_no_more_than_their_share(client, ada):
    tab = tab_at(client, DOCUMENTS)
    junk = [(f"champ{rank}", "x" * (2 << 20)) for rank in range(10)]
    again = send(tab, multipart(pairs(tab.fields) + junk))
    assert again.response.status_code == 413
    assert sum(len(one) for one in again.response.wsgi_request.POST.values()) <= MOST_TEXT
    invalid = urlencoded(pairs(tab.fields))
    body = invalid.body + b"&remark=%FF%FE%E9&a&b=%&=c&%E9=" + b"%C3" * ELEVEN_MB
    assert send(tab, Form(invalid.content_type, body)).response.status_code == 413


def test_page_of_a_button_says_what_was_too_much(client, ada):
    answer = client.generic(
        "POST", "/profil/email/retirer/", b"a=" + b"x" * ELEVEN_MB, "application/x-www-form-urlencoded"
    )
    assert answer.status_code in {404, 413}
    answer = client.generic("POST", "/langue/", b"a=" + b"x" * ELEVEN_MB, "application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert TOO_LONG in answer.content.decode()


def test_step_gives_back_and_saves_nothing(client, ada):
    draft = draft_of(ada)
    page = open_step(client, draft, "vous")
    page.post("save", surnom="Avant", age="40")
    page = open_step(client, draft, "vous")
    form = multipart(pairs({**page.fields, "surnom": "Après", "junk": "x" * ELEVEN_MB, "action": "save"}))
    answer = client.generic("POST", page.url, form.body, form.content_type)
    assert answer.status_code == 413
    assert 'value="Après"' in answer.content.decode()
    assert TOO_LONG in answer.content.decode()
    assert StepAnswers.objects.get().values["surnom"] == "Avant"


def test_forged_or_stale_token_is_refused_all_the_same(client, ada):
    tab = tab_at(client, DOCUMENTS)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    body = urlencoded([*pairs(tab.fields), ("remark", "Planté"), ("junk", "x" * ELEVEN_MB)])
    refused = strict.generic("POST", DOCUMENTS, body.body, body.content_type)
    assert refused.status_code == 403
    assert "Planté" not in refused.content.decode()
    led = strict.generic("POST", DOCUMENTS, body.body, body.content_type, headers=OURS)
    assert led.status_code == 302
    assert "trop long pour être gardé" in tab_at(client, DOCUMENTS).html
    assert KeptForm.objects.count() == 1


def test_every_page_with_something_to_type_gives_it_back(settings):
    """Here what one request may bring is little: of as much as it is, the other tests speak."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    seen = set()
    for _scene, _actor, name, tab in tabs():
        seen.add(name)
        typed = dict.fromkeys(texts(tab.form), HALF)
        form = multipart(pairs({**tab.fields, **typed, "junk": "x" * 110_000, "action": "continue"}))
        answer = tab.client.generic("POST", tab.url, form.body, form.content_type)
        assert answer.status_code == 413, name
        again = tab.__class__(tab.client, tab.url, answer)
        assert {key: again.fields.get(key) for key in typed} == typed, name
        assert TOO_LONG in again.html, name
    assert len(seen) >= 19, seen
