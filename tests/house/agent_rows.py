"""The rows of the access table for the agents' pages, below /admin/."""

from __future__ import annotations

from tests.house.access_table import AGENTS, OFFICERS, OK, SUPERVISORS, both, signed_in

COMPANY = {"number": "company_space"}
GAP_REQUEST = {"request_id": "gap_request"}
GAP_DOCUMENT = GAP_REQUEST | {"document_id": "gap_request_document"}
TO_CITIZEN = {"message_id": "citizen_message", "document_id": "citizen_message_document"}
NO_METHOD_FOR_SUPERVISORS = signed_in("403") | {"supervisor": "405"}
NO_METHOD_FOR_AGENTS = NO_METHOD_FOR_SUPERVISORS | {"agent": "405"}
NO_METHOD_FOR_ANY_AGENT = NO_METHOD_FOR_AGENTS | {"officer": "405"}
PUBLISHERS = signed_in("403")  # nobody of this table
NO_METHOD_FOR_OFFICERS = signed_in("403") | {"officer": "405"}
CASE = {"dossier_id": "citizen_sent"}
SENT_FILE = CASE | {"document_id": "citizen_sent_document"}
CLIENT = {"client_id": "client"}
ENDPOINT = {"endpoint_id": "endpoint"}
HELPDESK = [
    *both("admin:index", AGENTS | {"officer": OK}, NO_METHOD_FOR_ANY_AGENT),
    *both("admin:search", AGENTS, AGENTS),
    *both("admin:dossier", AGENTS, NO_METHOD_FOR_AGENTS, dossier_id="citizen_sent"),
    *both("admin:open_dossier", NO_METHOD_FOR_AGENTS, AGENTS, dossier_id="citizen_sent"),
    *both("admin:cases", OFFICERS, NO_METHOD_FOR_OFFICERS),
    *both("admin:message_templates", OFFICERS, NO_METHOD_FOR_OFFICERS),
    *both("admin:new_message_template", OFFICERS, OFFICERS),
    *both("admin:message_template", OFFICERS, OFFICERS, template_id="message_template"),
    *both("admin:end_message_template", NO_METHOD_FOR_OFFICERS, OFFICERS, template_id="message_template"),
    *both("admin:find_case", NO_METHOD_FOR_OFFICERS, OFFICERS),
    *both("admin:case", OFFICERS, NO_METHOD_FOR_OFFICERS, **CASE),
    *both("admin:open_case", NO_METHOD_FOR_OFFICERS, OFFICERS, **CASE),
    *both("admin:take_up_case", NO_METHOD_FOR_OFFICERS, OFFICERS, **CASE),
    *both("admin:assign_case", NO_METHOD_FOR_OFFICERS, OFFICERS, **CASE),
    *both("admin:mark_case_read", NO_METHOD_FOR_OFFICERS, OFFICERS, **CASE),
    *both("admin:decide_case", OFFICERS, OFFICERS, **CASE),
    *both("admin:ask_complement", OFFICERS, OFFICERS, **CASE),
    *both("admin:cancel_complement", OFFICERS, OFFICERS, **CASE, request_id="citizen_request"),
    *both("admin:case_decision_pdf", OFFICERS, NO_METHOD_FOR_OFFICERS, **CASE),
    *both(
        "admin:case_decision_attachment",
        OFFICERS,
        NO_METHOD_FOR_OFFICERS,
        **CASE,
        document_id="citizen_sent_document",
    ),
    *both("admin:confirm_decision", OFFICERS, OFFICERS, **CASE),
    *both("admin:take_back_proposal", NO_METHOD_FOR_OFFICERS, OFFICERS, **CASE),
    *both("admin:case_batch", OFFICERS, OFFICERS),
    *both("admin:case_notes", OFFICERS, OFFICERS, **CASE),
    *both("admin:case_conversation", OFFICERS, OFFICERS, **CASE),
    *both("admin:case_message_document", OFFICERS, NO_METHOD_FOR_OFFICERS, **CASE, **TO_CITIZEN),
    *both("admin:case_document", OFFICERS, NO_METHOD_FOR_OFFICERS, **SENT_FILE),
    *both("admin:enterprises", AGENTS, AGENTS),
    *both("admin:enterprise", AGENTS, NO_METHOD_FOR_AGENTS, **COMPANY),
    *both("admin:open_enterprise", NO_METHOD_FOR_AGENTS, AGENTS, **COMPANY),
    *both("admin:consultations", SUPERVISORS, NO_METHOD_FOR_SUPERVISORS),
    *both("admin:gap_requests", AGENTS, NO_METHOD_FOR_AGENTS),
    *both("admin:gap_request", AGENTS, NO_METHOD_FOR_AGENTS, **GAP_REQUEST),
    *both("admin:gap_request_document", AGENTS, NO_METHOD_FOR_AGENTS, **GAP_DOCUMENT),
    *both("admin:open_gap_request", NO_METHOD_FOR_AGENTS, AGENTS, **GAP_REQUEST),
    *both("admin:grant_gap_request", NO_METHOD_FOR_AGENTS, AGENTS, **GAP_REQUEST),
    *both("admin:refuse_gap_request", NO_METHOD_FOR_AGENTS, AGENTS, **GAP_REQUEST),
    *both("admin:failures", SUPERVISORS, NO_METHOD_FOR_SUPERVISORS),
    *both("admin:retry_message", NO_METHOD_FOR_SUPERVISORS, SUPERVISORS, message_id="message"),
    *both("admin:retry_lot", SUPERVISORS, SUPERVISORS),
    *both("admin:reopen_lane", NO_METHOD_FOR_SUPERVISORS, SUPERVISORS),
    *both("admin:retry_delivery", NO_METHOD_FOR_SUPERVISORS, SUPERVISORS, delivery_id="delivery"),
    *both("admin:outages", SUPERVISORS, NO_METHOD_FOR_SUPERVISORS),
    *both("admin:new_outage", SUPERVISORS, SUPERVISORS),
    *both("admin:retention", SUPERVISORS, NO_METHOD_FOR_SUPERVISORS),
    *both("admin:hold_dossier", SUPERVISORS, SUPERVISORS, dossier_id="citizen_sent"),
    *both("admin:end_hold", SUPERVISORS, SUPERVISORS, hold_id="hold"),
    *both("admin:service_members", SUPERVISORS, NO_METHOD_FOR_SUPERVISORS),
    *both("admin:add_service_member", SUPERVISORS, SUPERVISORS),
    *both("admin:end_service_member", SUPERVISORS, SUPERVISORS, member_id="service_member"),
    *both("admin:clients", SUPERVISORS, NO_METHOD_FOR_SUPERVISORS),
    *both("admin:new_client", SUPERVISORS, SUPERVISORS),
    *both("admin:client", SUPERVISORS, NO_METHOD_FOR_SUPERVISORS, **CLIENT),
    *both("admin:change_client", SUPERVISORS, SUPERVISORS, **CLIENT),
    *both("admin:add_client_secret", SUPERVISORS, SUPERVISORS, **CLIENT),
    *both("admin:end_client_secret", SUPERVISORS, SUPERVISORS, **CLIENT, secret_id="client_secret"),
    *both("admin:disable_client", SUPERVISORS, SUPERVISORS, **CLIENT),
    *both("admin:new_endpoint", SUPERVISORS, SUPERVISORS, **CLIENT),
    *both("admin:endpoint", SUPERVISORS, NO_METHOD_FOR_SUPERVISORS, **ENDPOINT),
    *both("admin:change_endpoint", SUPERVISORS, SUPERVISORS, **ENDPOINT),
    *both("admin:disable_endpoint", SUPERVISORS, SUPERVISORS, **ENDPOINT),
    *both("admin:enable_endpoint", SUPERVISORS, SUPERVISORS, **ENDPOINT),
    *both("admin:replay_events", SUPERVISORS, SUPERVISORS, **ENDPOINT),
    *both("admin:retry_events", NO_METHOD_FOR_SUPERVISORS, SUPERVISORS, **ENDPOINT),
    *both("admin:add_endpoint_secret", SUPERVISORS, SUPERVISORS, **ENDPOINT),
    *both("admin:end_endpoint_secret", SUPERVISORS, SUPERVISORS, **ENDPOINT, secret_id="endpoint_secret"),
    *both("admin:journal_event_changelist", SUPERVISORS, NO_METHOD_FOR_ANY_AGENT),
    *both("admin:mail_mail_changelist", SUPERVISORS, NO_METHOD_FOR_ANY_AGENT),
    *both("admin:mail_budgetrefusal_changelist", SUPERVISORS, NO_METHOD_FOR_ANY_AGENT),
    *both("admin:dossiers_demarcheversion_changelist", PUBLISHERS, NO_METHOD_FOR_ANY_AGENT),
]
