"""Whatever buttons are pressed with whatever values, each step keeps what was typed there last."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.models import StepAnswers
from tests.filling.browser import step_url
from tests.filling.factories import draft_of, publish

pytestmark = pytest.mark.django_db

typed_text = st.text(st.characters(exclude_characters="\x00\r\n", exclude_categories=["Cs"]), max_size=20)
typed_choice = st.sampled_from(["seul", "couple", "", "autre"])
vous = st.fixed_dictionaries({"surnom": typed_text, "age": typed_text, "situation": typed_choice})
conjoint = st.fixed_dictionaries({"prenom": typed_text, "courriel": typed_text})
acts = st.one_of(
    st.tuples(st.just("vous"), vous),
    st.tuples(st.just("conjoint"), conjoint),
)
buttons = st.sampled_from(["continue", "save", "previous", "upload", "", "nope"])


@pytest.fixture
def version(db):
    """The published version all drafts are of."""
    return publish()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(acts, buttons), min_size=1, max_size=8))
def test_each_step_keeps_what_was_typed_last(citizen, person, version, sequence):
    draft = draft_of(person, version=version)
    last: dict[str, dict[str, str]] = {}
    for (step, values), button in sequence:
        saved = StepAnswers.objects.filter(dossier=draft, step=step).first()
        revision = saved.revision if saved else ""
        answer = citizen.post(step_url(draft, step), {**values, "revision": revision, "action": button})
        assert answer.status_code in {200, 302}
        last[step] = values
    kept = {row.step: row.values for row in StepAnswers.objects.filter(dossier=draft)}
    assert kept == last
