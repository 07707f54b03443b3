"""The level a démarche asks is asked on every page of its dossiers, and asking it loses nothing typed."""

from __future__ import annotations

from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from dossiers.models import Dossier, StepAnswers
from dossiers.states import State
from tests.filling.browser import Page, open_step, save, step_url
from tests.filling.browser import url as page_url
from tests.filling.definition import VOUS, question, text
from tests.filling.factories import draft_of, publish
from tests.submission.definition import content
from tests.submission.factories import (
    AttachmentFactory,
    DemarcheVersionFactory,
    DraftFactory,
    SentDossierFactory,
    SubmissionFactory,
)
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

METHODS = {450: "itsme", 500: "eid"}
LEVELS = list(product(METHODS, METHODS))
DRAFT_PAGES = [
    ("GET", "resume"),
    ("GET", "step"),
    ("GET", "review"),
    ("GET", "detail"),
    ("GET", "documents"),
    ("POST", "documents"),
    ("GET", "document"),
    ("POST", "remove_document"),
    ("GET", "discard"),
    ("POST", "discard"),
    ("GET", "submit"),
    ("POST", "submit"),
]
SENT_PAGES = [("GET", "detail"), ("GET", "receipt"), ("GET", "documents"), ("GET", "submit")]
START_PAGES = [("GET", "create"), ("POST", "create")]
PAGES = [
    *[("draft", page) for page in DRAFT_PAGES],
    *[("sent", page) for page in SENT_PAGES],
    *[("start", page) for page in START_PAGES],
]


def asked(response) -> dict[str, str]:
    """Return what the sign-in page is asked; nothing when the answer leads elsewhere."""
    target = urlsplit(response.get("Location", ""))
    if target.path != reverse("accounts:sign_in"):
        return {}
    return {name: values[0] for name, values in parse_qs(target.query).items()}


def address(owner, level, kind, name) -> str:
    """Return the page's address for a dossier of ``owner`` whose démarche asks ``level``."""
    version = DemarcheVersionFactory(content=content(level=level))
    if kind == "start":
        return reverse("dossiers:create", kwargs={"space": "citoyen", "slug": version.demarche.slug})
    if kind == "sent":
        dossier = SentDossierFactory(demarche_version=version, owner_user=owner)
        SubmissionFactory(dossier=dossier)
    else:
        dossier = DraftFactory(demarche_version=version, owner_user=owner)
    more = {"step": "velo"} if name == "step" else {}
    if name in {"document", "remove_document"}:
        more["document_id"] = AttachmentFactory(dossier=dossier).pk
    return page_url(name, dossier, **more)


@pytest.mark.parametrize(("needed", "held"), LEVELS)
@pytest.mark.parametrize(("kind", "page"), PAGES)
def test_each_page_opens_at_the_level_of_the_demarche_and_not_below(client, kind, page, needed, held):
    method, name = page
    owner = force_sign_in(client, PersonFactory(), level=held, method=METHODS[held])
    url = address(owner, needed, kind, name)
    response = client.generic(method, url)
    if response.streaming:
        assert response.getvalue()
    if held >= needed:
        assert response.status_code in {200, 302, 409}
        assert not asked(response)
    else:
        assert asked(response) == {"next": url, "level": "500"}
        page = client.get(response["Location"]).content.decode()
        assert "Ce que vous avez enregistré est conservé" in page


def test_nothing_is_sent_below_the_level(client):
    owner = force_sign_in(client, PersonFactory())
    url = address(owner, 500, "draft", "submit")
    accepted = {"declaration_exactitude": "on"}
    assert asked(client.post(url, accepted))
    assert Dossier.objects.get().state == State.DRAFT
    force_sign_in(client, owner, level=500, method="eid")
    client.post(url, accepted)
    assert Dossier.objects.get().state == State.SUBMITTED


def test_nothing_is_discarded_below_the_level(client):
    owner = force_sign_in(client, PersonFactory())
    url = address(owner, 500, "draft", "discard")
    assert asked(client.post(url))
    assert Dossier.objects.get().state == State.DRAFT
    force_sign_in(client, owner, level=500, method="eid")
    client.post(url)
    assert Dossier.objects.get().state == State.DISCARDED


@pytest.fixture
def sure_draft(client, person):
    """A draft that needs the card, in a browser that showed it."""
    force_sign_in(client, person, level=500, method="eid")
    return draft_of(person, version=publish(level=500))


def lower(client) -> None:
    """Make the session one of itsme, as a second sign-in in another tab does; the open pages stay open."""
    session = client.session
    session["level"], session["method"] = 450, "itsme"
    session.save()


def answers(draft, step: str = "vous") -> dict:
    return StepAnswers.objects.get(dossier=draft, step=step).values


@pytest.mark.parametrize("action", ["continue", "save", "previous"])
def test_what_is_typed_below_the_level_is_saved_then_the_step_comes_back(client, sure_draft, action):
    page = open_step(client, sure_draft, "vous", "?retour=recapitulatif")
    lower(client)
    response = page.post(action, **VOUS).response
    back = f"{step_url(sure_draft, 'vous')}?retour=recapitulatif"
    assert asked(response) == {"next": back, "level": "500"}
    assert answers(sure_draft) == VOUS
    force_sign_in(client, sure_draft.owner_user, level=500, method="eid")
    assert Page(client, back, client.get(back)).fields["surnom"] == VOUS["surnom"]


def test_wrong_answers_below_the_level_are_saved_and_not_shown(client, sure_draft):
    page = open_step(client, sure_draft, "vous")
    lower(client)
    assert asked(page.post(**VOUS | {"age": "vieux"}).response)
    assert answers(sure_draft)["age"] == "vieux"


def test_conflict_below_the_level_shows_nothing_saved_for_what_was_not_sent(client, sure_draft):
    save(client, sure_draft, "vous", **VOUS | {"surnom": "Secret", "age": "47"})
    lower(client)
    typed = {"age": "36", "revision": "0" * 32, "next_revision": "1" * 32, "action": "continue"}
    answer = client.post(step_url(sure_draft, "vous"), typed)
    assert answer.status_code == 403
    shown = Page(client, "", answer).fields
    assert (shown["age"], shown["surnom"], "situation" in shown) == ("36", "", False)
    assert "Secret" not in answer.content.decode()
    assert answers(sure_draft)["surnom"] == "Secret"


def test_conflict_below_the_level_shows_only_what_was_typed_and_replaces_nothing(client, sure_draft):
    page = open_step(client, sure_draft, "vous")
    save(client, sure_draft, "vous", **VOUS | {"surnom": "Ailleurs"})
    lower(client)
    kept = page.post(**VOUS | {"surnom": "Ici"})
    assert kept.response.status_code == 403
    assert "pas encore enregistrées" in kept.html
    assert kept.fields["surnom"] == "Ici"
    assert "Ailleurs" not in kept.html
    assert answers(sure_draft)["surnom"] == "Ailleurs"
    session = client.session
    session["level"], session["method"] = 500, "eid"
    session.save()
    assert kept.post().response.status_code == 409, "the newer version must still be compared, not replaced"


def test_conflict_below_the_level_gives_back_what_depends_on_other_steps(client, person):
    force_sign_in(client, person, level=500, method="eid")
    fields = [
        question("seul", "yes_no"),
        question("loyer", "money", when={"seul": True}),
        question("conjoint", when={"avant.couple": True}),
    ]
    before = {"key": "avant", "title": text("Avant"), "fields": [question("couple", "yes_no")]}
    steps = [before, {"key": "page", "title": text("Page"), "fields": fields}]
    draft = draft_of(person, version=publish(level=500, steps=steps))
    save(client, draft, "avant", couple="yes")
    page = open_step(client, draft, "page")
    typed = {"seul": "yes", "loyer": "650", "conjoint": "Ici"}
    save(client, draft, "page", **typed | {"conjoint": "Ailleurs"})
    lower(client)
    kept = page.post(**typed)
    assert kept.response.status_code == 403
    assert kept.fields["conjoint"] == "Ici"
    force_sign_in(client, person, level=500, method="eid")
    settled = kept.post().post()
    assert settled.response.status_code == 302
    assert answers(draft, "page") == typed
