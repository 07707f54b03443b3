"""Agents of the administration: the groups they may belong to."""

from enum import StrEnum


class AgentGroup(StrEnum):
    """A group of agents; what each may do stands in helpdesk.access."""

    HELPDESK = "helpdesk"
    SUPERVISOR = "supervisor"
    PUBLISHER = "publisher"
    CASE_OFFICER = "case_officer"
    ADMIN = "admin"
