"""What people do most runs through few files of ours: who follows one action need not open half the house."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dossiers.models import DemarcheVersion, Dossier, StepAnswers
from dossiers.states import State
from enterprises.models import Invitation
from tests.filling.browser import open_step, url
from tests.submission.definition import ANSWERS, content
from tests.submission.factories import DemarcheVersionFactory, DraftFactory, SentDossierFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import InvitationFactory
from tests.support.factories import AgentFactory, PersonFactory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpResponse
    from django.test import Client

    Request = Callable[[], HttpResponse]

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
COUNTED = ("dossiers", "enterprises", "helpdesk")


@contextmanager
def files_run() -> Iterator[set[str]]:
    """Collect the files of the counted apps whose functions run meanwhile, by their path from the root."""
    codes, files = set(), set()
    before = sys.getprofile()
    sys.setprofile(lambda frame, event, _argument: codes.add(frame.f_code) if event == "call" else None)
    try:
        yield files
    finally:
        sys.setprofile(before)
        paths = {Path(code.co_filename) for code in codes}
        ours = {path.relative_to(ROOT) for path in paths if path.is_relative_to(ROOT)}
        files |= {str(path) for path in ours if path.parts[0] in COUNTED}


def accepting(client: Client) -> Request:
    """An invitation on its page, for the person it names to accept."""
    person = force_sign_in(client, PersonFactory(first_name="Ann", last_name="Peeters"))
    name = f"{person.first_name} {person.last_name}"
    token = f"lien-{Invitation.objects.count()}"
    InvitationFactory(token=token, expected_name=name)
    return partial(client.post, f"/invitation/{token}/", {"answer": "accept"})


def version() -> DemarcheVersion:
    """The one published version, which a process reads once; it sets no time limit to count."""
    return DemarcheVersion.objects.first() or DemarcheVersionFactory(content=content(decision_days=None))


def submitting(client: Client) -> Request:
    """A complete draft on its review, each declaration ticked."""
    draft = DraftFactory(demarche_version=version())
    force_sign_in(client, draft.owner_user)
    return partial(client.post, url("submit", draft), {"declaration_exactitude": "on", "action": "submit"})


def saving(client: Client) -> Request:
    """The first step of a draft, filled in."""
    draft = DraftFactory(demarche_version=version(), answers={})
    force_sign_in(client, draft.owner_user)
    page = open_step(client, draft, "velo")
    return partial(client.post, page.url, page.fields | ANSWERS["velo"] | {"action": "continue"})


def searching(client: Client) -> Request:
    """The agents' search for the name of who owns a sent dossier."""
    name = f"Lemaire{Dossier.objects.count()}"
    SentDossierFactory(owner_user=PersonFactory(last_name=name))
    force_sign_in(client, AgentFactory(), level=500, method="eid")
    return partial(client.post, "/admin/recherche/", {"text": name})


def is_done(action: Callable[[Client], Request], response: HttpResponse) -> bool:
    """Say whether the action did what it is for."""
    done: dict[Any, Callable[[], bool]] = {
        accepting: lambda: Invitation.objects.filter(accepted_by__isnull=False).count() == 2,
        submitting: lambda: Dossier.objects.filter(state=State.SUBMITTED).count() == 2,
        saving: lambda: StepAnswers.objects.count() == 2,
        searching: lambda: "Lemaire1" in response.content.decode(),
    }
    return done[action]()


@pytest.mark.parametrize(
    ("action", "most"), [(accepting, 14), (submitting, 25), (saving, 28), (searching, 9)]
)
def test_an_action_runs_through_few_files(client, action, most):
    action(client)()  # what a process reads once is read
    request = action(client)
    with files_run() as files:
        response = request()
    assert is_done(action, response)
    assert len(files) <= most, f"{len(files)} files:\n" + "\n".join(sorted(files))


def test_files_that_run_are_seen():
    with files_run() as files:
        State.DRAFT.label  # noqa: B018 - django's own function
        Dossier(state=State.DRAFT).get_state_display()
    assert files == {"dossiers/states.py"}
