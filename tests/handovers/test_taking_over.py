"""A colleague who takes a draft over finds every word and document, at the same step."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.handovers.models import Handover
from dossiers.models import StepAnswers
from tests.filling.browser import Page, open_step, step_url, url
from tests.filling.factories import draft_of, publish
from tests.filling.samples import pdf
from tests.handovers.scene import FILL
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db

typed_text = st.text(st.characters(exclude_characters="\x00\r\n", exclude_categories=["Cs"]), max_size=20)
saves = st.one_of(
    st.tuples(
        st.just("vous"),
        st.fixed_dictionaries(
            {"surnom": typed_text, "age": typed_text, "situation": st.sampled_from(["seul", "couple"])}
        ),
    ),
    st.tuples(st.just("conjoint"), st.fixed_dictionaries({"prenom": typed_text, "courriel": typed_text})),
    st.tuples(st.just("logement"), st.fixed_dictionaries({"remarque": typed_text})),
)
STEPS = ("vous", "conjoint", "logement", "pieces")


@pytest.fixture
def version(db):
    """The published version all drafts are of."""
    return publish()


def shown(client, draft) -> list[tuple[int, dict]]:
    """Return what each step's page shows in its form."""
    found = []
    for step in STEPS:
        page = open_step(client, draft, step)
        has_form = page.response.status_code == 200 and page.form is not None
        own = {"printed_for", "next_revision"}
        fields = {name: value for name, value in page.fields.items() if name not in own} if has_form else {}
        found.append((page.response.status_code, fields))
    return found


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(saves, min_size=1, max_size=5), st.booleans())
def test_a_colleague_takes_over_without_losing_a_word(client, team, version, sequence, has_document):
    Handover.objects.all().delete()
    team.draft = draft = draft_of(team.giver, enterprise=team.enterprise, version=version)
    force_sign_in(client, team.giver)
    for step, values in sequence:
        saved = StepAnswers.objects.filter(dossier=draft, step=step).first()
        data = {**values, "revision": saved.revision if saved else "", "action": "save"}
        assert client.post(step_url(draft, step), data).status_code == 302
    if has_document:
        file = SimpleUploadedFile("facture.pdf", pdf())
        client.post(url("documents", draft), {"step": "pieces", "field": "facture", "file": file})
    rows = list(StepAnswers.objects.filter(dossier=draft).order_by("step").values())
    resumed, before = client.get(url("resume", draft))["Location"], shown(client, draft)
    at = url("hand_over", draft)
    handed = Page(client, at, client.get(at)).post(colleague=str(team.colleague.pk))
    assert handed.response.status_code == 302

    force_sign_in(client, team.colleague)
    assert client.get(url("resume", draft))["Location"] == resumed
    assert shown(client, draft) == before
    assert ("facture.pdf" in client.get(url("documents", draft)).content.decode()) == has_document
    assert list(StepAnswers.objects.filter(dossier=draft).order_by("step").values()) == rows
    assert draft.handovers.get().purpose == FILL
