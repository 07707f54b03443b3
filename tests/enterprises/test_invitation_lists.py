"""Inviting several people at once, from the list to the mails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from enterprises.models import Invitation
from monespace.outbox.testing import drain
from tests.enterprises.invitations import in_days, invited
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.pages import parse
from tests.support.race import race

pytestmark = pytest.mark.django_db

DAY = f"{in_days(100):%d/%m/%Y}"
GOOD = f"ann@ailleurs.be;Lecteur;de;{DAY};Ann Peeters\njan@ailleurs.be;Propriétaire"


@pytest.fixture
def gap(client, company):
    return force_sign_in(client, company.gap)


@pytest.fixture
def address(company):
    return f"/espace/{company.enterprise.number}/invitations/plusieurs/"


def words(response, status=200):
    assert response.status_code == status
    return " ".join("".join(parse(response.content.decode()).find(".//main").itertext()).split())


def value_of(response, name):
    """Return what a field of the page holds."""
    page = parse(response.content.decode()).find(".//main")
    [field] = [one for one in page.iter() if one.get("name") == name]
    return (field.text or "").removeprefix("\n") if field.tag == "textarea" else field.get("value", "")


def checked(client, address, people=GOOD, **more):
    """Have a list checked, and return what its page would send."""
    page = client.post(address, {"people": people, "action": "preview", **more})
    assert "Relisez la liste" in words(page)
    return {name: value_of(page, name) for name in ("people", "message", "shown")} | {"action": "submit"}


@pytest.mark.usefixtures("gap")
def test_list_is_checked_then_confirmed_and_only_then_sent(client, address):
    page = client.post(address, {"people": GOOD, "message": "Bienvenue", "action": "preview"})
    shown = words(page)
    for said in (
        "ann@ailleurs.be Ann Peeters",
        "Langue de l’e-mail : Allemand",
        "Propriétaire, jusqu’au",
        "Bienvenue",
    ):
        assert said in shown
    assert not Invitation.objects.exists()
    done = client.post(address, checked(client, address, message="Bienvenue"), follow=True)
    assert "2 invitations sont envoyées." in words(done)
    ann, jan = Invitation.objects.order_by("email")
    assert (ann.role, ann.language, ann.ends_on, ann.expected_name) == (
        "lecteur",
        "de",
        in_days(100),
        "Ann Peeters",
    )
    assert (jan.role, jan.language, jan.message) == ("proprietaire", "fr", "Bienvenue")
    drain()
    assert {message.to[0] for message in mail.outbox} == {"ann@ailleurs.be", "jan@ailleurs.be"}


def test_each_wrong_line_is_named_and_nothing_typed_is_lost(client, company, gap, address):
    invited(company, email="deja@ailleurs.be")
    typed = "\n".join(
        [
            "ann@ailleurs.be;Lecteur",
            f"{company.reader.email.upper()};Lecteur",
            "deja@ailleurs.be;Lecteur",
            f"{gap.email};Lecteur",
            "ann@ailleurs.be;Lecteur",
            "jan@ailleurs.be;Chef",
        ]
    )
    page = client.post(address, {"people": typed, "message": "Bonjour", "action": "preview"})
    said = words(page, 422)
    for number, why in [
        (2, "déjà un accès"),
        (3, "déjà une invitation en cours"),
        (4, "ne pouvez pas vous inviter vous-même"),
        (5, "déjà à la ligne 1"),
        (6, "« Chef » n’existe pas"),
    ]:
        assert any(f"Ligne {number} :" in part and why in part for part in said.split("Erreur :"))
    assert "Ligne 1" not in said
    assert (value_of(page, "people"), value_of(page, "message")) == (typed, "Bonjour")
    left = client.post(address, {"people": typed, "message": "Bonjour", "action": "drop"})
    assert value_of(left, "people") == "ann@ailleurs.be;Lecteur"
    assert value_of(left, "message") == "Bonjour"


@pytest.mark.usefixtures("gap")
def test_file_joins_what_is_typed_and_can_be_corrected(client, address):
    file = SimpleUploadedFile("liste.csv", "\ufeffRôle;E-mail\nLecteur;zoé@exemple\n".encode())
    page = client.post(address, {"people": GOOD, "file": file, "action": "preview"})
    assert "Ligne 4" in words(page, 422)
    assert value_of(page, "people").splitlines() == [*GOOD.splitlines(), "Rôle;E-mail", "Lecteur;zoé@exemple"]


@pytest.mark.usefixtures("gap")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "Enregistrer sous"),
        (b"a" * 300_000, "trop grand"),
        (b"", "Indiquez au moins une ligne"),
        (b"\n".join([b"a@exemple.be;Lecteur"] * 101), "La liste a 101 lignes"),
        (b"\xff\xfe\xfd\x00", "Il y a un problème"),
    ],
)
def test_file_that_is_no_list_is_refused_in_words(client, address, content, said):
    file = SimpleUploadedFile("liste.csv", content)
    assert said in words(client.post(address, {"file": file, "action": "preview"}), 422)


@pytest.mark.usefixtures("gap")
def test_list_of_the_greatest_length_is_sent_at_bounded_cost(
    client, company, address, django_assert_max_num_queries
):
    people = "\n".join(f"personne{rank}@ailleurs.be;Lecteur" for rank in range(100))
    with django_assert_max_num_queries(12):
        wanted = checked(client, address, people)
    assert client.post(address, wanted).status_code == 302
    assert company.enterprise.invitations.count() == 100


@pytest.mark.usefixtures("gap")
def test_second_click_sends_nothing_twice(client, address):
    wanted = checked(client, address)
    for _click in range(2):
        assert "2 invitations sont envoyées." in words(client.post(address, wanted, follow=True))
    assert Invitation.objects.count() == 2
    assert drain() == ["mail.send"] * 2


def test_what_changed_meanwhile_sends_nobody(client, company, gap, address):
    wanted = checked(client, address)
    MembershipFactory(enterprise=company.enterprise, user__email="jan@ailleurs.be")
    page = client.post(address, wanted)
    assert "déjà un accès" in words(page, 422)
    assert value_of(page, "people") == wanted["people"]
    assert not Invitation.objects.exists()


@pytest.mark.usefixtures("gap")
def test_only_what_was_shown_is_sent(client, address):
    wanted = checked(client, address) | {"people": "autre@ailleurs.be;Lecteur"}
    page = client.post(address, wanted)
    assert "La liste a changé" in words(page)
    assert "autre@ailleurs.be" in words(page)
    assert not Invitation.objects.exists()


@pytest.mark.usefixtures("gap")
def test_list_can_be_corrected_and_read_in_another_language(client, address):
    wanted = checked(client, address)
    page = client.post(address, wanted | {"action": "edit"})
    assert "Vérifier la liste" in words(page)
    assert value_of(page, "people") == wanted["people"]
    page = client.post(address, {"people": wanted["people"], "page_language": "de"})
    assert 'lang="de"' in page.content.decode()
    assert value_of(page, "people") == wanted["people"]


def test_list_sent_with_too_old_a_proof_is_there_again(client, company, address):
    force_sign_in(client, company.gap)
    shown = parse(client.get(address).content.decode())
    proof = shown.find(".//main//input[@name='printed_for']").get("value")
    session = client.session
    session["authenticated_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    response = client.post(address, {"people": GOOD, "action": "preview", "printed_for": proof})
    assert "fresh=1" in response["Location"]
    force_sign_in(client, company.gap)
    assert value_of(client.get(address), "people") == GOOD


def test_enterprise_that_stopped_keeps_what_was_typed(client, company, gap, address):
    wanted = checked(client, address)
    company.enterprise.stopped_on = timezone.localdate()
    company.enterprise.save()
    page = client.post(address, wanted)
    assert "a cessé ses activités" in words(page, 422)
    assert value_of(page, "people") == wanted["people"]
    assert client.get(address).status_code == 409


@pytest.mark.usefixtures("gap")
def test_example_is_a_list_that_can_be_sent(client, address):
    file = client.get(address.replace("plusieurs/", "exemple.csv"))
    assert file["Content-Disposition"] == 'attachment; filename="invitations.csv"'
    given = SimpleUploadedFile("invitations.csv", file.content)
    page = client.post(address, {"file": given, "action": "preview"})
    assert "anna.peeters@exemple.be Anna Peeters" in words(page)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_send_one_list(client, company, gap, address):
    wanted = checked(client, address)
    answers = race(*[lambda: client.post(address, wanted).status_code] * 2)
    assert answers == [302, 302]
    assert Invitation.objects.count() == 2
