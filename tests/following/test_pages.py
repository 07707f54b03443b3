"""Following: the dashboard, the list and one dossier, for who may see them and within few queries."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dossiers.following.timeline import Entry
from dossiers.handling.officers import Officer
from dossiers.moves import move
from dossiers.states import DossierEvent, Party, State
from dossiers.submission import services
from enterprises.rights.permissions import Role
from monespace.outbox.testing import drain
from tests.submission.factories import (
    ACCEPTED,
    DeliveryFactory,
    DemarcheVersionFactory,
    DraftFactory,
    SentDossierFactory,
    SubmissionFactory,
    actor_of,
)
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import GapDesignationFactory, MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    return force_sign_in(client, PersonFactory())


def url(name, space="citoyen", **kwargs):
    return reverse(f"dossiers:{name}", kwargs={"space": space, **kwargs})


def text_of(response):
    assert response.status_code == 200
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def enterprise_dossier(membership, factory=DraftFactory, **changes):
    return factory(
        owner_user=None,
        owner_enterprise=membership.enterprise,
        created_by=membership.user,
        **changes,
    )


def test_dashboard_leads_on_when_there_is_nothing_yet(client, person):
    response = client.get(url("dashboard"))
    assert "Vous n’avez pas encore de dossier ici" in text_of(response)
    assert reverse("dossiers:catalogue") in response.content.decode()


def test_dashboard_shows_what_needs_action_then_drafts_then_what_was_sent(client, person):
    DraftFactory(owner_user=person)
    SentDossierFactory(owner_user=person, state=State.ACTION_NEEDED)
    sent = SentDossierFactory(owner_user=person)
    text = text_of(client.get(url("dashboard")))
    places = [
        text.index(title) for title in ("À faire maintenant", "Brouillons à terminer", "Dossiers envoyés")
    ]
    assert places == sorted(places)
    assert "Brouillon : pas encore envoyé" in text
    assert "Continuer" in text
    assert sent.reference in text


def test_nothing_of_others_is_shown(client, person):
    mine = SentDossierFactory(owner_user=person)
    other = SentDossierFactory()
    for name in ("dashboard", "list"):
        text = text_of(client.get(url(name)))
        assert mine.reference in text
        assert other.reference not in text


def test_enterprise_dashboard_shows_its_dossiers_and_its_members_page(client):
    membership = MembershipFactory()
    force_sign_in(client, membership.user)
    mine = SentDossierFactory(owner_user=membership.user)
    ours = enterprise_dossier(membership, SentDossierFactory)
    response = client.get(url("dashboard", membership.enterprise.number))
    text = text_of(response)
    assert ours.reference in text
    assert mine.reference not in text
    assert membership.enterprise.name in text
    assert f"/espace/{membership.enterprise.number}/membres/" in response.content.decode()


def test_reader_is_not_offered_to_fill(client):
    membership = MembershipFactory(role=Role.LECTEUR)
    force_sign_in(client, membership.user)
    draft = enterprise_dossier(membership)
    number = membership.enterprise.number
    for address in (url("dashboard", number), url("detail", number, dossier_id=draft.pk)):
        text = text_of(client.get(address))
        assert "Prime d’essai" in text
        assert "Continuer" not in text
        assert "Commencer une démarche" not in text


def test_access_manager_without_role_sees_no_dossier(client):
    designation = GapDesignationFactory()
    number = designation.enterprise.number
    member = MembershipFactory(enterprise=designation.enterprise)
    dossier = enterprise_dossier(member, SentDossierFactory)
    force_sign_in(client, designation.user)
    text = text_of(client.get(url("dashboard", number)))
    assert "Vous gérez les accès de cette entreprise" in text
    assert dossier.reference not in text
    assert client.get(url("list", number)).status_code == 403


@pytest.mark.parametrize(
    ("chosen", "states"),
    [
        ("brouillons", {State.DRAFT}),
        ("en-cours", {State.SUBMITTED, State.RECEIVED, State.IN_PROGRESS}),
        ("a-faire", {State.ACTION_NEEDED}),
        ("nonsense", None),
    ],
)
def test_list_keeps_the_states_that_were_chosen(client, person, chosen, states):
    states_there = [
        State.SUBMITTED,
        State.RECEIVED,
        State.IN_PROGRESS,
        State.ACTION_NEEDED,
        State.ACCEPTED,
        State.REFUSED,
        State.WITHDRAWN,
    ]
    draft = DraftFactory(owner_user=person)
    there = {state: SentDossierFactory(owner_user=person, state=state) for state in states_there}
    page = client.get(url("list"), {"etat": chosen}).content.decode()
    shown = {state for state, dossier in there.items() if dossier.reference in page}
    if str(draft.pk) in page:
        shown.add(State.DRAFT)
    assert shown == (states or {*states_there, State.DRAFT})


def test_list_has_twenty_dossiers_a_page_the_latest_first(client, person):
    start = timezone.now()
    version = DemarcheVersionFactory()
    dossiers = [SentDossierFactory(owner_user=person, demarche_version=version) for _ in range(23)]
    for age, dossier in enumerate(dossiers):
        dossier.updated_at = start - timedelta(hours=age)
        dossier.save()
    first = client.get(url("list")).content.decode()
    assert [d.reference in first for d in dossiers] == [True] * 20 + [False] * 3
    second = client.get(url("list"), {"page": "2"}).content.decode()
    assert [d.reference in second for d in dossiers] == [False] * 20 + [True] * 3
    assert client.get(url("list"), {"page": "nonsense"}).status_code == 200


def test_dossier_tells_its_life_in_order(client, person, service):
    dossier = DraftFactory(owner_user=person)
    services.submit(actor=actor_of(person), dossier_id=dossier.pk, declarations=ACCEPTED, language="fr")
    text = text_of(client.get(url("detail", dossier_id=dossier.pk)))
    assert "Transmission au service compétent" in text
    drain()
    dossier.refresh_from_db()
    officer = Officer(user=PersonFactory(first_name="Zélie", last_name="Agentesse"), services=frozenset())
    move(actor=officer, party=Party.OFFICER, dossier=dossier, event=DossierEvent.TAKE_UP)
    text = text_of(client.get(url("detail", dossier_id=dossier.pk)))
    suivi = text[text.index("Suivi") :]
    places = [suivi.index(title) for title in ("Envoyé", "Reçu par le service compétent", "En traitement")]
    assert places == sorted(places)
    assert "Référence du service : SPW-1." in suivi
    assert suivi.count("Reçu par le service compétent") == suivi.count("SPW-1") == 1
    assert "Vous" in suivi
    assert "· Service des primes" in suivi
    assert "Agentesse" not in text
    assert "Transmission au service compétent" not in suivi
    for shown in ("Minerva", dossier.reference, "Le service compétent examine votre dossier."):
        assert shown in text


def test_draft_says_that_it_is_not_sent_and_goes_on(client, person):
    draft = DraftFactory(owner_user=person)
    response = client.get(url("detail", dossier_id=draft.pk))
    text = text_of(response)
    assert "Pas encore envoyé" in text
    assert "Continuer le brouillon" in text
    assert "vous et personne d’autre." in text


def test_colleague_is_named_on_the_timeline(client):
    sender = MembershipFactory()
    reader = MembershipFactory(enterprise=sender.enterprise, role=Role.LECTEUR)
    dossier = enterprise_dossier(sender)
    number = sender.enterprise.number
    services.submit(
        actor=actor_of(sender.user, number), dossier_id=dossier.pk, declarations=ACCEPTED, language="fr"
    )
    force_sign_in(client, reader.user)
    text = text_of(client.get(url("detail", number, dossier_id=dossier.pk)))
    assert f"· {sender.user.display_name}" in text


def test_dossier_of_someone_else_does_not_exist(client, person):
    other = SubmissionFactory().dossier
    assert client.get(url("detail", dossier_id=other.pk)).status_code == 404
    assert client.get(url("receipt", dossier_id=other.pk)).status_code == 404


def test_delayed_delivery_reassures(client, person):
    submission = SubmissionFactory(dossier__owner_user=person)
    DeliveryFactory(submission=submission, needs_attention_at=timezone.now())
    text = text_of(client.get(url("detail", dossier_id=submission.dossier.pk)))
    assert "notre équipe s’en occupe" in text


@pytest.mark.parametrize("name", ["dashboard", "list"])
def test_pages_need_as_few_queries_however_many_dossiers_there_are(client, person, name):
    for _ in range(3):
        DraftFactory(owner_user=person)
        SentDossierFactory(owner_user=person)
        SentDossierFactory(owner_user=person, state=State.ACTION_NEEDED)
    with CaptureQueriesContext(connection) as few:
        client.get(url(name))
    for _ in range(7):
        DraftFactory(owner_user=person)
        SentDossierFactory(owner_user=person)
        SentDossierFactory(owner_user=person, state=State.ACTION_NEEDED)
    with CaptureQueriesContext(connection) as many:
        client.get(url(name))
    assert len(few) == len(many) <= 12


def test_dossier_page_needs_few_queries(client):
    sender = MembershipFactory()
    number = sender.enterprise.number
    dossier = enterprise_dossier(sender)
    services.submit(
        actor=actor_of(sender.user, number), dossier_id=dossier.pk, declarations=ACCEPTED, language="fr"
    )
    force_sign_in(client, sender.user)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url("detail", number, dossier_id=dossier.pk)).status_code == 200
    assert len(queries) <= 12


def primary_buttons(response):
    assert response.status_code == 200
    [main] = re.findall(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    classes = re.findall(r'class="(button[^"]*)"', main)
    return [one for one in classes if not {"button--secondary", "button--link"} & set(one.split())]


@pytest.mark.parametrize("drafts", [1, 3])
@pytest.mark.parametrize("shown", ["dashboard", "list", "detail", "create"])
def test_going_on_with_a_draft_is_the_one_primary_button_where_there_is_one(client, person, shown, drafts):
    made = [DraftFactory(owner_user=person) for _ in range(drafts)]
    last = made[-1]
    where = {
        "detail": {"dossier_id": last.pk},
        "create": {"slug": last.demarche_version.demarche.slug},
    }
    response = client.get(url(shown, **where.get(shown, {})))
    assert primary_buttons(response) == ["button"]
    resume = url("resume", dossier_id=last.pk)
    assert f'<a class="button" href="{resume}">' in response.content.decode()


def test_beginning_is_the_primary_button_where_there_is_no_draft(client, person):
    SentDossierFactory(owner_user=person)
    response = client.get(url("dashboard"))
    assert f'<a class="button" href="{reverse("dossiers:catalogue")}">' in response.content.decode()
    assert primary_buttons(response) == ["button"]


def test_the_timeline_goes_day_by_day():
    moments = [datetime(2026, 5, day, hour, tzinfo=UTC) for day, hour in ((1, 8), (1, 22), (2, 7), (9, 12))]
    entries = [Entry(title=f"Fait {rank}", at=at, who="Nadia") for rank, at in enumerate(moments)]
    shown = SimpleNamespace(rows=[*entries, Entry(title="Attendu")], anchor="suivi", is_split=False)
    page = parse(render_to_string("dossiers/following/_timeline.html", {"timeline": shown}))
    days = page.findall(".//ol[@class='timeline']/li")
    told = ["".join(day.find("h3").itertext()) for day in days]
    assert told == ["1er mai 2026", "2 mai 2026", "9 mai 2026", "Encore à venir"]
    assert [[one.text for one in day.findall("ul/li/p/strong")] for day in days] == [
        ["Fait 0"], ["Fait 1", "Fait 2"], ["Fait 3"], ["Attendu"],
    ]  # fmt: skip
    assert [one.text for one in days[1].findall("ul/li//time")] == ["00:00", "09:00"]
    assert days[-1].get("class") == "is-awaited"
