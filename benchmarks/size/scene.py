"""Who looks at what is loaded, and at what: the same people, dossiers and requests at every size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks.size.load import NAMED, NAMESAKES

if TYPE_CHECKING:
    from accounts.models import User
    from benchmarks.size.load import Size

SERVICE = "spw-mobilite"  # as in dossiers.sql
SHOWN = (
    "draft",
    "submitted",
    "in_progress",
    "action_needed",
    "accepted",
    "refused",
    "withdrawn",
    "anonymised",
)
HANDLED = ("in_progress", "action_needed", "accepted", "withdrawn")
AGENT, MANAGER, CITIZEN = "agent", "manager", "citizen"


@dataclass(frozen=True)
class Scene:
    """Who looks, and at what: the same ones at every size."""

    people: dict[str, User]
    company: Any
    draft: Any
    sent: Any
    company_dossier: Any
    company_dossiers: list[Any]
    gap_request: Any
    template: Any
    service_member: Any
    system: Any
    endpoint: Any

    @classmethod
    def build(cls, size: Size) -> Scene:
        """Find them in what was loaded; make an agent with every right, who has opened what he looks at."""
        from django.contrib.auth.models import Group

        from accounts.agents import AgentGroup
        from accounts.models import User
        from dossiers.clients.verbs import Verb
        from dossiers.models import Client, ClientSecret, Dossier, Endpoint, MessageTemplate, ServiceMember
        from enterprises.models import Enterprise, GapRequest

        agent, is_new = User.objects.get_or_create(
            pk=size.uuid("agent", 0), defaults={"last_name": "Agent", "is_staff": True}
        )
        if is_new:
            agent.groups.set([Group.objects.get_or_create(name=name)[0] for name in AgentGroup])
        member, _is_new = ServiceMember.objects.get_or_create(user=agent, service=SERVICE)
        texts = dict.fromkeys(("text_fr", "text_de", "text_nl", "text_en"), "Bonjour, {reference}.")
        template, _is_new = MessageTemplate.objects.get_or_create(
            service=SERVICE, title="Bonjour", defaults=texts
        )
        system, _is_new = Client.objects.get_or_create(
            pk=size.uuid("system", 0),
            defaults={
                "name": "Système",
                "services": [SERVICE],
                "verbs": [Verb.READ],
                "expires_on": date(2030, 1, 1),
            },
        )
        ClientSecret.objects.get_or_create(client=system, slot=1)
        endpoint, _is_new = Endpoint.objects.get_or_create(
            client=system, url="https://systeme.exemple.be/webhooks", defaults={"event_types": ["submitted"]}
        )
        own = Dossier.objects.filter(pk__in=[size.uuid("dossier", rank) for rank in range(1, NAMESAKES)])
        company = Enterprise.objects.get(pk=1)
        sent = own.filter(submissions__isnull=False).exclude(owner_user__phone="").order_by("pk")[0]
        return cls(
            people={
                AGENT: agent,
                MANAGER: User.objects.get(pk=size.uuid("user", NAMED + 1)),
                CITIZEN: User.objects.get(dossiers=sent),
            },
            company=company,
            draft=own.filter(state="draft").order_by("pk")[0],
            sent=sent,
            company_dossier=Dossier.objects.filter(
                owner_enterprise=company, submissions__isnull=False
            ).order_by("-updated_at")[0],
            company_dossiers=[
                Dossier.objects.filter(owner_enterprise=company, state=state).order_by("-updated_at")[0]
                for state in SHOWN
            ],
            gap_request=GapRequest.objects.get(pk=size.uuid("gaprequest", 100)),
            template=template,
            service_member=member,
            system=system,
            endpoint=endpoint,
        )

    def loaded(self) -> dict[str, int]:
        """Return how many dossiers there are, of the company, and in the service's hands."""
        from dossiers.models import Case, Dossier

        return {
            "dossiers": Dossier.objects.count(),
            "enterprise": Dossier.objects.filter(owner_enterprise=self.company).count(),
            "cases": Case.objects.count(),
        }

    @property
    def handled(self) -> list[Any]:
        """Those of the company that the service has in hand, or had."""
        return [one for one in self.company_dossiers if one.state in HANDLED]

    def open(self) -> None:
        """Let the agent open what he looks at."""
        from helpdesk.dossiers.services import open_dossier
        from helpdesk.enterprises.services import open_enterprise
        from helpdesk.gap_requests.services import open_gap_request

        why: dict[str, Any] = {"actor": self.people[AGENT], "reason": "phone", "call_reference": ""}
        for dossier in (self.sent, self.company_dossier, *self.handled):
            open_dossier(dossier=dossier, **why)
        open_enterprise(enterprise=self.company, **why)
        open_gap_request(gap_request=self.gap_request, **{**why, "reason": "examination"})
