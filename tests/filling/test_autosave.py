"""What is typed is kept before any button, judged by none, and never replaces what its page has not seen."""

from __future__ import annotations

import pytest

from dossiers.models import Dossier, StepAnswers
from dossiers.states import State
from enterprises.members.services import end_membership
from enterprises.rights.permissions import Role
from monespace.common.authors import SYSTEM
from monespace.journal.models import Event
from tests.filling.browser import Page, open_step, save, step_url, url
from tests.filling.definition import VOUS
from tests.filling.factories import draft_of
from tests.support.checked_client import CheckedClient
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db


def nickname(draft) -> str:
    return StepAnswers.objects.get(dossier=draft, step="vous").values["surnom"]


def resumed(client, draft) -> str:
    return client.get(url("resume", draft))["Location"]


def test_what_is_typed_is_there_again_on_another_device_at_the_same_input(citizen, person, draft):
    answer = open_step(citizen, draft, "vous").type("id_age", surnom="Lou", age="trente")
    assert answer.json()["at"].startswith("à ")
    elsewhere = CheckedClient()
    force_sign_in(elsewhere, person)
    assert resumed(elsewhere, draft) == step_url(draft, "vous") + "#id_age"
    page = open_step(elsewhere, draft, "vous")
    assert (page.fields["surnom"], page.fields["age"]) == ("Lou", "trente")
    assert "pas encore confirmé : vérifiez, puis continuez" in page.html
    assert "error-summary" not in page.html


def test_continuing_judges_it_as_usual(citizen, draft):
    open_step(citizen, draft, "vous").type(surnom="Lou", age="trente")
    refused = open_step(citizen, draft, "vous").post()
    assert "error-summary" in refused.html
    assert "pas encore confirmé" not in refused.html
    assert refused.post(**VOUS).response["Location"] == step_url(draft, "conjoint")


def test_an_answer_kept_while_typing_is_confirmed_before_it_is_sent(citizen, draft):
    for step, typed in (("vous", VOUS | {"situation": "seul"}), ("logement", {})):
        save(citizen, draft, step, **typed)
    open_step(citizen, draft, "vous").type(age="4")
    assert resumed(citizen, draft).startswith(step_url(draft, "vous"))
    review = citizen.get(url("review", draft)).content.decode()
    assert "Ce qui y a été tapé en dernier est gardé, mais pas encore confirmé." in review
    page = open_step(citizen, draft, "vous")
    page.post(age="40")
    assert resumed(citizen, draft) == step_url(draft, "logement")


def test_confirming_without_a_change_confirms(citizen, draft):
    open_step(citizen, draft, "vous").type(**VOUS)
    open_step(citizen, draft, "vous").post()
    assert StepAnswers.objects.get(dossier=draft).is_confirmed


def test_saves_of_one_page_follow_each_other_and_its_button_comes_last(citizen, draft):
    page = open_step(citizen, draft, "vous")
    for name in ("L", "Lo", "Lou"):
        assert page.type(surnom=name).status_code == 200
    assert page.post(**VOUS | {"surnom": "Louise"}).response.status_code == 302
    assert nickname(draft) == "Louise"


def test_a_save_that_comes_late_replaces_nothing(citizen, draft):
    page = open_step(citizen, draft, "vous")
    assert page.type(surnom="Lou", count=2).status_code == 200
    assert page.type(surnom="L", count=1).status_code == 409
    assert nickname(draft) == "Lou"
    page.post(**VOUS | {"surnom": "Louise"})
    assert page.type(surnom="Loui", count=3).status_code == 409
    assert nickname(draft) == "Louise"


def test_a_button_that_changes_nothing_still_comes_after_what_was_under_way(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    page = open_step(citizen, draft, "vous")
    page.typings = 1  # sent, and slow
    page.post()
    assert page.type(surnom="Repris", count=1).status_code == 409
    assert nickname(draft) == VOUS["surnom"]


def test_another_tab_or_colleague_is_never_overwritten_and_the_button_shows_both(client):
    owner = MembershipFactory(user__first_name="Ada", user__last_name="Collard")
    colleague = MembershipFactory(enterprise=owner.enterprise, role=Role.COLLABORATEUR)
    draft = draft_of(owner.user, enterprise=owner.enterprise)
    second = CheckedClient()
    force_sign_in(client, owner.user)
    force_sign_in(second, colleague.user)
    late = open_step(second, draft, "vous")
    open_step(client, draft, "vous").type(surnom="Un")
    refused = late.type(surnom="Deux")
    assert refused.status_code == 409
    assert "« Continuer » vous montrera les deux versions" in refused.json()["message"].replace("\u00a0", " ")
    assert nickname(draft) == "Un"
    conflict = late.post(**VOUS | {"surnom": "Deux"})
    assert "est de Ada Collard" in conflict.html
    assert conflict.form.get("data-autosave") is None  # the person has to choose first
    assert "Tapé par Ada Collard" in open_step(second, draft, "vous").html


def test_it_keeps_a_draft_and_leaves_no_line_in_the_journal(citizen, draft):
    before, events = Dossier.objects.get().updated_at, Event.objects.count()
    open_step(citizen, draft, "vous").type(surnom="Lou")
    assert Dossier.objects.get().updated_at > before
    assert Event.objects.count() == events


def test_what_a_step_does_not_save_is_not_kept(citizen, draft):
    page = open_step(citizen, draft, "vous")
    page.type(surnom="Lou", nom="Menteur", inconnu="x", typed_in="id_x' onload")
    row = StepAnswers.objects.get(dossier=draft)
    assert set(row.values) <= {"surnom", "age", "situation", "nom"}
    assert "inconnu" not in row.values
    assert row.typed_in == ""


@pytest.mark.parametrize("state", [State.DISCARDED, State.SUBMITTED])
def test_what_is_no_draft_any_more_says_so_and_keeps_nothing(citizen, draft, state):
    page = open_step(citizen, draft, "vous")
    assert page.type(surnom="Lou").status_code == 200
    sent = {"reference": "WAL-1", "submitted_at": draft.created_at} if state == State.SUBMITTED else {}
    Dossier.objects.filter(pk=draft.pk).update(state=state, **sent)
    answer = page.type(surnom="Louise")
    assert answer.status_code == 409
    assert "n’est plus un brouillon" in answer.json()["message"]
    assert nickname(draft) == "Lou"


def test_whose_access_ended_keeps_nothing_more(client):
    member = MembershipFactory(role=Role.COLLABORATEUR)
    force_sign_in(client, member.user)
    draft = draft_of(member.user, enterprise=member.enterprise)
    page = open_step(client, draft, "vous")
    assert page.type(surnom="Lou").status_code == 200
    end_membership(actor=SYSTEM, membership=member, reason="départ")
    refused = page.type(surnom="Louise")
    assert refused.status_code in {403, 404}
    assert refused.json()["message"]
    assert nickname(draft) == "Lou"


def test_it_is_bounded_in_size(citizen, draft, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000
    page = open_step(citizen, draft, "vous")
    assert page.type(surnom="Lou").status_code == 200
    assert page.type(surnom="x" * 6_000).status_code == 413
    assert nickname(draft) == "Lou"


def test_it_is_bounded_in_number(citizen, draft, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"keep_typed": (1, 3600)}
    page = open_step(citizen, draft, "vous")
    assert page.type(surnom="Lou").status_code == 200
    refused = page.type(surnom="Louise")
    assert refused.status_code == 429
    assert "trop d’enregistrements" in refused.json()["message"]
    assert nickname(draft) == "Lou"


def test_without_the_script_a_page_posts_as_before(citizen, draft):
    page = open_step(citizen, draft, "vous")
    assert page.fields["typed_saves"] == "0"
    assert isinstance(page.post(**VOUS), Page)
    assert StepAnswers.objects.get(dossier=draft).is_confirmed
