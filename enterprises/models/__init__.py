"""Enterprises of the BCE, and who may act for them."""

from enterprises.models.access_requests import AccessRequest
from enterprises.models.designations import GapDesignation
from enterprises.models.gap_requests import GapRequest, GapRequestDocument
from enterprises.models.imports import RegisterImport
from enterprises.models.invitations import Invitation
from enterprises.models.mandates import Mandate, MandateStanding
from enterprises.models.memberships import Membership
from enterprises.models.names import RegisterCode, RegisterName
from enterprises.models.proposals import GapProposal
from enterprises.models.register import Enterprise, Establishment
from enterprises.models.renewals import MandateNotice, RenewalNotice
from enterprises.models.representation import RepresentationCheck
from enterprises.models.uses import AccessUse
from enterprises.models.vacancies import GapVacancy

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
