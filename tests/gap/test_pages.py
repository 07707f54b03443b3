"""The pages of the representative and of the access managers, as people meet them."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages

from enterprises.managers import proposal_services
from enterprises.managers.designation_services import designate_self, resign
from enterprises.models import GapProposal
from tests.gap.test_designations import held_by, named
from tests.gap.test_proposals import SOPHIE, propose
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MandateFactory, MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

MINE = "/espaces/mon-entreprise/"
EID = {"level": 500, "method": "eid"}


def text(response):
    main = parse(response.content.decode()).find(".//main")
    return " ".join(" ".join(main.itertext()).split())


def links(response):
    return {link.get("href") for link in parse(response.content.decode()).find(".//main").iter("a")}


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("mandataire", "Agir pour un client"),
        ("etranger", "Sans carte d’identité belge ni itsme"),
        ("sans-numero", "Sans numéro BCE"),
        ("acces-termine", "Votre accès a pris fin"),
    ],
)
def test_question_leads_everybody_to_their_step(client, case, words):
    question = client.get(MINE)
    assert {f"{MINE}representant/", f"{MINE}chercher/", f"?cas={case}"} <= links(question)
    assert words in text(client.get(MINE, {"cas": case}))
    assert "Que faites-vous" in text(client.get(MINE, {"cas": "../../base"}))


def test_representative_designates_themselves_in_two_forms(client, firm):
    force_sign_in(client, firm.director, **EID)
    number = firm.enterprise.number
    asked = client.post(f"{MINE}representant/", {"number": number})
    assert asked["Location"] == f"{MINE}{number}/designer/"
    page = text(client.get(asked["Location"]))
    assert "Administrateur, depuis le 1er mars 2024" in page
    done = client.post(f"{asked['Location']}moi/", {"action": "self", "ownership": "leave"})
    assert done["Location"] == f"/espace/{number}/membres/"
    assert said(done) == ["Vous gérez maintenant les accès de l’entreprise."]
    assert "Philippe Lemaire" in text(client.get(done["Location"]))


def test_itsme_is_not_enough_to_designate(client, firm):
    force_sign_in(client, firm.director)
    answer = client.get(f"{MINE}representant/")
    assert answer["Location"].startswith("/connexion/?next=")
    assert "level=500" in answer["Location"]


@pytest.mark.parametrize("wrong", ["", "1999.990.145", "abc"])
def test_wrong_number_is_said_before_anybody_is_asked(client, firm, wrong):
    force_sign_in(client, firm.director, **EID)
    answer = client.post(f"{MINE}representant/", {"number": wrong})
    assert answer.status_code == 422
    assert "numéro bce" in text(answer).lower()
    assert firm.register.asked == []


@pytest.mark.parametrize(
    ("status", "words"),
    [(503, "La BCE ne répond pas en ce moment"), (404, "La BCE ne connaît pas ce numéro")],
)
def test_source_that_does_not_confirm_leaves_a_way_on(client, firm, status, words):
    force_sign_in(client, firm.director, **EID)
    firm.register.status = status
    asked = client.post(f"{MINE}representant/", {"number": firm.enterprise.number}, follow=True)
    assert words in text(asked)
    refused = client.get(f"{MINE}{firm.enterprise.number}/designer/")
    assert refused.status_code == 403
    assert "représentant légal" in text(refused)


def test_stranger_is_told_what_the_source_does_not_know(client, firm):
    force_sign_in(client, PersonFactory(), **EID)
    asked = client.post(f"{MINE}representant/", {"number": firm.enterprise.number}, follow=True)
    assert "La BCE ne vous connaît pas comme représentant" in text(asked)


def test_colleague_is_proposed_accepts_and_manages(client, firm):
    force_sign_in(client, firm.director, **EID)
    firm.representing()
    there = f"{MINE}{firm.enterprise.number}/designer/"
    sent = client.post(f"{there}collegue/", SOPHIE)
    assert sent["Location"] == there
    assert "Nous attendons la réponse de Sophie Collignon" in text(client.get(there))
    sophie = force_sign_in(client, PersonFactory(first_name="Sophie", last_name="Collignon"))
    token = propose(firm)
    shown = text(client.get(f"/designation/{token}/"))
    assert "Philippe Lemaire vous le propose" in shown
    undecided = client.post(f"/designation/{token}/", {})
    assert undecided["Location"] == f"/designation/{token}/"
    assert not GapProposal.objects.exclude(accepted_at=None).exists()
    accepted = client.post(f"/designation/{token}/", {"action": "accept"})
    assert accepted["Location"] == f"/espace/{firm.enterprise.number}/membres/"
    assert firm.managers() == {sophie: "principal"}
    assert "Vous avez accepté" in text(client.get(f"/designation/{token}/"))
    force_sign_in(client, PersonFactory(), **EID)
    assert "n’attend plus de réponse" in text(client.get(f"/designation/{token}/"))


def test_other_name_is_shown_to_the_representative_who_confirms(client, firm):
    luc = PersonFactory(first_name="Luc", last_name="Mathieu")
    token = propose(firm)
    force_sign_in(client, luc)
    waiting = client.post(f"/designation/{token}/", {"action": "accept"}, follow=True)
    assert "doit encore confirmer votre nom" in text(waiting)
    force_sign_in(client, firm.director, **EID)
    there = f"{MINE}{firm.enterprise.number}"
    page = text(client.get(f"{there}/designer/"))
    assert "s’est identifiée comme Luc Mathieu" in page
    client.post(f"{there}/propositions/{GapProposal.objects.get().pk}/confirmer/")
    assert firm.managers() == {luc: "principal"}


def test_mistakes_in_a_proposal_are_named(client, firm):
    force_sign_in(client, firm.director, **EID)
    firm.representing()
    answer = client.post(f"{MINE}{firm.enterprise.number}/designer/collegue/", {"email": "sophie@"})
    assert answer.status_code == 422
    for words in ("nom de la personne", "adresse e-mail complète", "Choisissez une langue"):
        assert words in text(answer)


def test_unknown_link_does_not_exist(client):
    force_sign_in(client, PersonFactory())
    assert client.get("/designation/invented/").status_code == 404


def test_gap_page_offers_to_each_what_is_theirs(client, managed):
    there = f"/espace/{managed.enterprise.number}/gap/"
    reader = MembershipFactory(enterprise=managed.enterprise, role="lecteur").user
    offers = {}
    for who, person in {
        "gap": named(managed, "Hermans"),
        "co_gap": named(managed, "Wauters"),
        "reader": reader,
    }.items():
        force_sign_in(client, person)
        offers[who] = {
            link.removeprefix(there) for link in links(client.get(there)) if link.startswith(there)
        }
    removal = f"{held_by(managed, named(managed, 'Wauters')).pk}/fin/"
    assert offers == {"gap": {"co-gap/", removal, "renoncer/"}, "co_gap": {"renoncer/"}, "reader": set()}


def test_last_manager_is_warned_then_the_vacancy_is_seen_by_members(client, firm):
    designate_self(actor=firm.representing())
    there = f"/espace/{firm.enterprise.number}/gap/"
    force_sign_in(client, firm.director)
    assert "Après vous, plus personne ne gérera les accès" in text(client.get(f"{there}renoncer/"))
    for _ in range(2):
        assert client.post(f"{there}renoncer/", {"reason": "Retraite"})["Location"] == "/espaces/"
    force_sign_in(client, MembershipFactory(enterprise=firm.enterprise).user)
    for where in (there, f"/espace/{firm.enterprise.number}/", f"/espace/{firm.enterprise.number}/membres/"):
        page = client.get(where)
        assert "Plus personne ne gère les accès de cette entreprise." in text(page)
        assert "(a renoncé)" in text(page)
        assert f"{MINE}representant/?numero={firm.enterprise.number}" in links(page)
    designate_self(actor=firm.representing())
    assert "Plus personne" not in text(client.get(f"/espace/{firm.enterprise.number}/"))


def test_who_acts_by_mandate_is_not_shown_the_vacancy_of_the_client(client, firm):
    designate_self(actor=firm.representing())
    mandate = MandateFactory(client=firm.enterprise)
    resign(actor=firm.acting(firm.director), note="Fin")
    force_sign_in(client, MembershipFactory(enterprise=mandate.holder).user)
    page = client.get(f"/espace/{firm.enterprise.number}/")
    assert "mandaté par" in page.content.decode()
    assert "Plus personne ne gère" not in text(page)


def test_pages_stay_within_their_queries(client, managed, django_assert_max_num_queries):
    MembershipFactory(enterprise=managed.enterprise, user=named(managed, "Hermans"))
    proposal_services.accept(actor=PersonFactory(), token=propose(managed))
    force_sign_in(client, named(managed, "Hermans"))
    for page in ("gap", "membres", "demandes"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/espace/{managed.enterprise.number}/{page}/").status_code == 200
    force_sign_in(client, managed.director, **EID)
    with django_assert_max_num_queries(12):
        client.get(f"{MINE}{managed.enterprise.number}/designer/")


def test_representative_alone_takes_ownership_and_lands_where_requests_begin(client, firm):
    force_sign_in(client, firm.director, **EID)
    number = firm.enterprise.number
    there = f"{MINE}{number}/designer/"
    client.post(f"{MINE}representant/", {"number": number})
    assert f"{there}moi/" in links(client.get(there))
    undecided = client.post(f"{there}moi/", {"action": "self"})
    assert (undecided.status_code, firm.managers()) == (422, {})
    assert "Choisissez si vous ferez aussi les démarches" in text(undecided)
    done = client.post(f"{there}moi/", {"action": "self", "ownership": "take"})
    assert done["Location"] == f"/espace/{number}/"
    assert "Commencer une démarche" in text(client.get(done["Location"]))
    assert "Vous avez le rôle de Propriétaire" in text(client.get(there))
    assert client.get(f"{there}moi/")["Location"] == there


@pytest.mark.parametrize(("status", "words"), [(503, "La BCE ne répond pas"), (200, "ne vous connaît pas")])
def test_the_source_is_asked_again_at_the_act_itself(client, firm, status, words):
    force_sign_in(client, firm.director, **EID)
    there = f"{MINE}{firm.enterprise.number}/designer/moi/"
    client.post(f"{MINE}representant/", {"number": firm.enterprise.number})
    assert client.get(there).status_code == 200
    firm.register.status = status
    firm.register.ends_functions(firm.enterprise)
    refused = client.post(there, {"action": "self", "ownership": "take"}, follow=True)
    assert words in text(refused)
    assert not firm.managers()
    assert not firm.enterprise.memberships.exists()


def test_who_only_manages_reads_the_way_to_a_role_wherever_it_is_missing(client, firm):
    designate_self(actor=firm.representing())
    force_sign_in(client, firm.director)
    number = firm.enterprise.number
    pages = (f"/espace/{number}/", f"/espace/{number}/membres/", f"/espace/{number}/gap/")
    for page in (*pages, f"{MINE}{number}/demande/"):
        answer = client.get(page)
        assert "Prenez vous-même le rôle de Propriétaire." in text(answer), page
        assert f"{MINE}representant/?numero={number}" in links(answer), page
    rights = text(client.get(f"/espace/{number}/mes-droits/"))
    assert "prenez vous-même celui de Propriétaire" in rights


def test_request_of_the_only_manager_is_refused_with_the_way_out(client, firm):
    designate_self(actor=firm.representing())
    force_sign_in(client, firm.director)
    there = f"{MINE}{firm.enterprise.number}/demande/"
    assert "<form id" not in client.get(there).content.decode()
    refused = client.post(there, {"role": "proprietaire", "message": "Bonjour"})
    assert refused.status_code == 409
    assert "personne d’autre ne pourrait répondre" in text(refused)
    assert not firm.enterprise.access_requests.exists()


def test_request_that_only_its_author_can_answer_any_more_shows_the_way_out(client, firm):
    request = firm.enterprise.access_requests.create(
        requested_by=firm.director, role="lecteur", message="Bonjour"
    )
    designate_self(actor=firm.representing())
    force_sign_in(client, firm.director)
    inside = f"/espace/{firm.enterprise.number}/demandes/{request.pk}/"
    for page in ("/espaces/mes-demandes/", inside):
        assert "personne d’autre ne peut répondre à votre demande" in text(client.get(page))
    assert "attend votre réponse" not in text(client.get(f"/espace/{firm.enterprise.number}/membres/"))


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        ("TVA BE 1999.990.145", "un chiffre est sans doute faux"),
        ("8.999.990.195", "un chiffre est sans doute faux"),
        ("1999.990.1444", "il faut 10 chiffres, vous en avez écrit 11"),
        ("9999.990.144", "commence par 0 ou 1"),
    ],
)
def test_a_search_that_finds_nothing_says_why_a_number_is_none(client, typed, cause):
    force_sign_in(client, PersonFactory())
    assert cause in text(client.post(f"{MINE}chercher/", {"text": typed})).replace("\xa0", " ")
    for name in ("Boulangerie 42", "0203.430.576"):
        page = text(client.post(f"{MINE}chercher/", {"text": name})).replace("\xa0", " ")
        assert "Aucune entreprise trouvée" in page
        assert "« Numéro BCE »" not in page
