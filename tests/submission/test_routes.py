"""The service of a dossier: settled by the answers when it is sent, and the same everywhere from then on."""

from __future__ import annotations

import pytest
from django.urls import reverse

from api.dossiers.schemas import Wanted
from api.dossiers.selectors import following
from dossiers.clients.actors import actor_of as system_of
from dossiers.clients.actors import may_read, reached_demarches, visible_to
from dossiers.clients.selectors import demarches_by_service, is_reached_by_system
from dossiers.clients.verbs import Verb
from dossiers.complements.answering import answer, save_answers
from dossiers.complements.services import ask as ask_complement
from dossiers.dossier.routed import definition_for
from dossiers.filling.saves import Save
from dossiers.handling.services import receive
from dossiers.models import Case, Delivery, Dossier, Submission
from dossiers.receipts.content import receipt_data
from dossiers.states import State
from dossiers.submission import services
from dossiers.webhooks.models import SEND
from dossiers.webhooks.sending import announce
from monespace.common.authors import SYSTEM
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.models import Message
from tests.api.factories import ClientFactory
from tests.complements.factories import PRICE, wanted
from tests.cosigning import scene
from tests.handling.factories import make_officer
from tests.submission.definition import ANSWERS, content
from tests.submission.factories import ACCEPTED, DemarcheVersionFactory, DraftFactory, actor_of
from tests.support.client import force_sign_in
from tests.webhooks.factories import EndpointFactory

pytestmark = pytest.mark.django_db
MAIN, OTHER = "Service des primes", "Service des vélos chers"
ROUTE = {
    "key": "cher",
    "when": {"velo.prix": {"at_least": 2000}},
    "service": {"name": {"fr": OTHER, "de": "Teuer"}, "email": "cher@exemple.be", "phone": "081 00 00 01"},
    "delivery": [{"gateway": "https", "service": "service-cher"}],
}
DEAR = {"velo": {**ANSWERS["velo"], "prix": "2 000"}}
EITHER = pytest.mark.parametrize(
    ("answers", "named", "channel"),
    [(DEAR, OTHER, "service-cher"), (ANSWERS, MAIN, "service-primes")],
)


@pytest.fixture
def version():
    return DemarcheVersionFactory(content=content(routes=[ROUTE]))


def sent(version, answers) -> Dossier:
    dossier = DraftFactory(demarche_version=version, answers=answers)
    actor = actor_of(dossier.owner_user)
    services.submit(actor=actor, dossier_id=dossier.pk, declarations=ACCEPTED, language="fr")
    return Dossier.objects.get(pk=dossier.pk)


def page(client, dossier, name):
    address = reverse(f"dossiers:{name}", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
    return client.get(address).content.decode()


@EITHER
def test_it_gets_the_dossier_and_is_named_to_the_person(client, version, answers, named, channel):
    [unnamed] = {MAIN, OTHER} - {named}
    draft = DraftFactory(demarche_version=version, answers=answers)
    force_sign_in(client, draft.owner_user)
    review = page(client, draft, "review")
    assert (named in review, unnamed in review) == (True, False)
    dossier = sent(version, answers)
    assert [one.service for one in Delivery.objects.of_dossier(dossier)] == [channel]
    mail = Mail.objects.get()
    assert (named in mail.text, unnamed in mail.text) == (True, False)
    force_sign_in(client, dossier.owner_user)
    for name in ("receipt", "detail", "withdraw"):
        shown = page(client, dossier, name)
        assert (named in shown, unnamed in shown) == (True, False), name
    submission = Submission.objects.select_related("dossier").get(dossier=dossier)
    sealed = str(receipt_data(submission, definition_for(dossier), None, "fr"))
    assert (named in sealed, unnamed in sealed) == (True, False)


@pytest.mark.parametrize(("answers", "channel"), [(DEAR, "service-cher"), (ANSWERS, "service-primes")])
def test_only_systems_of_that_service_reach_the_dossier(version, answers, channel):
    other = {"service-cher", "service-primes"} - {channel}
    right, wrong = ClientFactory(services=[channel]), ClientFactory(services=sorted(other))
    both = ClientFactory(services=["service-cher", "service-primes"])
    assert not Dossier.objects.sent().exists()
    dossier = sent(version, answers)
    for client, reaches in ((right, True), (wrong, False), (both, True)):
        system = system_of(client, frozenset({Verb.READ}))
        assert visible_to(system).filter(pk=dossier.pk).exists() == reaches
        assert may_read(client, dossier) == reaches
        listed = following(system, Wanted(), None, most=5)
        assert listed == ([dossier] if reaches else [])
        assert reached_demarches(system) == {version.demarche.slug}
    assert is_reached_by_system(dossier, Verb.READ)
    ClientFactory._meta.model.objects.filter(pk__in=[right.pk, both.pk]).delete()
    assert not is_reached_by_system(dossier, Verb.READ)


def test_an_event_is_told_to_systems_of_that_service_only(version):
    right, _wrong = (
        EndpointFactory(client=ClientFactory(services=[one])) for one in ("service-cher", "service-primes")
    )
    dossier = sent(version, DEAR)
    announce(dossier_id=dossier.pk, version=Event.objects.about(dossier).get().sequence)
    told = Message.objects.filter(topic=SEND)
    assert [one.payload["endpoint"] for one in told] == [right.pk.hex]


def test_a_complement_goes_to_the_same_service_whatever_it_changes(version):
    dossier = sent(version, ANSWERS)
    [delivery] = Delivery.objects.of_dossier(dossier)
    receive(actor=SYSTEM, dossier=dossier, delivery_id=delivery.pk, case_of="service-primes")
    Dossier.objects.filter(pk=dossier.pk).update(state=State.IN_PROGRESS)
    case = Case.objects.get()
    request = ask_complement(actor=make_officer(), **wanted(case, fields=[PRICE]))
    actor = actor_of(dossier.owner_user)
    typed = {"prix": "2 000"}
    save_answers(
        actor=actor, request=request, step="velo", values=typed, save=Save.of(base="", page="a" * 32)
    )
    answer(actor=actor, dossier_id=dossier.pk, request_id=request.pk, declarations=ACCEPTED)
    assert Submission.objects.get(number=2).payload["velo"]["prix"]["amount"] == "2000.00"
    assert {one.service for one in Delivery.objects.of_dossier(dossier)} == {"service-primes"}
    assert definition_for(Dossier.objects.get()).service.name("fr") == MAIN


def test_who_signs_reads_which_service_gets_it_and_that_one_does(client):
    published = content(routes=[ROUTE], cosigners=[scene.OWNER])
    draft = DraftFactory(demarche_version=DemarcheVersionFactory(content=published), answers=DEAR)
    scene.ask(draft)
    [token] = scene.tokens()
    signer = scene.person()
    force_sign_in(client, signer)
    shown = client.get(reverse("dossiers:sign", kwargs={"token": token})).content.decode()
    assert (OTHER in shown, MAIN in shown) == (True, False)
    scene.sign(signer, token)
    assert Delivery.objects.get().service == "service-cher"


def test_all_services_are_known_before_anybody_sends(client, version):
    assert set(demarches_by_service()) == {"service-primes", "service-cher"}
    landing = client.get(f"/demarches/{version.demarche.slug}/").content.decode()
    assert MAIN in landing
    assert OTHER in landing
