"""Enterprises of the BCE, and who may act for them."""

from enterprises.gap_requests.models import GapRequest, GapRequestDocument
from enterprises.invitations.models import Invitation
from enterprises.managers.models import GapProposal, GapVacancy, RepresentationCheck
from enterprises.mandates.models import MandateNotice
from enterprises.members.models import RenewalNotice
from enterprises.register.models import Enterprise, Establishment, RegisterCode, RegisterImport, RegisterName
from enterprises.requests.models import AccessRequest
from enterprises.rights.mandate_models import Mandate, MandateStanding
from enterprises.rights.models import AccessUse, GapDesignation, Membership

__all__ = [
    "AccessRequest",
    "AccessUse",
    "Enterprise",
    "Establishment",
    "GapDesignation",
    "GapProposal",
    "GapRequest",
    "GapRequestDocument",
    "GapVacancy",
    "Invitation",
    "Mandate",
    "MandateNotice",
    "MandateStanding",
    "Membership",
    "RegisterCode",
    "RegisterImport",
    "RegisterName",
    "RenewalNotice",
    "RepresentationCheck",
]
