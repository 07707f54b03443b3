"""Every page that looks something up: the agents', and those of a large company and of its people.

What it costs to look in a larger table is measured, not what it costs to show more of it. So the names and
the telephones looked for are found at every size, and the names fill a page at every size.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.urls import reverse

from benchmarks.size.load import NAMES, NAMESAKES, national_number, reference
from benchmarks.size.scene import AGENT, CITIZEN, MANAGER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.size.scene import Scene

MOST_QUERIES = 15
FEW_QUERIES = 12  # of a space, and of a case officer's queue
MOST_ROWS = 8_000
MOST_OWN_ROWS = 30_000


@dataclass(frozen=True)
class Look:
    """One page asked for by ``who``, as a browser asks: with ``data``, it is posted. It answers ``status``.

    It takes no more than ``most_queries``.

    Agents look through whole tables, people through what is theirs, which is counted to its end.
    """

    name: str
    who: str
    address: str
    data: dict[str, str] | None = None
    status: int = HTTPStatus.OK
    most_queries: int = MOST_QUERIES

    @property
    def most_rows(self) -> int:
        """How many rows one of its statements may read in one table."""
        return MOST_ROWS if self.who == AGENT else MOST_OWN_ROWS


def all_looks(scene: Scene) -> list[Look]:
    """Return every page; a test holds that no address of the agents is missing."""
    few = [*_queue(), *_cases(scene), *_company(scene), *_company_dossiers(scene), *_citizen(scene)]
    others = [*_agents(scene), *_finding(scene)]
    return [*others, *(replace(one, most_queries=FEW_QUERIES) for one in few)]


def _agents(scene: Scene) -> Iterator[Look]:
    for name in (
        "index",
        "enterprises",
        "consultations",
        "failures",
        "gap_requests",
        "outages",
        "new_outage",
        "service_members",
        "add_service_member",
        "clients",
        "new_client",
        "retention",
        "message_templates",
        "new_message_template",
    ):
        yield Look(name, AGENT, reverse(f"admin:{name}"))
    yield Look("message_template", AGENT, reverse("admin:message_template", args=[scene.template.pk]))
    for name in ("client", "change_client", "add_client_secret", "disable_client"):
        yield Look(name, AGENT, reverse(f"admin:{name}", args=[scene.system.pk]))
    yield Look("new_endpoint", AGENT, reverse("admin:new_endpoint", args=[scene.system.pk]))
    for name in (
        "endpoint",
        "change_endpoint",
        "disable_endpoint",
        "enable_endpoint",
        "replay_events",
        "add_endpoint_secret",
    ):
        yield Look(name, AGENT, reverse(f"admin:{name}", args=[scene.endpoint.pk]))
    end = reverse("admin:end_service_member", args=[scene.service_member.pk])
    yield Look("end_service_member", AGENT, end)
    yield Look("lots", AGENT, reverse("admin:retry_lot"))
    yield Look("retry_lot", AGENT, f"{reverse('admin:retry_lot')}?service=spw-mobilite&period=all")
    journal, mails = reverse("admin:journal_event_changelist"), reverse("admin:mail_mail_changelist")
    refusals = reverse("admin:mail_budgetrefusal_changelist")
    asked = {
        "journal": journal,
        "journal, page 20": f"{journal}?p=20",
        "journal of one kind": f"{journal}?subject_type=accounts.user",
        "journal of a dossier": f"{journal}?q={scene.sent.pk}",
        "journal of a person": f"{journal}?q={scene.people[CITIZEN].pk}",
        "journal of one tag": f"{journal}?q=dossier.submitted",
        "journal of no tag": f"{journal}?q=dossier.nothing",
        "mails": mails,
        "mails, page 20": f"{mails}?p=20",
        "mails of one template": f"{mails}?template=receipt",
        "mails of a rare template": f"{mails}?template=nothing",
        "refusals of mails": refusals,
        "refusals of a person": f"{refusals}?q={scene.people[CITIZEN].pk}",
        "versions": reverse("admin:dossiers_demarcheversion_changelist"),
        "consultations, page 20": f"{reverse('admin:consultations')}?page=20",
        "dossier sent": reverse("admin:dossier", args=[scene.sent.pk]),
        "dossier, to be held": reverse("admin:hold_dossier", args=[scene.sent.pk]),
        "dossier of the company": reverse("admin:dossier", args=[scene.company_dossier.pk]),
        "draft, not opened": reverse("admin:dossier", args=[scene.draft.pk]),
        "enterprise": reverse("admin:enterprise", args=[scene.company.number]),
        "gap request": reverse("admin:gap_request", args=[scene.gap_request.pk]),
    }
    for name, address in asked.items():
        yield Look(name, AGENT, address)


def _queue() -> Iterator[Look]:
    """Yield the tabs of a case officer's queue, on pages that are full, or empty, at every size."""
    from helpdesk.cases.selectors import TABS

    address = reverse("admin:cases")
    for tab in TABS:
        for page in (1, 4, 16) if tab == "ouverts" else (1, 4):
            yield Look(f"cases {tab}, page {page}", AGENT, f"{address}?onglet={tab}&page={page}")


def _cases(scene: Scene) -> Iterator[Look]:
    """Yield what a case officer reads of one dossier: what stands on its page depends on its state."""
    pages = {"case": "case", "notes": "case_notes", "messages": "case_conversation"}
    for name, page in pages.items():
        yield Look(f"one {name}", AGENT, reverse(f"admin:{page}", args=[scene.sent.pk]))
    for dossier in scene.handled:
        yield Look(f"one case, {dossier.state}", AGENT, reverse("admin:case", args=[dossier.pk]))
    typed = {"reference": scene.sent.reference}
    yield Look("case by its reference", AGENT, reverse("admin:find_case"), typed, HTTPStatus.FOUND)


def _finding(scene: Scene) -> Iterator[Look]:
    first, last = NAMES[0]
    telephone = _written(scene.people[CITIZEN].phone)
    search, enterprises = reverse("admin:search"), reverse("admin:enterprises")
    for text in (
        scene.sent.reference,
        reference(1_000_000_007),
        national_number(NAMESAKES // 2),
        scene.company.number,
        f"{first} {last}",
        f"{last.lower()} marie",
        "MARIE ELISE",
        "Dupont",
        "dupont marie",
        "Łukasz Wójcik",
        "de clercq",
        "van den berghe sofie",
        "d’Hondt",
        "noel",
        "du",
        "m",
        "zzyzx introuvable",
        scene.company.name,
        "boulangerie",
        "garage namur",
        "personne300000@exemple.be",
        "personne3@",
        telephone,
        telephone[:-1],
        f"+32 {telephone[1:-1]}",
        "SPW-2026-000070",
        "SPW-2026",
        "a49be459",
        "lukasz",
    ):
        yield Look(f"find « {text} »", AGENT, search, {"text": text})
    sent_on = {"text": scene.gap_request.reference}  # the only one found is opened
    yield Look(f"find « {sent_on['text']} »", AGENT, search, sent_on, HTTPStatus.FOUND)
    for text in (
        scene.company.number,
        scene.company.number[:5],
        scene.company.name,
        "boulangerie",
        "bo",
        "srl",
    ):
        yield Look(f"find enterprise « {text} »", AGENT, enterprises, {"text": text})


def _written(phone: str) -> str:
    """Write a mobile number as people do: ``+32477719171`` → ``0477 71 91 71``."""
    digits = f"0{phone.removeprefix('+32')}"
    return f"{digits[:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}"


def _company(scene: Scene) -> Iterator[Look]:
    space = {"space": scene.company.number}
    listed = reverse("dossiers:list", kwargs=space)
    for query in _tables(scene):
        yield Look(f"company, list {query}"[:44], MANAGER, f"{listed}?{query}")
    names = ("members", "history", "gap", "requests", "mandates", "invite", "my_rights")
    for name in ("dossiers:dashboard", "dossiers:trash", *(f"enterprises:{name}" for name in names)):
        yield Look(f"company, {name}", MANAGER, reverse(name, kwargs=space))
    dossier = space | {"dossier_id": scene.company_dossier.pk}
    conversations = reverse("dossiers:conversations", kwargs=space)
    yield Look("company, conversations", MANAGER, conversations)
    yield Look("company, conversations, page 10", MANAGER, f"{conversations}?page=10")
    yield Look("company, conversation", MANAGER, reverse("dossiers:conversation", kwargs=dossier))


def _company_dossiers(scene: Scene) -> Iterator[Look]:
    """Yield the page of a dossier in each state: what stands on it depends on that."""
    for dossier in scene.company_dossiers:
        which = {"space": scene.company.number, "dossier_id": dossier.pk}
        yield Look(f"company, dossier {dossier.state}", MANAGER, reverse("dossiers:detail", kwargs=which))


def _tables(scene: Scene) -> Iterator[str]:
    """Yield the filters and orders of a company's dossiers, one by one and together."""
    year = "du=2026-01-01&au=2026-06-30"
    sender = f"par={scene.people[MANAGER].pk}"
    states = ("a-faire", "brouillons", "a-signer", "en-cours", "decides", "refuses")
    yield from ("", *(f"etat={one}" for one in states), "demarche=prime-velo", sender, year)
    yield from ("tri=-envoi", "tri=envoi", "tri=etat", "page=10", "tri=envoi&page=300")
    yield f"etat=en-cours&demarche=prime-velo&{sender}&{year}&tri=-envoi"


def _citizen(scene: Scene) -> Iterator[Look]:
    space = {"space": "citoyen"}
    listed = reverse("dossiers:list", kwargs=space)
    yield Look("citizen, dossiers:dashboard", CITIZEN, reverse("dossiers:dashboard", kwargs=space))
    for query in (
        "",
        "?etat=a-faire",
        "?etat=brouillons",
        "?etat=a-signer",
        "?etat=en-cours",
        "?etat=decides",
    ):
        yield Look(f"citizen, list {query}", CITIZEN, f"{listed}{query}")
    for name in ("enterprises:spaces", "enterprises:my_requests", "accounts:sessions", "accounts:profile"):
        yield Look(f"citizen, {name}", CITIZEN, reverse(name))
    yield Look("citizen, trash", CITIZEN, reverse("dossiers:trash", kwargs=space))
    dossier = space | {"dossier_id": scene.sent.pk}
    yield Look("citizen, dossier", CITIZEN, reverse("dossiers:detail", kwargs=dossier))
    yield Look("citizen, conversations", CITIZEN, reverse("dossiers:conversations", kwargs=space))
    yield Look("citizen, conversation", CITIZEN, reverse("dossiers:conversation", kwargs=dossier))
    yield Look("citizen, find enterprise", CITIZEN, reverse("enterprises:find"), {"text": "boulangerie"})
