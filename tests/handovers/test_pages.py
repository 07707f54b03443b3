"""The page that hands a draft over, the ways to it, and where people read to whom it is handed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dossiers.handovers.models import Handover
from dossiers.handovers.services import MOST_A_DAY
from dossiers.models import Dossier, StepAnswers
from dossiers.states import State
from enterprises.rights.permissions import Role
from tests.filling.browser import Page, url
from tests.handovers.scene import WORDS, mails
from tests.submission.factories import DraftFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import AgentFactory

pytestmark = pytest.mark.django_db


def open_page(client, team, person=None, name="hand_over") -> Page:
    force_sign_in(client, person or team.giver)
    at = url(name, team.draft)
    return Page(client, at, client.get(at))


def ways(client, dossier, name) -> set[str]:
    """Return where the links of a page of a dossier lead."""
    page = Page(client, "", client.get(url(name, dossier)))
    return {link.get("href") for link in page.root.iterfind(".//main//a")}


def test_the_page_says_what_will_happen_then_hands_over(client, team):
    page = open_page(client, team)
    assert "Ce qui va se passer" in page.html
    choices = [label.text for label in page.form.iterfind(".//div[@class='choice']/label")]
    assert choices == ["Nadia El Amrani, Propriétaire", "Léa Martin, Collaborateur"]
    done = page.post(colleague=str(team.colleague.pk), message=WORDS).follow()
    assert "Ce brouillon est confié à Léa Martin, à qui nous écrivons un e-mail." in done.html
    assert "Confié à Léa Martin par Thomas Wauters le" in done.html
    assert "Destinataire : Léa Martin." in done.html
    assert WORDS in mails().get().text


def test_many_colleagues_are_a_list_that_unfolds(client, team):
    for number in range(9):
        MembershipFactory(enterprise=team.enterprise, user__last_name=f"Dupont{number}")
    page = open_page(client, team)
    options = page.form.findall(".//select[@name='colleague']/option")
    assert len(options) == 1 + 9 + 2
    assert page.post(colleague=str(team.owner.pk)).response.status_code == 302
    assert mails().get().recipient == team.owner


def test_both_find_it_in_the_lists_of_drafts(client, team):
    team.hand_over(team.colleague)
    number = team.enterprise.number
    for person in (team.giver, team.colleague):
        force_sign_in(client, person)
        for address in (f"/espace/{number}/", f"/espace/{number}/dossiers/?etat=brouillons"):
            assert "Confié à Léa Martin par Thomas Wauters le" in client.get(address).content.decode()


def test_the_ways_to_it_stand_where_a_colleague_can_go_on_and_nowhere_else(client, team):
    force_sign_in(client, team.giver)
    for name in ("detail", "review"):
        assert url("hand_over", team.draft) in ways(client, team.draft, name)
    force_sign_in(client, team.reader)
    assert url("hand_over", team.draft) not in ways(client, team.draft, "detail")
    for person in (team.colleague, team.owner):
        team.end_access(person)
    force_sign_in(client, team.giver)
    for name in ("detail", "review"):
        assert url("hand_over", team.draft) not in ways(client, team.draft, name)
    alone = open_page(client, team)
    assert alone.form is None
    assert "Aucune autre personne" in alone.html
    mine = DraftFactory(owner_user=team.giver)
    for name in ("detail", "review"):
        assert not any("confier" in way for way in ways(client, mine, name))


def test_who_may_not_send_tells_who_may(client, team):
    force_sign_in(client, team.giver)
    page = Page(client, "", client.get(url("review", team.draft)))
    assert "Nadia El Amrani" in page.html
    assert url("hand_over_to_send", team.draft) in ways(client, team.draft, "review")
    page = open_page(client, team, name="hand_over_to_send")
    assert "Léa Martin" not in page.html
    assert page.fields["colleague"] == [str(team.owner.pk)]  # alone to choose from
    done = page.post(message=WORDS).follow()
    assert "Confié à Nadia El Amrani par Thomas Wauters" in done.html
    assert "pour vérifier et envoyer la demande" in done.html
    force_sign_in(client, team.owner)
    assert url("hand_over_to_send", team.draft) not in ways(client, team.draft, "review")
    assert url("submit", team.draft) in client.get(url("review", team.draft)).content.decode()


@pytest.mark.parametrize(
    ("meanwhile", "said", "status"),
    [
        (lambda team: team.end_access(team.colleague), "Cette personne ne peut plus le faire", 422),
        (lambda team: team.change_access(team.colleague, Role.LECTEUR), "ne peut plus le faire", 422),
        (lambda team: team.hand_over(team.owner), "vient d’être confié à une autre personne", 422),
        (lambda team: ended(team, State.DISCARDED), "n’est plus un brouillon", 409),
        (lambda team: ended(team, State.SUBMITTED), "n’est plus un brouillon", 409),
        (lambda team: team.change_access(team.giver, Role.LECTEUR), "ne donne pas ce droit", 403),
        (lambda team: team.end_access(team.giver), "Votre accès", 403),
    ],
    ids=["left", "narrowed", "handed over", "deleted", "sent", "right lost", "giver left"],
)
def test_what_changed_meanwhile_is_said_and_the_words_stay(client, team, meanwhile, said, status):
    page = open_page(client, team)
    meanwhile(team)
    before = mails().count()
    answer = page.post(colleague=str(team.colleague.pk), message=WORDS)
    assert answer.response.status_code == status
    assert said in answer.html
    assert WORDS in answer.html
    assert mails().count() == before


def ended(team, state) -> None:
    now = timezone.now()
    Dossier.objects.update(state=state, reference="ME-TEST", submitted_at=now, ended_at=now)


def test_a_page_refused_for_another_handover_goes_through_once_it_was_read(client, team):
    page = open_page(client, team)
    team.hand_over(team.owner)
    again = page.post(colleague=str(team.colleague.pk), message=WORDS)
    assert "Confié à Nadia El Amrani" in again.html
    assert again.post().response.status_code == 302
    assert Handover.objects.latest("handed_at").handed_to == team.colleague


def test_what_is_no_longer_ready_is_said_beside_the_words(client, team):
    page = open_page(client, team, name="hand_over_to_send")
    StepAnswers.objects.update(values={"marque": "Minerva"})
    answer = page.post(message=WORDS)
    assert answer.response.status_code == 422
    assert "il n’est pas prêt à être envoyé" in answer.html
    assert WORDS in answer.html


def test_too_often_says_when_it_is_possible_again(client, team):
    for number in range(MOST_A_DAY):
        team.hand_over((team.colleague, team.owner)[number % 2])
    answer = open_page(client, team).post(colleague=str(team.owner.pk), message=WORDS)
    assert answer.response.status_code == 429
    assert int(answer.response["Retry-After"]) > 0
    assert "Vous pourrez le confier à nouveau à partir du" in answer.html
    assert WORDS in answer.html


def test_words_that_lead_elsewhere_are_refused_and_stay(client, team):
    answer = open_page(client, team).post(colleague=str(team.owner.pk), message="Voir www.exemple.be vite")
    assert answer.response.status_code == 422
    assert "ressemble à un lien" in answer.html
    assert "Voir www.exemple.be vite" in answer.html
    assert not mails().exists()


def test_an_enterprise_that_has_stopped_is_told_so(client, team):
    page = open_page(client, team)
    team.enterprise.stopped_on = timezone.localdate()
    team.enterprise.save()
    for answer in (page.post(colleague=str(team.owner.pk), message=WORDS), open_page(client, team)):
        assert answer.response.status_code == 409
        assert "personne n’a été prévenu" in answer.html
    assert url("hand_over", team.draft) not in ways(client, team.draft, "detail")
    assert not mails().exists()


def test_nobody_else_opens_the_page(client, team):
    for person in (MembershipFactory().user, AgentFactory()):
        assert open_page(client, team, person).response.status_code == 404
    assert open_page(client, team, team.reader).response.status_code == 403
    mine = DraftFactory(owner_user=team.giver)
    force_sign_in(client, team.giver)
    assert client.get(url("hand_over", mine)).status_code == 404
    assert client.post(url("hand_over", mine), {"colleague": str(team.colleague.pk)}).status_code == 404
    assert not mails().exists()
