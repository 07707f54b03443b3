"""The people, dossiers and documents that the access table speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import Session
from dossiers.complements.services import ask
from dossiers.deadlines.services import begin
from dossiers.handling.officers import officer_of
from dossiers.handling.services import receive, take_up
from dossiers.retention.hold_services import hold
from dossiers.retention.models import Ground
from enterprises.rights.permissions import Role
from helpdesk.cases.services import open_case
from monespace.outbox.models import Message
from tests.api.factories import ClientSecretFactory
from tests.cosigning.factories import SignatoryFactory, with_document
from tests.handling.factories import CaseFactory, make_officer
from tests.messages.factories import MessageDocumentFactory, MessageTemplateFactory
from tests.submission.definition import ANSWERS, content
from tests.submission.factories import (
    AttachmentFactory,
    DeliveryFactory,
    DemarcheVersionFactory,
    DraftFactory,
    SentDossierFactory,
    SubmissionFactory,
)
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.management_scene import Management
from tests.webhooks.factories import EndpointFactory, EndpointSecretFactory

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User

EID = {"level": 500, "method": "eid"}
WITH_FILE = ANSWERS | {"velo": ANSWERS["velo"] | {"facture": "yes"}}


@dataclass(frozen=True)
class Scene:
    """One citizen and one enterprise, each with a draft and a sent dossier, and everybody around them."""

    people: dict[str, User]
    company_space: str
    outsider_space: str
    citizen_draft: object
    citizen_sent: object
    citizen_document: object
    citizen_sent_document: object
    company_draft: object
    company_sent: object
    company_document: object
    citizen_message: object
    citizen_message_document: object
    citizen_request: object
    company_request: object
    company_message: object
    company_message_document: object
    slug: str
    questions_state: str
    message: int
    message_template: object
    service_member: object
    client: object
    client_secret: object
    endpoint: object
    endpoint_secret: object
    mandate: object
    delivery: object
    membership: object
    invitation_id: object
    acceptance_id: object
    co_gap: object
    co_gap_proposal: object
    gap_proposal: object
    token: str
    access_request: object
    gap_request: object
    gap_request_document: object
    strangers_session: object
    citizen_awaiting: object
    company_awaiting: object
    citizen_signatory: object
    company_signatory: object
    hold: object
    owners_signature: object
    document_to_sign: object
    signed_document: object
    signature_token: str = "lien-de-la-signature"
    invitation_token: str = "lien-de-l-invitation"
    citizen_space: str = "citoyen"
    version: int = 1
    step: str = "velo"
    step_of_documents: str = "pieces"
    question_of_documents: str = "facture"
    group: str = "achats"
    place: tuple[tuple[str, str], ...] = (("achats", "0a1b2c3d4e5f"),)

    @classmethod
    def build(cls) -> Scene:
        """Make everything once."""
        company = EnterpriseFactory()
        people = {name: PersonFactory() for name in ("owner", "stranger")}
        people |= {role.value: MembershipFactory(enterprise=company, role=role).user for role in Role}
        people["gap"] = GapDesignationFactory(enterprise=company).user
        ended = {"ended_at": timezone.now(), "end_reason": "Départ"}
        people["former"] = MembershipFactory(enterprise=company, **ended).user
        mandate = MandateFactory(client=company)
        people["mandated"] = MembershipFactory(enterprise=mandate.holder).user
        proposed = MandateFactory(client=company, proposing_side="holder", accepted_at=None, accepted_by=None)
        reading = MandateFactory(client=company, role=Role.LECTEUR)
        people["mandated_reader"] = MembershipFactory(enterprise=reading.holder).user
        over = MandateFactory(client=company, **ended)
        people["formerly_mandated"] = MembershipFactory(enterprise=over.holder).user
        resigned = {"ended_at": timezone.now(), "end_reason": "resigned"}
        people["former_gap"] = GapDesignationFactory(enterprise=company, kind="co_gap", **resigned).user
        outside = MembershipFactory()
        people["outsider"] = outside.user
        GapDesignationFactory(enterprise=outside.enterprise, user=outside.user)
        people["agent"], people["supervisor"] = AgentFactory(), AgentFactory(group="supervisor")
        people["officer"] = make_officer().user
        access = Management.build(company, people)
        version = DemarcheVersionFactory(content=with_purchases())
        mine = {"demarche_version": version, "owner_user": people["owner"]}
        ours = {
            "demarche_version": version,
            "owner_user": None,
            "owner_enterprise": company,
            "created_by": people["proprietaire"],
        }
        citizen_draft = DraftFactory(**mine, answers=WITH_FILE)
        company_draft = DraftFactory(**ours, answers=WITH_FILE)
        citizen_sent, company_sent = SentDossierFactory(**mine), SentDossierFactory(**ours)
        for dossier in (citizen_sent, company_sent):
            begin(dossier=dossier)
        sent_document = AttachmentFactory(dossier=citizen_sent)
        submission = SubmissionFactory(dossier=citizen_sent)
        SubmissionFactory(dossier=company_sent)
        for dossier in (citizen_sent, company_sent):
            CaseFactory(dossier=dossier)
        officer = officer_of(people["officer"])
        asked = []
        for dossier in (citizen_sent, company_sent):
            receive(dossier=dossier, delivery_id=uuid4())
            take_up(actor=officer, dossier_id=dossier.pk)
            asked.append(
                ask(
                    actor=officer,
                    dossier_id=dossier.pk,
                    text="Quel prix ?",
                    due_on=timezone.localdate() + timedelta(days=30),
                    fields=["velo.prix", "velo.achats", "velo.facture"],
                )
            )
        open_case(actor=people["officer"], dossier_id=citizen_sent.pk)
        to_citizen = MessageDocumentFactory(message__dossier=citizen_sent)
        to_company = MessageDocumentFactory(message__dossier=company_sent)
        late = timezone.now() - timedelta(days=4)
        sent = {"enterprise": company, "created_by": people["gap"]}
        invitation = InvitationFactory(**sent, token=cls.invitation_token)
        accepted = {"accepted_at": timezone.now(), "accepted_by": people["stranger"]}
        to_sign = SignatoryFactory(
            request__dossier__owner_user=people["owner"], request__dossier__demarche_version=version
        )
        for_company = SignatoryFactory(
            name=people["owner"].display_name,
            token=cls.signature_token,
            **{f"request__dossier__{name}": value for name, value in ours.items()},
        )
        signed = SignatoryFactory(
            request__dossier__demarche_version=version, signed_at=timezone.now(), signed_by=people["owner"]
        )
        secret, signing = ClientSecretFactory(), EndpointSecretFactory(endpoint=EndpointFactory(), slot=2)
        message = Message.objects.create(topic="mail.send", payload={}, available_at=late, failed_at=late)
        return cls(
            people=people,
            company_space=company.number,
            outsider_space=outside.enterprise.number,
            citizen_draft=citizen_draft.pk,
            citizen_sent=citizen_sent.pk,
            citizen_document=AttachmentFactory(dossier=citizen_draft).pk,
            citizen_sent_document=sent_document.pk,
            company_draft=company_draft.pk,
            company_sent=company_sent.pk,
            company_document=AttachmentFactory(dossier=company_draft).pk,
            citizen_message=to_citizen.message.pk,
            citizen_message_document=to_citizen.pk,
            citizen_request=asked[0].pk,
            company_request=asked[1].pk,
            company_message=to_company.message.pk,
            company_message_document=to_company.pk,
            slug=version.demarche.slug,
            questions_state="vides",
            message=message.pk,
            service_member=people["officer"].service_memberships.get().pk,
            client=secret.client_id,
            client_secret=secret.pk,
            endpoint=signing.endpoint_id,
            endpoint_secret=signing.pk,
            message_template=MessageTemplateFactory().pk,
            membership=company.memberships.get(user=people["lecteur"]).pk,
            invitation_id=invitation.pk,
            acceptance_id=InvitationFactory(**sent, **accepted).pk,
            mandate=proposed.pk,
            citizen_awaiting=to_sign.request.dossier_id,
            company_awaiting=for_company.request.dossier_id,
            citizen_signatory=to_sign.pk,
            company_signatory=for_company.pk,
            owners_signature=signed.pk,
            document_to_sign=with_document(for_company).pk,
            signed_document=with_document(signed).pk,
            strangers_session=Session.objects.create(digest="of nobody here", user=PersonFactory()).pk,
            hold=hold(
                actor=people["supervisor"],
                dossier_id=company_draft.pk,
                ground=Ground.APPEAL,
                reason="Conseil d’État",
            ).pk,
            delivery=DeliveryFactory(submission=submission, needs_attention_at=late).pk,
            **vars(access),
        )

    def sign_in(self, client: Client, actor: str) -> None:
        """Sign the actor in with the eID, just now; nobody for ``anonymous``."""
        if actor != "anonymous":
            force_sign_in(client, self.people[actor], **EID)


def with_purchases() -> dict[str, Any]:
    """Return the content of the tests' démarche, with a group of purchases in its first step."""
    words = {"fr": "Achats", "de": "Käufe"}
    asked = {"key": "article", "kind": "text", "label": words}
    group = {"key": "achats", "kind": "group", "label": words, "optional": True, "questions": [asked]}
    made = content()
    first, *others = made["steps"]
    fields = [*first["fields"], {**group, "repeat": {"item_label": words}}]
    return {**made, "steps": [{**first, "fields": fields}, *others]}
