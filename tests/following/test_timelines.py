"""Every kind of event that the journal holds about a dossier, and on whose timelines it stands, and how."""

from __future__ import annotations

import ast
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from dossiers.states import DossierEvent, Party
from monespace.common.authors import SYSTEM, Machine
from monespace.journal.models import Event
from monespace.journal.services import record
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.factories import SubmissionFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import AgentFactory
from tests.support.pages import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import User
    from dossiers.models import Dossier

pytestmark = pytest.mark.django_db

SERVICE = "Service des primes"
PERSON, OFFICER, CLIENT, PORTAL = "person", "officer", "the service's own system", "portal"
PARTIES = {
    PERSON: Party.PERSON,
    OFFICER: Party.OFFICER,
    CLIENT: Party.CLIENT,
    PORTAL: Party.SYSTEM,
}
AN_OUTAGE = {"outage": "1", "due_on": "2026-05-04", "previous": "2026-04-30"}


class Kind(NamedTuple):
    """A kind of event: who does it, and its line on every timeline; no line is for operators only."""

    tag: str
    by: str
    line: str = ""
    facts: dict[str, Any] = {}


def of_dossier(event: DossierEvent, by: str, line: str) -> Kind:
    return Kind(f"dossier.{event}", by, line)


TRANSITIONS = [
    of_dossier(DossierEvent.REQUEST_SIGNATURES, PERSON, "Signatures demandées"),
    of_dossier(DossierEvent.DECLINE, PERSON, "Signature refusée"),
    of_dossier(DossierEvent.RECALL, PERSON, "Demande de signatures annulée"),
    of_dossier(DossierEvent.LAPSE_SIGNATURES, PORTAL, "Signatures pas reçues à temps"),
    of_dossier(DossierEvent.SUBMIT, PERSON, "Envoyé"),
    of_dossier(DossierEvent.RECEIVE, PORTAL, "Reçu par le service compétent"),
    of_dossier(DossierEvent.TAKE_UP, OFFICER, "En traitement"),
    of_dossier(DossierEvent.TAKE_UP, CLIENT, "En traitement"),
    of_dossier(DossierEvent.ASK, OFFICER, "Action demandée"),
    of_dossier(DossierEvent.ANSWER, PERSON, "Réponse envoyée"),
    of_dossier(DossierEvent.LAPSE, PORTAL, "Délai de réponse dépassé"),
    of_dossier(DossierEvent.CALL_OFF, OFFICER, "Demande de complément annulée"),
    of_dossier(DossierEvent.ACCEPT, OFFICER, "Accepté"),
    of_dossier(DossierEvent.ACCEPT_PARTLY, OFFICER, "Accepté en partie"),
    of_dossier(DossierEvent.REFUSE, OFFICER, "Refusé"),
    of_dossier(DossierEvent.CLOSE, OFFICER, "Classé sans suite"),
    of_dossier(DossierEvent.WITHDRAW, PERSON, "Retiré"),
    of_dossier(DossierEvent.DISCARD, PERSON, "Brouillon supprimé"),
    of_dossier(DossierEvent.EXPIRE, PORTAL, "Brouillon expiré"),
    of_dossier(DossierEvent.RESTORE, PERSON, "Brouillon restauré"),
    of_dossier(DossierEvent.ANONYMISE, PORTAL, "Anonymisé"),
]
OTHERS = {
    "FETCHED": [Kind("delivery.document_fetched", PORTAL)],
    "SENT": [Kind("dossier.ebox_sent", PORTAL, "Décision envoyée aussi à l’e-Box")],
    "'dossier.begun_again'": [Kind("dossier.begun_again", PERSON, "Réponses reprises d’un dossier envoyé")],
    "'draft.reminded'": [Kind("draft.reminded", PORTAL)],
    "'draft.end_announced'": [Kind("draft.end_announced", PORTAL, "Fin du brouillon annoncée par e-mail")],
    "'draft.handed_over'": [Kind("draft.handed_over", PERSON, "Brouillon confié à un collègue")],
    "'draft.upgraded'": [
        Kind("draft.upgraded", PERSON, "Brouillon passé à la nouvelle version de la démarche")
    ],
    "'draft.emptied'": [
        Kind("draft.emptied", PORTAL, "Brouillon effacé"),
        Kind("draft.emptied", PERSON, "Brouillon effacé"),
    ],
    "'dossier.created'": [Kind("dossier.created", PERSON, "Brouillon commencé")],
    "'dossier.cosigned'": [Kind("dossier.cosigned", PERSON, "Signature")],
    "'dossier.document_opened'": [
        Kind("dossier.document_opened", PERSON, "Document ouvert par une personne qui signe")
    ],
    "'dossier.signature_asked_again'": [
        Kind("dossier.signature_asked_again", PERSON, "Nouveau lien pour signer")
    ],
    "'dossier.signature_reminded'": [
        Kind("dossier.signature_reminded", PORTAL, "Rappel envoyé à une personne qui doit signer")
    ],
    "TAGS[side]": [
        Kind("message.to_service", PERSON, "Message au service compétent"),
        Kind("message.to_person", OFFICER, "Message du service compétent"),
    ],
    "DEADLINE_CHANGED": [
        Kind("deadline.changed", PORTAL, "Délai de décision prolongé", AN_OUTAGE),
        Kind("deadline.changed", PORTAL),  # the service waited: the day is shown, its history is not
    ],
    "'dossier.delivered'": [Kind("dossier.delivered", PORTAL)],  # one line with its reception
    "'delivery.failed'": [Kind("delivery.failed", PORTAL)],
    "'delivery.retried'": [Kind("delivery.retried", OFFICER)],
    "'document.added'": [Kind("document.added", PERSON)],
    "'document.removed'": [Kind("document.removed", PERSON)],
    "tag": [
        Kind("document.verified", PORTAL),
        Kind("document.refused", PORTAL),
        Kind("message.document_verified", PORTAL),
        Kind("message.document_refused", PORTAL),
        Kind("decision.document_verified", PORTAL),
        Kind("decision.document_refused", PORTAL),
        Kind("dossier.consulted", OFFICER),  # a look: in the journal, and in the supervisors' list
    ],
    "LOOKED": [Kind("dossier.consulted", CLIENT)],
    "f'dossier.{document.kind}_sealed'": [
        Kind("dossier.receipt_sealed", PORTAL),
        Kind("dossier.decision_sealed", PORTAL),
    ],
    "'message.read'": [Kind("message.read", PERSON), Kind("message.read", OFFICER)],
    "'complement.reminded'": [Kind("complement.reminded", PORTAL)],
    "'dossier.nobody_told'": [Kind("dossier.nobody_told", PORTAL)],
    "'retention.announced'": [Kind("retention.announced", PORTAL)],  # told by a mail
    "'retention.held'": [Kind("retention.held", OFFICER)],
    "'retention.hold_ended'": [Kind("retention.hold_ended", OFFICER)],
    "'case.assigned'": [Kind("case.assigned", OFFICER)],  # who handles it is not told to people
    "'case.noted'": [Kind("case.noted", OFFICER)],
    "'decision.proposed'": [Kind("decision.proposed", OFFICER)],
    "'decision.proposal_taken_back'": [Kind("decision.proposal_taken_back", OFFICER)],
}
"""As the code writes the kind: what is recorded about a dossier, besides its transitions."""
ABOUT_SOMETHING_ELSE = {
    "'demarche.published'", "'dossiers.exported'", "'helpdesk.enterprises_searched'", "'helpdesk.searched'",
    "'message_template.added'", "'message_template.changed'", "'message_template.ended'",
    "'outage.announced'", "'outbox.lane_reopened'", "'outbox.replayed'",
    "'service_member.added'", "'service_member.ended'",
    "'client.changed'", "'client.disabled'", "'client.registered'",
    "'client.secret_added'", "'client.secret_ended'",
    "'client.endpoint_added'", "'client.endpoint_changed'", "'client.endpoint_disabled'",
    "'client.endpoint_enabled'", "'client.endpoint_secret_added'", "'client.endpoint_secret_ended'",
    "'client.events_replayed'", "'client.events_retried'",
}  # fmt: skip
KINDS = [*TRANSITIONS, *chain.from_iterable(OTHERS.values())]


def recorded_in_code() -> Iterator[str]:
    """Yield how each call of ``record`` about dossiers writes the kind of its event."""
    for folder in ("api", "dossiers", "helpdesk"):
        for path in (settings.BASE_DIR / folder).rglob("*.py"):
            if "record(" not in (text := path.read_text()):
                continue
            for node in ast.walk(ast.parse(text)):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == "record"
                ):
                    yield ast.unparse(node.args[0])


def test_every_kind_that_the_code_records_has_its_row():
    assert set(recorded_in_code()) == {"f'dossier.{event}'", *OTHERS, *ABOUT_SOMETHING_ELSE}
    assert {kind.tag for kind in TRANSITIONS} == {f"dossier.{event}" for event in DossierEvent}


class Acting(NamedTuple):
    """Somebody who acts, as the journal takes them."""

    user: Any


@pytest.fixture
def told(db):
    """A dossier that a colleague began and its Propriétaire sent, after one event of every kind."""
    owner = MembershipFactory()
    colleague = MembershipFactory(enterprise=owner.enterprise).user
    ours = {"owner_user": None, "owner_enterprise": owner.enterprise, "created_by": colleague}
    dossier = SubmissionFactory(**{f"dossier__{name}": value for name, value in ours.items()}).dossier
    CaseFactory(dossier=dossier)
    system = Machine(machine_id=uuid4())
    actors = {PERSON: Acting(owner.user), OFFICER: make_officer(), CLIENT: system, PORTAL: SYSTEM}
    for kind in KINDS:
        facts = {"party": PARTIES[kind.by], "delivery_id": str(uuid4()), **kind.facts}
        record(kind.tag, actor=actors[kind.by], subject=dossier, **facts)
    return dossier, owner.user, colleague


def read(client, reader: User, dossier: Dossier, page: str, **shown: int) -> str:
    """Return the dossier's page of that side, as ``reader`` sees it; ``shown`` is a page of its lists."""
    force_sign_in(client, reader, level=500, method="eid")
    if page == "dossiers:detail":
        where = {"space": dossier.owner_enterprise.number}
    else:
        where, opens = {}, "admin:open_case" if page == "admin:case" else "admin:open_dossier"
        client.post(reverse(opens, args=[dossier.pk]), {"reason": "phone", "call_reference": "APPEL-1"})
    answer = client.get(reverse(page, kwargs={**where, "dossier_id": dossier.pk}), shown)
    assert answer.status_code == 200
    return answer.content.decode()


def lines_of(html: str, names: set[str]) -> list[tuple[str, str]]:
    """Return each line of the page's timeline: its title, and which of ``names`` it says."""
    timeline = parse(html).findall(".//ol[@class='timeline']")[-1]
    lines = []
    for entry in timeline.iter("li"):
        title = entry.find("strong") if entry.find("strong") is not None else entry.find("p/strong")
        if title is not None:
            text = "".join(entry.itertext())
            lines.append((title.text, next((name for name in names if name in text), "")))
    return lines


@pytest.mark.parametrize("side", ["sender", "colleague", "officer", "agent"])
def test_every_kind_of_event_is_on_the_timelines_it_belongs_to(client, told, side):
    dossier, owner, colleague = told
    readers = {
        "sender": (owner, "dossiers:detail"),
        "colleague": (colleague, "dossiers:detail"),
        "officer": (make_officer().user, "admin:case"),
        "agent": (AgentFactory(), "admin:dossier"),
    }
    reader, page = readers[side]
    before = "· " if page == "dossiers:detail" else ", "
    who = {PERSON: before + ("Vous" if reader == owner else owner.display_name), PORTAL: ""}
    who |= {OFFICER: before + SERVICE, CLIENT: before + SERVICE}
    html = read(client, reader, dossier, page)
    expected = [(kind.line, who[kind.by]) for kind in KINDS if kind.line]
    assert lines_of(html, set(who.values()) - {""}) == expected


def test_every_event_is_in_the_journal_that_agents_read(client, told):
    dossier, _owner, _colleague = told
    agent = AgentFactory()
    pages = [parse(read(client, agent, dossier, "admin:dossier", journal=number)) for number in (1, 2)]
    shown = [one.text for page in pages for one in page.iterfind(".//ol/li/span[@class='code']")]
    assert shown == [kind.tag for kind in KINDS] + ["dossier.consulted"], "the agent's own look, too"
    assert Event.objects.about(dossier).last().actor_id == str(agent.pk)
