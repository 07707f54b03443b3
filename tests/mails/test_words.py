"""Words of one person in another's mailbox: short, on one line, leading nowhere; how mails write others."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError

from enterprises.invitations.forms import InviteForm
from enterprises.invitations.lists.forms import ListForm
from enterprises.managers.forms import ProposalForm, SelfForm
from enterprises.requests.forms import AnswerForm
from enterprises.rights.forms import ReasonForm
from helpdesk.gap_requests.forms import RefuseForm
from monespace.mail.words import LONGEST_WORDS, MailedText, as_mailed, plain_words, quoted
from tests.enterprises.invitations import ADDRESS, in_days
from tests.support.client import force_sign_in
from tests.support.pages import parse

LINKS = [
    "http://evil.example",
    "Voir evil.be",
    "EVIL.BE/prime",
    "www.evil.example",
    "t.co/abc",
    "x.com",
    "bit.ly/2",
    "//evil.be",
    "mailto:gain@evil.be",
    "gain@evil.be",
    "javascript:alert",
    "tel:0470",
    "evil．be",
    "evil。com",
    "evil․be",
    "https：//evil",
    "evil.xn--p1ai",
    "203.0.113.9",
    "Merci.evil",
]
READ_AS_LINKS = [
    "exemple .be",
    "exemple . com",
    "exemple[.]be",
    "exemple (dot) com",
    "exemple point be",
    "www exemple be",
    "hxxp exemple",
    "gain [at] exemple",
    "gain(arobase)exemple",
    "@evil",
]
NUMBERS = [
    "0470 12 34 56",
    "+32 (0)470/12.34.56",
    "BE68 5390 0754 7034",
    "0 4 7 0 1 2 3 4",
    "٠٤٧٠١٢٣٤",
    "0900-12345-6",
    "0470-12-34-56",
    "0470-12-34 56",
    "0470_12_34_56",
    "0470*12*34*56",
    "0470,12,34,56",
    "0470 | 12 | 34 | 56",
    "0470·12·34·56",
    "0470 — 12 — 34 — 56",
    "04:70:12:34:56",
    "2025-11-29-0470",
    "01.02.2026.0470",
]
GOOD = [
    "Bonjour, bienvenue parmi nous.",
    "p.ex. demain",
    "S.P.R.L. Dupont",
    "M.Dupont",
    "du 01.02.2026 au 03/04/2026, ou le 2026-11-30",
    "2 fois/semaine, et/ou le soir",
    "100.000 euros",
    "100.000,00 euros, 1 250,00 hier et 99,50 demain",
    "l’année 2025-2026, puis 2026/2027 ou 2028, 2029",
    "du 01/02/2026-28/02/2026, à 09:00.",
    "de 08:30-12:30 et de 13:15 à 17:45",
    "au point de départ, à ce point, le point .",
    "les articles 12, 13, 14 et 15",
    "Réorganisation : service B, 10h30-12h, n° 12",
    "D'Hondt-Peeters",
]


@pytest.mark.parametrize(
    ("text", "code"), [(one, "link") for one in LINKS + READ_AS_LINKS] + [(one, "number") for one in NUMBERS]
)
def test_what_leads_elsewhere_is_refused_and_named(text, code):
    with pytest.raises(ValidationError) as refusal:
        plain_words(f"Bonjour {text} merci")
    assert refusal.value.code == code
    assert refusal.value.params["found"]


@pytest.mark.parametrize("text", GOOD)
def test_ordinary_words_pass_and_are_written_as_they_are(text):
    plain_words(text)
    if text != "M.Dupont":
        assert as_mailed(text).replace("p. ex.", "p.ex.") == text


@pytest.mark.parametrize("text", LINKS[:-1])
def test_what_was_stored_before_makes_no_link(text):
    written = as_mailed(f"SRL {text} x")
    assert not re.search(r"\w\.(?:[^\W\d_]{2}|xn--)|\S@\S|:/|//\S|www\.\w|\w:\S", written)


def test_links_to_the_portal_and_whole_addresses_stay(settings):
    for kept in (
        f"{settings.SITE_URL}/espace/1999990144/membres/",
        settings.SITE_URL,
        "ann@exemple.be",
        None,
        3,
    ):
        assert as_mailed(kept) == kept
    assert as_mailed(f"{settings.SITE_URL}@evil.be/") != f"{settings.SITE_URL}@evil.be/"
    assert " " in as_mailed(f"{settings.SITE_URL}/ http://evil.be")


def test_a_quotation_is_not_closed_from_inside_and_never_long():
    assert quoted('a » b « c ” d "e"\nf') == "a › b ‹ c ’ d 'e' f"
    assert len(quoted("mot " * 200)) == LONGEST_WORDS


def test_lines_become_one_and_long_words_are_refused():
    field = MailedText()
    assert field.clean("un\r\ndeux\u2028trois") == "un deux trois"
    with pytest.raises(ValidationError):
        field.clean("a" * (LONGEST_WORDS + 1))


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (InviteForm, {"name", "message"}),
        (ListForm, {"message"}),
        (ProposalForm, {"first_name", "last_name", "reason"}),
        (SelfForm, {"reason"}),
        (ReasonForm, {"reason"}),
        (AnswerForm, {"reason"}),
        (RefuseForm, {"explanation"}),
    ],
)
def test_every_field_that_reaches_a_mailbox_is_one_of_mailed_text(form, names):
    found = {name for name, field in form.base_fields.items() if isinstance(field, MailedText)}
    assert found == names


@pytest.mark.django_db
def test_pages_refuse_links_beside_their_field_with_all_that_was_typed(client, company):
    force_sign_in(client, company.gap)
    typed = {"email": ADDRESS, "role": "lecteur", "language": "fr", "ends_on": in_days(9).isoformat()}
    bait = {"name": "Prime sur evil.be", "message": "Appelez le 0470 12 34 56"}
    page = client.post(f"/espace/{company.enterprise.number}/invitations/nouvelle/", typed | bait)
    assert page.status_code == 422
    shown = "".join(parse(page.content.decode()).find(".//main").itertext())
    assert "« evil.be » ressemble à un lien" in shown.replace("\xa0", " ")
    assert "« 0470 12 34 56 » ressemble à un numéro" in shown.replace("\xa0", " ")
    assert all(text in page.content.decode() for text in (*bait.values(), ADDRESS))
    people = f"{ADDRESS};Lecteur;;;Prime sur evil.be"
    page = client.post(f"/espace/{company.enterprise.number}/invitations/plusieurs/", {"people": people})
    assert "evil.be" in page.content.decode()
    assert page.status_code == 422
