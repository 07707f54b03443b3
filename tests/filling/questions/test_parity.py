"""What the page is told to show is what saving then asks: every kind, comparison and state of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.engine.kinds import KINDS
from dossiers.engine.prefill import SOURCES
from dossiers.filling.selectors import get_draft
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Permission, Role
from monespace.common.levels import Level
from tests.filling.browser import Page, address, open_step, url
from tests.filling.factories import draft_of, publish
from tests.filling.questions.cases import asking_kinds, conditions, page_about
from tests.filling.samples import pdf
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.kinds import SAMPLES, in_form
from tests.support.pages import parse

if TYPE_CHECKING:
    from dossiers.models import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    """Somebody who fills for an enterprise: the register knows both."""
    member = MembershipFactory(role=Role.PROPRIETAIRE, user__last_name="Lambert", user__phone="+3281323645")
    where = {"street": "Rue de Fer", "house_number": "42", "postcode": "5000", "locality": "Namur"}
    for name, value in {**where, "legal_form": "SRL"}.items():
        setattr(member.enterprise, name, value)
    member.enterprise.save()
    force_sign_in(client, member.user)
    return member


def begin(member, *steps) -> Dossier:
    return draft_of(member.user, enterprise=member.enterprise, version=publish(steps=list(steps)))


def told(client, draft, typed) -> set[str]:
    """Ask which questions the page shows."""
    answer = client.post(url("questions", draft, step="page"), typed)
    assert answer.status_code == 200
    return set(answer.json()["asked"])


def marked(page) -> set[str]:
    """Read which questions a page shows from the start."""
    fields = parse(page.html).findall(".//*[@data-field]")
    return {one.get("data-field") for one in fields if one.get("data-asked") != "no"}


def named_by_errors(page) -> set[str]:
    """Return the questions whose inputs the summary of errors leads to."""
    root = parse(page.html)
    links = root.findall(".//div[@data-module='error-summary']//a")
    targets = {link.get("href").removeprefix("#") for link in links}
    fields = root.findall(".//*[@data-field]")
    found = {one.get("data-field"): {part.get("id") for part in one.iter()} & targets for one in fields}
    assert set().union(*found.values()) == targets, "an error leads nowhere"
    return {key for key, ids in found.items() if ids}


def asked(member, draft) -> set[str]:
    """Judge what was saved, as sending does."""
    actor = enter(member.user, address(draft)["space"], level=Level.ITSME, method="itsme")
    return set(get_draft(actor, draft.pk, Permission.FILL_DOSSIERS).journey.step("page").questions)


def assert_same(member, draft, page, typed):
    """Type, ask, go on; page, server and what was saved agree, and an error names a question shown."""
    blank = {name: "" if isinstance(value, str) else [] for name, value in page.fields.items()}
    sent = blank | {name: page.fields[name] for name in ("revision", "next_revision")} | typed
    shown = told(page.client, draft, sent)
    after = Page(page.client, page.url, page.client.post(page.url, sent | {"action": "continue"}))
    if after.response.status_code == 302:
        after = open_step(page.client, draft, "page")
    assert shown == asked(member, draft) == marked(after)
    assert named_by_errors(after) <= shown
    return after


@pytest.mark.parametrize("kind", asking_kinds())
def test_the_page_shows_what_saving_asks_whatever_is_typed(client, member, kind):
    draft = begin(member, page_about(kind))
    page = open_step(client, draft, "page")
    assert marked(page) == asked(member, draft)
    half = {f"suite_{number}": "Dit" for number in range(0, len(conditions(kind)), 2)}
    outcomes = set()
    for raw in SAMPLES[kind].tried:
        page = assert_same(member, draft, page, {**in_form("champ", raw), **half})
        outcomes.add(frozenset(marked(page)))
        assert {key.replace("fin", "suite") for key in marked(page) if key.startswith("fin")} == set(
            half
        ) & marked(page)
    assert len(outcomes) > 1 or kind == "file", "nothing typed here makes a difference"


@pytest.mark.parametrize("source", sorted(SOURCES))
@pytest.mark.parametrize("locked", [True, False])
def test_an_answer_from_a_source_counts_on_the_page_as_at_saving(client, member, source, locked):
    kind = next(name for name, one in KINDS.items() if source in one.prefills)
    draft = begin(member, page_about(kind, prefill=source, locked=locked))
    answered = f"suite_{conditions(kind).index({'champ': {'answered': True}})}"
    page = open_step(client, draft, "page")
    assert answered in marked(page) == asked(member, draft)
    kept = {name: value for name, value in page.fields.items() if name.startswith("champ")}
    page = assert_same(member, draft, page, kept)
    assert answered in marked(page)
    page = assert_same(member, draft, page, {})
    assert (answered in marked(page)) is locked


def test_stored_files_count_until_they_are_ticked_for_removal(client, member):
    draft = begin(member, page_about("file"))
    with_file = f"suite_{conditions('file').index({'champ': {'answered': True}})}"
    page = assert_same(member, draft, open_step(client, draft, "page"), {})
    assert with_file not in marked(page)
    page.post("upload", champ=SimpleUploadedFile("facture.pdf", pdf()))
    page = assert_same(member, draft, open_step(client, draft, "page"), {})
    assert with_file in marked(page)
    [stored] = draft.attachments.values_list("pk", flat=True)
    page = assert_same(member, draft, page, {"champ-remove": str(stored)})
    assert with_file not in marked(page)


def test_a_file_chosen_and_not_sent_yet_hides_nothing(client, member):
    draft = begin(member, page_about("file"))
    shown = told(client, draft, {"champ": "chosen"})
    for action in ({}, {"champ": SimpleUploadedFile("facture.pdf", pdf())}):
        page = open_step(client, draft, "page").post(**action)
        assert page.response.status_code == 200
        assert named_by_errors(page) <= asked(member, draft) < shown
