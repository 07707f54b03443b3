"""From a representative alone to a colleague who acts, through a vacancy, and to a holder of a mandate."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within
from tests.support.pace import at_pace

pytestmark = pytest.mark.browser

WORKSHOP, BAKERY = "1999990243", "1999990144"
SPACE = f"/espace/{WORKSHOP}/"
COLLEAGUE = "Lucas Mathieu"
REPRESENT = "/espaces/mon-entreprise/representant/"
VACANT = "Plus personne ne gère les accès de cette entreprise."
FIRST_INVITATION_SECONDS = 120
LINK = re.compile(r"https?://\S+/invitation/\S+")


def links(outside) -> set[str]:
    """The links of the invitations sent so far."""
    return {found[0] for one in outside.mails("invit") if (found := LINK.search(one["text"]))}


def invite(person, outside, *, role: str) -> str:
    """Fill in an invitation as a GAP does, send it, and return the address it leads to."""
    known = links(outside)
    person.visit(f"{SPACE}membres/")
    person.follow("Inviter une personne")
    person.page.locator('[data-field="email"] input').fill("lucas.mathieu@exemple.be")
    person.page.locator('[data-field="name"] input').fill(COLLEAGUE)
    person.page.locator(f'[data-field="role"] input[value="{role}"]').check()
    person.act("submit")
    expect(person.page.locator(".messages")).to_contain_text("invitation est envoyée")
    return within(10, lambda: links(outside) - known).pop().removeprefix(person.site)


def designate(person) -> None:
    """As a representative on the page that offers it, become GAP, unless they are already.

    No role is taken: whoever has one already, from another journey, is not asked.
    """
    link = person.page.get_by_role("link", name="Me désigner moi-même")
    if not link.count():
        return
    person.follow("Me désigner moi-même")
    leave = person.page.locator('[data-field="ownership"] input[value="leave"]')
    if leave.count():
        leave.check()
    person.act("self")


def open_for_colleague(person, name: str) -> None:
    """Follow the link called so that is about the colleague, and wait for the page."""
    with person.page.expect_navigation():
        person.page.get_by_role("link", name=f"{name} ({COLLEAGUE})", exact=True).click()


def test_representative_designates_invites_and_ends(new_person, outside, audit):
    representative, colleague = new_person(), new_person()
    started = time.monotonic()
    representative.sign_in("representant", path=REPRESENT)
    audit(representative.page)
    representative.page.locator('[data-field="number"] input').fill("1999.990.243")
    representative.act("continue")
    audit(representative.page)
    designate(representative)
    audit(representative.page)
    path = invite(representative, outside, role="collaborateur")
    assert time.monotonic() - started < at_pace(FIRST_INVITATION_SECONDS)
    audit(representative.page)

    colleague.visit(path)
    audit(colleague.page)
    colleague.follow("S’identifier pour accepter")
    colleague.prove_identity("sans-entreprise")
    audit(colleague.page)
    colleague.press("Accepter l’invitation")
    audit(colleague.page)
    colleague.visit("/demarches/sesam/commencer/")
    with colleague.page.expect_navigation():
        colleague.page.locator(f'form[action="{SPACE}demarches/sesam/"] button').click()
    expect(colleague.page.locator(".acting")).to_contain_text("Atelier du Bois ASBL")
    draft = colleague.page.url.removeprefix(colleague.site)
    colleague.visit(path)
    audit(colleague.page)

    representative.visit(f"{SPACE}membres/")
    open_for_colleague(representative, "Modifier ou prolonger")
    audit(representative.page)
    representative.page.locator('[data-field="role"] input[value="lecteur"]').check()
    representative.act("submit")
    colleague.visit(draft)
    expect(colleague.page.locator("h1")).to_have_text("Vous ne pouvez pas faire cela")

    open_for_colleague(representative, "Mettre fin")
    audit(representative.page)
    representative.page.locator('[data-field="reason"] input').fill("Fin de la démonstration")
    representative.act("submit")
    colleague.visit(draft)
    expect(colleague.page.locator("main")).to_contain_text("a pris fin")
    audit(colleague.page)


def test_last_manager_resigns_and_members_see_the_way_out(new_person, outside, audit):
    representative, member = new_person(), new_person()
    representative.enter("representant", path=REPRESENT)
    representative.page.locator('[data-field="number"] input').fill(WORKSHOP)
    representative.act("continue")
    designate(representative)
    member.visit(invite(representative, outside, role="lecteur"))
    member.follow("S’identifier pour accepter")
    member.prove_identity("sans-entreprise")
    member.press("Accepter l’invitation")

    representative.visit(f"{SPACE}gap/")
    representative.follow("Renoncer à gérer les accès")
    audit(representative.page)
    representative.page.locator('[data-field="reason"] input').fill("Fin de la démonstration")
    representative.act("resign")

    for page in ("", "membres/", "gap/"):
        member.visit(f"{SPACE}{page}")
        expect(member.page.locator(".notice--warning")).to_contain_text(VACANT)
        audit(member.page)
    member.follow("Vous la représentez légalement ? Désignez quelqu’un en ligne.")
    expect(member.page.locator('[data-field="number"] input')).to_have_value(re.compile("1999.?990.?243"))
    audit(member.page)

    representative.visit(REPRESENT)
    representative.page.locator('[data-field="number"] input').fill(WORKSHOP)
    representative.act("continue")
    designate(representative)
    member.visit(SPACE)
    expect(member.page.locator("main")).not_to_contain_text(VACANT)

    representative.visit(f"{SPACE}membres/")
    open_for_colleague(representative, "Mettre fin")
    representative.page.locator('[data-field="reason"] input').fill("Fin de la démonstration")
    representative.act("submit")


def test_mandate_is_agreed_by_both_and_its_staff_act_for_the_client(new_person, audit):
    client, holder, employee = new_person(), new_person(), new_person()
    client.enter("representant", path=REPRESENT)
    client.page.locator('[data-field="number"] input').fill(WORKSHOP)
    client.act("continue")
    designate(client)
    client.visit(f"{SPACE}mandats/nouveau/")
    client.page.locator('[data-field="side"] input[value="client"]').check()
    client.page.locator('[data-field="number"] input').fill(BAKERY)
    client.page.locator('[data-field="role"] input[value="collaborateur"]').check()
    client.act("submit")
    expect(client.page.locator("main")).to_contain_text("Boulangerie Lemaire SRL")
    audit(client.page)
    client.act("submit")
    audit(client.page)

    holder.enter("gap")
    holder.visit(f"/espace/{BAKERY}/mandats/")
    audit(holder.page)
    holder.follow("Atelier du Bois ASBL")
    audit(holder.page)
    holder.press("Accepter le mandat")
    audit(holder.page)

    employee.enter("proprietaire")
    employee.visit("/espaces/")
    expect(employee.page.locator("main")).to_contain_text("mandaté par Boulangerie Lemaire SRL")
    employee.visit(SPACE)
    expect(employee.page.locator(".acting")).to_contain_text("mandaté par Boulangerie Lemaire SRL")
    audit(employee.page)
    employee.visit(f"{SPACE}membres/")
    expect(employee.page.locator("main")).to_contain_text("Vous agissez par mandat")

    client.page.reload()
    client.follow("Mettre fin au mandat")
    audit(client.page)
    client.page.locator('[data-field="reason"] input').fill("Fin de la démonstration")
    client.act("submit")
    employee.visit(SPACE)
    expect(employee.page.locator("h1")).to_have_text("Cette page n’existe pas")
