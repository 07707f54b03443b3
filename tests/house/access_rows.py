"""The rows of the access table; ``kwargs`` name attributes of the scene (tests/support/access_scene.py)."""

from __future__ import annotations

from tests.house.access_table import (
    ENTERPRISE_FILL,
    ENTERPRISE_INSIDE,
    ENTERPRISE_MANAGE,
    ENTERPRISE_PEOPLE,
    ENTERPRISE_READ,
    ENTERPRISE_SUBMIT,
    NO_METHOD,
    NO_METHOD_INSIDE,
    OK,
    OWN,
    PERSONAL,
    PUBLIC,
    REPRESENTATIVE,
    Row,
    both,
    only,
    read_only,
    signed_in,
    write_only,
)
from tests.house.agent_rows import COMPANY, GAP_DOCUMENT, GAP_REQUEST, HELPDESK, TO_CITIZEN
from tests.house.api_rows import BACK_OFFICES
from tests.house.document_rows import DOCUMENTS
from tests.house.public_rows import PAGES
from tests.house.signature_rows import SIGNATURES

# These answer to the federation, not to a person's rights: tests/accounts makes the round trips.
ELSEWHERE = tuple(f"accounts:saml_{name}" for name in ("login", "acs", "acs_finish", "sls", "metadata"))
CITIZEN_SPACE = {"space": "citizen_space"}
COMPANY_SPACE = {"space": "company_space"}
CITIZEN_DRAFT = CITIZEN_SPACE | {"dossier_id": "citizen_draft"}
CITIZEN_SENT = CITIZEN_SPACE | {"dossier_id": "citizen_sent"}
COMPANY_DRAFT = COMPANY_SPACE | {"dossier_id": "company_draft"}
COMPANY_SENT = COMPANY_SPACE | {"dossier_id": "company_sent"}

ONE_GROUP = {"step": "step", "group": "group"}

PEOPLE = [
    *read_only("accounts:sign_in", PUBLIC),
    *both("accounts:session_state", PUBLIC, PUBLIC),
    *both("accounts:sign_out", PUBLIC, PUBLIC),
    *write_only("accounts:set_language", PUBLIC),
    *both("accounts:profile", PERSONAL, PERSONAL),
    *both("accounts:welcome", PERSONAL, PERSONAL),
    *both("accounts:email", PERSONAL, PERSONAL),
    *both("accounts:email_code", PERSONAL, PERSONAL),
    *write_only("accounts:email_resend", PERSONAL),
    *write_only("accounts:email_cancel", PERSONAL),
    *write_only("accounts:email_remove", PERSONAL),
    *read_only("accounts:sessions", PERSONAL),
    *write_only("accounts:sessions_end", signed_in("404"), session_id="strangers_session"),
    *write_only("accounts:sessions_end_others", PERSONAL),
    *read_only("enterprises:spaces", PERSONAL),
    Row("lists:search", "GET", NO_METHOD_INSIDE),
    Row("lists:search", "POST", PERSONAL, data={"next": "/espaces/", "words": "Lemaire"}),
    *read_only("enterprises:access_help", PUBLIC),
    *read_only("enterprises:members", ENTERPRISE_PEOPLE, **COMPANY_SPACE),
]

INVITATION = COMPANY_SPACE | {"invitation_id": "invitation_id"}
ACCEPTANCE = COMPANY_SPACE | {"invitation_id": "acceptance_id"}
LINK = {"token": "invitation_token"}
# The link is the right to see; nobody accepts what they sent.
MEMBERSHIP = COMPANY_SPACE | {"membership_id": "membership"}
INVITED = PUBLIC | {"gap": "403"}

INVITATIONS = [
    *both("enterprises:invite", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **COMPANY_SPACE),
    *both("enterprises:invite", signed_in("404"), signed_in("404"), **CITIZEN_SPACE),
    *both("enterprises:invite_list", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **COMPANY_SPACE),
    *both("enterprises:invite_list", signed_in("404"), signed_in("404"), **CITIZEN_SPACE),
    *read_only("enterprises:invite_example", ENTERPRISE_MANAGE, **COMPANY_SPACE),
    *read_only("enterprises:invite_example", signed_in("404"), **CITIZEN_SPACE),
    *both("enterprises:resend_invitation", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **INVITATION),
    *both("enterprises:revoke_invitation", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **INVITATION),
    *both("enterprises:settle_invitation", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **ACCEPTANCE),
    *both("enterprises:change_access", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **MEMBERSHIP),
    *both("enterprises:end_access", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **MEMBERSHIP),
    *read_only("enterprises:history", ENTERPRISE_MANAGE, **COMPANY_SPACE),
    *read_only("enterprises:export", ENTERPRISE_MANAGE, **COMPANY_SPACE),
    *read_only("enterprises:my_rights", ENTERPRISE_INSIDE, **COMPANY_SPACE),
    Row("enterprises:invitation", "GET", INVITED, LINK),
    Row("enterprises:invitation", "POST", INVITED | {"anonymous": "sign"}, LINK, {"answer": "accept"}),
    Row("enterprises:invitation", "POST", PUBLIC, LINK, {"answer": "decline"}),
]

CO_GAP = COMPANY_SPACE | {"designation_id": "co_gap"}
CO_GAP_PROPOSAL = COMPANY_SPACE | {"proposal_id": "co_gap_proposal"}
PROPOSAL = COMPANY | {"proposal_id": "gap_proposal"}
NAMED = {"first_name": "Sophie", "last_name": "Collignon", "email": "sophie@exemple.be", "language": "fr"}

MANAGEMENT = [
    *both("enterprises:represent", PERSONAL, PERSONAL),
    *read_only("enterprises:representation", PERSONAL, **COMPANY),
    *read_only("enterprises:designate", REPRESENTATIVE, **COMPANY),
    *both("enterprises:designate_self", REPRESENTATIVE, REPRESENTATIVE, **COMPANY),
    *both("enterprises:colleague", REPRESENTATIVE, REPRESENTATIVE, **COMPANY),
    *both("enterprises:end_gap", REPRESENTATIVE, REPRESENTATIVE, designation_id="co_gap", **COMPANY),
    *write_only("enterprises:confirm_proposal", REPRESENTATIVE, **PROPOSAL),
    *both("enterprises:cancel_proposal", REPRESENTATIVE, REPRESENTATIVE, **PROPOSAL),
    *both("enterprises:proposal", PERSONAL, PERSONAL, token="token"),
    *read_only("enterprises:gap", ENTERPRISE_PEOPLE, **COMPANY_SPACE),
    Row("enterprises:propose_co_gap", "GET", ENTERPRISE_MANAGE, COMPANY_SPACE),
    Row("enterprises:propose_co_gap", "POST", ENTERPRISE_MANAGE, COMPANY_SPACE, NAMED),
    # Resigning twice is once: who has resigned already is led on.
    *both("enterprises:resign", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE | {"former_gap": OK}, **COMPANY_SPACE),
    *both("enterprises:end_co_gap", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **CO_GAP),
    *write_only("enterprises:confirm_co_gap", ENTERPRISE_MANAGE, **CO_GAP_PROPOSAL),
    *both("enterprises:cancel_co_gap", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **CO_GAP_PROPOSAL),
]

REQUESTS = [
    *both("enterprises:find", PERSONAL, PERSONAL),
    *both("enterprises:request_access", PERSONAL, PERSONAL, **COMPANY),
    *read_only("enterprises:my_requests", PERSONAL),
    *write_only("enterprises:withdraw_request", only("requester"), request_id="access_request"),
    *read_only("enterprises:requests", ENTERPRISE_MANAGE, **COMPANY_SPACE),
    *both(
        "enterprises:answer_request",
        ENTERPRISE_MANAGE,
        ENTERPRISE_MANAGE,
        request_id="access_request",
        **COMPANY_SPACE,
    ),
]

ON_DOCUMENTS = [
    *both("enterprises:ask_with_documents", PERSONAL, PERSONAL),
    *read_only("enterprises:gap_request", only("requester"), **GAP_REQUEST),
    *read_only("enterprises:gap_request_document", only("requester"), **GAP_DOCUMENT),
    *write_only("enterprises:withdraw_gap_request", only("requester"), **GAP_REQUEST),
]

STARTING = [
    *both("dossiers:start", PERSONAL, NO_METHOD, slug="slug"),
    *both("dossiers:create", PERSONAL, PERSONAL, slug="slug", **CITIZEN_SPACE),
    *both("dossiers:create", ENTERPRISE_FILL, ENTERPRISE_FILL, slug="slug", **COMPANY_SPACE),
]

OVERVIEWS = [
    *read_only("dossiers:dashboard", PERSONAL, **CITIZEN_SPACE),
    *read_only("dossiers:dashboard", ENTERPRISE_INSIDE, **COMPANY_SPACE),
    *read_only("dossiers:list", PERSONAL, **CITIZEN_SPACE),
    *read_only("dossiers:list", ENTERPRISE_READ, **COMPANY_SPACE),
    *write_only("dossiers:export", signed_in("404"), **CITIZEN_SPACE),
    *write_only("dossiers:export", ENTERPRISE_READ, **COMPANY_SPACE),
    *read_only("dossiers:detail", OWN, **CITIZEN_DRAFT),
    *read_only("dossiers:detail", ENTERPRISE_READ, **COMPANY_DRAFT),
]

FILLING = [
    *read_only("dossiers:resume", OWN, **CITIZEN_DRAFT),
    *read_only("dossiers:resume", ENTERPRISE_FILL, **COMPANY_DRAFT),
    *both("dossiers:step", OWN, OWN, step="step", **CITIZEN_DRAFT),
    *both("dossiers:step", ENTERPRISE_FILL, ENTERPRISE_FILL, step="step", **COMPANY_DRAFT),
    *write_only("dossiers:questions", OWN, step="step", **CITIZEN_DRAFT),
    *write_only("dossiers:questions", ENTERPRISE_FILL, step="step", **COMPANY_DRAFT),
    *write_only("dossiers:keep_step", OWN, step="step", **CITIZEN_DRAFT),
    *write_only("dossiers:keep_step", ENTERPRISE_FILL, step="step", **COMPANY_DRAFT),
    *write_only("dossiers:keep_item", OWN, step="step", place="place", **CITIZEN_DRAFT),
    *write_only("dossiers:keep_item", ENTERPRISE_FILL, step="step", place="place", **COMPANY_DRAFT),
    *both("dossiers:item", OWN, OWN, step="step", place="place", **CITIZEN_DRAFT),
    *both("dossiers:item", ENTERPRISE_FILL, ENTERPRISE_FILL, step="step", place="place", **COMPANY_DRAFT),
    *write_only("dossiers:item_questions", OWN, step="step", place="place", **CITIZEN_DRAFT),
    *write_only("dossiers:item_questions", ENTERPRISE_FILL, step="step", place="place", **COMPANY_DRAFT),
    *read_only("dossiers:no_right", OWN, **CITIZEN_DRAFT),
    *read_only("dossiers:no_right", ENTERPRISE_FILL, **COMPANY_DRAFT),
    *both("dossiers:items_list", OWN, OWN, **ONE_GROUP, **CITIZEN_DRAFT),
    *both("dossiers:items_list", ENTERPRISE_FILL, ENTERPRISE_FILL, **ONE_GROUP, **COMPANY_DRAFT),
    *read_only("dossiers:items_example", OWN, **ONE_GROUP, **CITIZEN_DRAFT),
    *read_only("dossiers:items_example", ENTERPRISE_FILL, **ONE_GROUP, **COMPANY_DRAFT),
    *read_only("dossiers:review", OWN, **CITIZEN_DRAFT),
    *read_only("dossiers:review", ENTERPRISE_FILL, **COMPANY_DRAFT),
    *both("dossiers:discard", OWN, OWN, **CITIZEN_DRAFT),
    *both("dossiers:discard", ENTERPRISE_FILL, ENTERPRISE_FILL, **COMPANY_DRAFT),
    *both("dossiers:hand_over", signed_in("404"), signed_in("404"), **CITIZEN_DRAFT),
    *both("dossiers:hand_over", ENTERPRISE_FILL, ENTERPRISE_FILL, **COMPANY_DRAFT),
    *both("dossiers:hand_over_to_send", signed_in("404"), signed_in("404"), **CITIZEN_DRAFT),
    *both("dossiers:hand_over_to_send", ENTERPRISE_FILL, ENTERPRISE_FILL, **COMPANY_DRAFT),
    *both("dossiers:upgrade", OWN, OWN, **CITIZEN_DRAFT),
    *both("dossiers:upgrade", ENTERPRISE_FILL, ENTERPRISE_FILL, **COMPANY_DRAFT),
    *read_only("dossiers:trash", PERSONAL, **CITIZEN_SPACE),
    *read_only("dossiers:trash", ENTERPRISE_FILL, **COMPANY_SPACE),
    *write_only("dossiers:restore", OWN, **CITIZEN_DRAFT),
    *write_only("dossiers:restore", ENTERPRISE_FILL, **COMPANY_DRAFT),
    *both("dossiers:empty", OWN, OWN, **CITIZEN_DRAFT),
    *both("dossiers:empty", ENTERPRISE_FILL, ENTERPRISE_FILL, **COMPANY_DRAFT),
]

SENDING = [
    *both("dossiers:submit", OWN, OWN, **CITIZEN_DRAFT),
    *both("dossiers:submit", ENTERPRISE_READ, ENTERPRISE_SUBMIT, **COMPANY_DRAFT),
    *both("dossiers:again", OWN, OWN, **CITIZEN_SENT),
    *both("dossiers:again", ENTERPRISE_FILL, ENTERPRISE_FILL, **COMPANY_SENT),
    *both("dossiers:withdraw", OWN, OWN, **CITIZEN_SENT),
    *both("dossiers:withdraw", ENTERPRISE_SUBMIT, ENTERPRISE_SUBMIT, **COMPANY_SENT),
    *read_only("dossiers:receipt", OWN, **CITIZEN_SENT),
    *read_only("dossiers:receipt", ENTERPRISE_READ, **COMPANY_SENT),
    *read_only("dossiers:deadline_calendar", OWN, **CITIZEN_SENT),
    *read_only("dossiers:deadline_calendar", ENTERPRISE_READ, **COMPANY_SENT),
    *read_only("dossiers:receipt_pdf", OWN, **CITIZEN_SENT),
    *read_only("dossiers:receipt_pdf", ENTERPRISE_READ, **COMPANY_SENT),
    *read_only("dossiers:decision_pdf", OWN, **CITIZEN_SENT),
    *read_only("dossiers:decision_pdf", ENTERPRISE_READ, **COMPANY_SENT),
    *read_only("dossiers:decision_attachment", OWN, **CITIZEN_SENT, document_id="citizen_sent_document"),
    *read_only(
        "dossiers:decision_attachment", ENTERPRISE_READ, **COMPANY_SENT, document_id="company_document"
    ),
]

WRITTEN = {"text": "Bonjour"}
READ = {"up_to": "1"}
TO_COMPANY = {"message_id": "company_message", "document_id": "company_message_document"}
CONVERSATIONS = [
    *read_only("dossiers:conversations", PERSONAL, **CITIZEN_SPACE),
    *read_only("dossiers:conversations", ENTERPRISE_READ, **COMPANY_SPACE),
    Row("dossiers:conversation", "GET", OWN, CITIZEN_SENT),
    Row("dossiers:conversation", "GET", ENTERPRISE_READ, COMPANY_SENT),
    Row("dossiers:conversation", "POST", OWN, CITIZEN_SENT, WRITTEN),
    Row("dossiers:conversation", "POST", ENTERPRISE_FILL, COMPANY_SENT, WRITTEN),
    Row("dossiers:mark_read", "GET", NO_METHOD_INSIDE, CITIZEN_SENT),
    Row("dossiers:mark_read", "POST", OWN, CITIZEN_SENT, READ),
    Row("dossiers:mark_read", "POST", ENTERPRISE_FILL, COMPANY_SENT, READ),
    *read_only("dossiers:message_document", OWN, **CITIZEN_SENT, **TO_CITIZEN),
    *read_only("dossiers:message_document", ENTERPRISE_READ, **COMPANY_SENT, **TO_COMPANY),
]

ASKED_OF_CITIZEN = CITIZEN_SENT | {"request_id": "citizen_request"}
ASKED_OF_COMPANY = COMPANY_SENT | {"request_id": "company_request"}
ITEM = {"step": "step", "place": "place"}
COMPLEMENTS = [
    *read_only("dossiers:complement", OWN, **ASKED_OF_CITIZEN),
    *read_only("dossiers:complement", ENTERPRISE_READ, **ASKED_OF_COMPANY),
    *read_only("dossiers:complement_receipt", OWN, **ASKED_OF_CITIZEN),
    *read_only("dossiers:complement_receipt", ENTERPRISE_READ, **ASKED_OF_COMPANY),
    *both("dossiers:complement_step", OWN, OWN, step="step", **ASKED_OF_CITIZEN),
    *both("dossiers:complement_step", ENTERPRISE_FILL, ENTERPRISE_FILL, step="step", **ASKED_OF_COMPANY),
    *write_only("dossiers:complement_questions", OWN, step="step", **ASKED_OF_CITIZEN),
    *write_only("dossiers:complement_questions", ENTERPRISE_FILL, step="step", **ASKED_OF_COMPANY),
    *both("dossiers:complement_item", OWN, OWN, **ITEM, **ASKED_OF_CITIZEN),
    *both("dossiers:complement_item", ENTERPRISE_FILL, ENTERPRISE_FILL, **ITEM, **ASKED_OF_COMPANY),
    *write_only("dossiers:complement_item_questions", OWN, **ITEM, **ASKED_OF_CITIZEN),
    *write_only("dossiers:complement_item_questions", ENTERPRISE_FILL, **ITEM, **ASKED_OF_COMPANY),
    *read_only("dossiers:complement_review", OWN, **ASKED_OF_CITIZEN),
    *read_only("dossiers:complement_review", ENTERPRISE_FILL, **ASKED_OF_COMPANY),
    *both("dossiers:send_complement", OWN, OWN, **ASKED_OF_CITIZEN),
    *both("dossiers:send_complement", ENTERPRISE_READ, ENTERPRISE_SUBMIT, **ASKED_OF_COMPANY),
]

MANDATE = COMPANY_SPACE | {"mandate_id": "mandate"}
MANDATES = [
    *read_only("enterprises:mandates", ENTERPRISE_PEOPLE, **COMPANY_SPACE),
    *read_only("enterprises:mandate", ENTERPRISE_PEOPLE, **MANDATE),
    *both("enterprises:propose_mandate", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **COMPANY_SPACE),
    *write_only("enterprises:accept_mandate", ENTERPRISE_MANAGE, **MANDATE),
    *write_only("enterprises:decline_mandate", ENTERPRISE_MANAGE, **MANDATE),
    *both("enterprises:end_mandate", ENTERPRISE_MANAGE, ENTERPRISE_MANAGE, **MANDATE),
]

ACCESS = [*MANAGEMENT, *REQUESTS, *ON_DOCUMENTS, *INVITATIONS, *MANDATES]
ROWS = [
    *PAGES,
    *PEOPLE,
    *ACCESS,
    *STARTING,
    *OVERVIEWS,
    *FILLING,
    *DOCUMENTS,
    *SENDING,
    *CONVERSATIONS,
    *COMPLEMENTS,
    *HELPDESK,
    *SIGNATURES,
    *BACK_OFFICES,
]


def moved(rows: list[Row], space: str) -> list[Row]:
    """Return the rows of enterprise spaces at the address they would have in another space: nothing is there.

    A right in one space gives nothing of another one's, whoever has it in both.
    """
    return [
        Row(row.name, row.method, signed_in("404"), row.kwargs | {"space": space}, row.data)
        for row in rows
        if row.kwargs.get("space") == "company_space" and "405" not in row.expected.values()
    ]


ROWS += moved(ACCESS, "citizen_space")
# Things of one enterprise asked for in the space of another: for who may do everything there.
MISPLACED = moved([row for row in ROWS if len(row.kwargs) > 1 and "slug" not in row.kwargs], "outsider_space")
