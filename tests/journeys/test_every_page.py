"""Every page of a dossier's life was looked at: on a phone, on a desk, with text twice as large."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.urls import Resolver404, resolve

from dossiers.urls import urlpatterns as dossiers
from helpdesk.cases.urls import urlpatterns as cases
from helpdesk.outages.urls import urlpatterns as outages
from helpdesk.service_members.urls import urlpatterns as service_members

pytestmark = pytest.mark.browser

FILES = {
    "dossiers:complement_receipt",
    "dossiers:deadline_calendar",
    "dossiers:decision_attachment",
    "dossiers:decision_pdf",
    "dossiers:document",
    "dossiers:document_to_sign",
    "dossiers:shown_document",
    "dossiers:signed_document",
    "dossiers:export",
    "dossiers:items_example",
    "dossiers:message_document",
    "dossiers:receipt_pdf",
    "admin:case_decision_attachment",
    "admin:case_decision_pdf",
    "admin:case_document",
    "admin:case_message_document",
}
"""They hand a file over."""
ACTS = {
    "dossiers:complement_item_questions",
    "dossiers:complement_documents",
    "dossiers:eligibility_begin",
    "dossiers:complement_questions",
    "dossiers:item_questions",
    "dossiers:keep_item",
    "dossiers:keep_step",
    "dossiers:mark_read",
    "dossiers:questions",
    "dossiers:remove_document",
    "dossiers:restore",
    "dossiers:resume",
    "dossiers:send_complement",
    "dossiers:step_documents",
    "dossiers:submit",
    "admin:assign_case",
    "admin:end_message_template",
    "admin:find_case",
    "admin:mark_case_read",
    "admin:open_case",
    "admin:take_back_proposal",
    "admin:take_up_case",
}
"""They lead to a page, or come back to the one they were sent from."""


def test_audit_looked_at_every_page_that_is_read_or_filled_in(looked_at):
    of_agents = (*cases, *outages, *service_members)
    names = {f"dossiers:{one.name}" for one in dossiers} | {f"admin:{one.name}" for one in of_agents}
    assert names >= FILES | ACTS
    assert names - FILES - ACTS - seen(looked_at) == set()


def seen(paths: set[str]) -> set[str]:
    """Return the names of the addresses of ``paths``."""
    found = set()
    for path in paths:
        with suppress(Resolver404):
            found.add(resolve(path).view_name)
    return found
