"""A page opened for one person and sent when another is signed in is never the other's."""

from __future__ import annotations

import pytest

from accounts.models import KeptForm
from enterprises.rights.permissions import Role
from tests.filling.browser import open_step
from tests.filling.factories import draft_of
from tests.late.browsers import Tab, sign_in_at, tab_at, too_late
from tests.support.checked_client import CheckedClient
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

PHONE = "+32 470 12 34 56"
SOMEBODY_ELSES = "Cette page est celle de quelqu’un d’autre"


@pytest.fixture
def ada():
    return PersonFactory(phone="")


@pytest.fixture
def bob():
    return PersonFactory(phone="")


def phone_of(person) -> str:
    person.refresh_from_db()
    return person.phone


def profile_form(client) -> Tab:
    tab = tab_at(client, "/profil/")
    assert tab.fields["printed_for"]
    return tab


def send(tab: Tab, *, is_token_good: bool = True, phone: str = PHONE):
    return tab.post("", phone=phone).response if is_token_good else tab.send(phone=phone)


@pytest.mark.parametrize("is_token_good", [True, False])
def test_what_is_typed_is_the_persons_who_opened_the_page(client, ada, bob, is_token_good):
    sign_in_at(client, ada)
    page = profile_form(client)
    assert send(page).status_code == 302
    assert phone_of(ada).replace(" ", "") == PHONE.replace(" ", "")
    ada.phone = ""
    ada.save()
    sign_in_at(client, bob)
    refused = send(page, is_token_good=is_token_good)
    assert refused.status_code == 403
    assert SOMEBODY_ELSES in refused.content.decode()
    assert PHONE not in refused.content.decode()
    assert (phone_of(ada), phone_of(bob)) == ("", "")
    assert PHONE not in client.get("/profil/").content.decode()
    assert not KeptForm.objects.filter(user=bob).exists()
    sign_in_at(client, ada)
    again = tab_at(client, "/profil/")
    assert f'value="{PHONE}"' in again.html
    assert "est de nouveau là" in again.html


def test_what_the_other_sends_afterwards_takes_nothing_away(client, ada, bob):
    sign_in_at(client, ada)
    too_late(profile_form(client), phone=PHONE)
    sign_in_at(client, bob)
    page = profile_form(client)
    assert PHONE not in page.html
    assert send(page, phone="+32 81 00 00 00").status_code == 302
    assert phone_of(bob)
    sign_in_at(client, ada)
    assert f'value="{PHONE}"' in tab_at(client, "/profil/").html


def test_session_that_is_over_was_the_other_persons(client, ada, bob):
    sign_in_at(client, ada)
    page = profile_form(client)
    sign_in_at(client, bob)
    assert too_late(page, phone=PHONE).response.status_code == 302
    assert {kept.user for kept in KeptForm.objects.all()} == {ada}
    sign_in_at(client, bob)
    assert PHONE not in tab_at(client, "/profil/").html


def test_browser_they_never_signed_in_from_keeps_nothing_of_them(client, ada, bob):
    force_sign_in(client, ada)
    page = profile_form(client)
    force_sign_in(client, bob)
    refused = send(page)
    assert (refused.status_code, KeptForm.objects.count()) == (403, 0)
    assert "n’est ni gardé ni enregistré" in refused.content.decode()
    elsewhere = CheckedClient()
    sign_in_at(elsewhere, bob, "another number")
    stolen = Tab(elsewhere, page.url, page.response)
    assert stolen.post("", phone=PHONE).response.status_code == 403
    assert not KeptForm.objects.exists()


def test_it_is_found_wherever_its_person_signs_in(client, ada):
    sign_in_at(client, ada)
    too_late(profile_form(client), phone=PHONE)
    elsewhere = CheckedClient()
    sign_in_at(elsewhere, ada, "another number")
    assert f'value="{PHONE}"' in tab_at(elsewhere, "/profil/").html


def test_proof_that_was_changed_says_nothing(client, ada, bob):
    sign_in_at(client, ada)
    page = profile_form(client)
    forged = page.fields["printed_for"].replace(str(ada.pk), str(bob.pk))
    assert too_late(page, phone=PHONE, printed_for=forged).response.status_code == 302
    assert not KeptForm.objects.exists()


def test_blocked_person_keeps_nothing(client, ada, bob):
    sign_in_at(client, ada)
    page = profile_form(client)
    sign_in_at(client, bob)
    ada.is_active = False
    ada.save()
    assert send(page).status_code == 403
    assert not KeptForm.objects.exists()


def test_pressing_twice_saves_once_and_gives_back_nothing_more(client, ada):
    sign_in_at(client, ada)
    too_late(profile_form(client), phone=PHONE)
    sign_in_at(client, ada)
    page = profile_form(client)
    for _press in range(2):
        assert page.post("", phone=PHONE).response.status_code == 302
    assert not KeptForm.objects.exists()
    assert "envoyée trop tard" not in tab_at(client, "/profil/").html


def test_other_tab_of_the_page_does_not_drop_what_it_never_showed(client, ada):
    sign_in_at(client, ada)
    unseen, late = profile_form(client), profile_form(client)
    too_late(late, phone=PHONE)
    sign_in_at(client, ada)
    unseen.post("", phone="")
    assert KeptForm.objects.exists()
    assert f'value="{PHONE}"' in tab_at(client, "/profil/").html


def test_form_goes_to_its_own_space_whatever_another_tab_chose_since(client, ada):
    own = draft_of(ada)
    enterprise = MembershipFactory(user=ada, role=Role.COLLABORATEUR).enterprise
    drafts = [own, draft_of(ada, version=own.demarche_version, enterprise=enterprise)]
    sign_in_at(client, ada)
    pages = [open_step(client, draft, "vous") for draft in drafts]
    for page, name in zip(pages, ("En mon nom", "Pour l’entreprise"), strict=True):
        too_late(page, surnom=name)
    sign_in_at(client, ada)
    shown = [open_step(client, draft, "vous").fields["surnom"] for draft in drafts]
    assert shown == ["En mon nom", "Pour l’entreprise"]
