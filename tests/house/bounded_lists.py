"""Loops of templates that are not cut into pages: what keeps each of them short."""

from __future__ import annotations

WRITTEN = "the author of a démarche wrote them; questions, steps and options do not grow with use"
OF_A_FORM = "the fields and errors of one form"
OF_THE_CODE = "a list in the code or the settings"
OF_ONE_ACT = "what one request says"
OF_ONE_PAGE = "the rows of one page, grouped; the page shows the way to the others"
DOCUMENTS = "at most MOST_FILES for each question"

BOUNDED = {
    ("403_csrf.html", "typed"): OF_ONE_ACT,
    ("413.html", "said"): OF_ONE_ACT,
    ("accounts/sign_in.html", "choices"): OF_THE_CODE,
    ("admin/change_list.html", "cl.filter_specs"): OF_THE_CODE,
    ("admin/change_list_results.html", "result"): OF_THE_CODE,
    ("admin/change_list_results.html", "result_headers"): OF_THE_CODE,
    ("admin/change_list_results.html", "results"): "list_per_page; change_list.html shows the pages",
    ("admin/filter.html", "choices"): "kinds of subject and templates of mails, which the code names",
    ("components/error_summary.html", "errors"): OF_A_FORM,
    ("components/error_summary.html", "field.led_errors"): OF_A_FORM,
    ("components/error_summary.html", "form"): OF_A_FORM,
    ("components/error_summary.html", "form.non_field_errors"): OF_A_FORM,
    ("components/language.html", "languages"): OF_THE_CODE,
    ("components/messages.html", "messages"): OF_ONE_ACT,
    ("components/messages.html", "request.late_form"): OF_ONE_ACT,
    ("django/forms/widgets/select.html", "options"): "options of a question, or MOST_OFFERED establishments",
    ("django/forms/widgets/select.html", "widget.optgroups"): "options of a question, or MOST_OFFERED",
    ("dossiers/catalogue/landing.html", "demarche.declarations"): WRITTEN,
    ("dossiers/catalogue/landing.html", "demarche.legal_basis"): WRITTEN,
    ("dossiers/catalogue/landing.html", "demarche.steps"): WRITTEN,
    ("dossiers/catalogue/landing.html", "documents"): WRITTEN,
    (
        "dossiers/deadlines/_deadline.html",
        "deadline.reasons",
    ): "a limit begins, stands still a few times, ends",
    ("dossiers/complements/_request.html", "asked.questions"): WRITTEN,
    ("dossiers/filling/_clash.html", "clash.answers"): WRITTEN,
    ("dossiers/filling/_conflict.html", "differences"): WRITTEN,
    ("dossiers/filling/_declarations.html", "form"): OF_A_FORM,
    ("dossiers/filling/_incomplete.html", "incomplete"): WRITTEN,
    ("dossiers/filling/_incomplete.html", "one.clashes"): WRITTEN,
    ("dossiers/filling/_incomplete.html", "one.reasons"): WRITTEN,
    ("dossiers/filling/_progress.html", "steps"): WRITTEN,
    ("dossiers/filling/documents.html", "files"): DOCUMENTS,
    ("dossiers/filling/documents.html", "groups"): WRITTEN,
    ("dossiers/filling/review.html", "section.rows"): WRITTEN,
    ("dossiers/filling/review.html", "sections"): WRITTEN,
    ("dossiers/filling/step.html", "clashes"): WRITTEN,
    ("dossiers/following/_readers.html", "counted"): "one line for each standing, not for each person",
    ("dossiers/following/_tabs.html", "tabs"): OF_THE_CODE,
    ("dossiers/following/_timeline.html", "day.list"): OF_ONE_PAGE,
    ("dossiers/following/_timeline.html", "days"): OF_ONE_PAGE,
    ("dossiers/following/list.html", "filters"): OF_THE_CODE,
    ("dossiers/following/table/_filters.html", "form"): OF_A_FORM,
    ("dossiers/following/table/_filters.html", "removable"): "one for each filter",
    ("dossiers/messages/_documents.html", "message.documents.all"): DOCUMENTS,
    ("dossiers/submission/_answers.html", "section.rows"): WRITTEN,
    ("dossiers/submission/_answers.html", "sections"): WRITTEN,
    ("dossiers/submission/_documents.html", "documents"): DOCUMENTS,
    ("dossiers/receipts/receipt.html", "declarations"): WRITTEN,
    ("dossiers/receipts/receipt.html", "service_references"): "the channels that a démarche names",
    ("dossiers/receipts/receipt.html", "submission.documents"): DOCUMENTS,
    ("enterprises/documents/request.html", "documents"): DOCUMENTS,
    (
        "enterprises/endings/_effects.html",
        "effect_lines",
    ): "one sentence for each kind of thing, with its number",
    ("enterprises/invitations/invitation.html", "rights"): OF_THE_CODE,
    ("enterprises/invitations/list_check.html", "form.good"): "MOST_LINES, confirmed as a whole (ADR 0042)",
    ("enterprises/mandates/_terms.html", "titles"): "the démarches ticked for one mandate",
    ("enterprises/mandates/confirm.html", "form"): OF_A_FORM,
    ("enterprises/members.html", "rights"): OF_THE_CODE,
    ("enterprises/members/rights.html", "explanations"): OF_THE_CODE,
    ("enterprises/requests/find.html", "found"): "MOST_RESULTS; more letters find fewer",
    ("forms/errors.html", "errors"): OF_A_FORM,
    ("forms/form.html", "form.hidden_fields"): OF_A_FORM,
    ("forms/form.html", "form.visible_fields"): OF_A_FORM,
    ("forms/widgets/choices.html", "options"): WRITTEN,
    ("forms/widgets/choices.html", "widget.optgroups"): WRITTEN,
    ("forms/widgets/composite.html", "widget.parts"): OF_A_FORM,
    ("forms/widgets/suggestions.html", "widget.suggestions"): "MOST_SUGGESTED; any other is typed",
    ("forms/widgets/documents.html", "widget.stored"): DOCUMENTS,
    ("helpdesk/cases/_message_documents.html", "message.documents.all"): DOCUMENTS,
    ("helpdesk/cases/case.html", "declarations"): WRITTEN,
    ("helpdesk/cases/case.html", "submission.documents"): DOCUMENTS,
    ("helpdesk/cases/queue.html", "services"): "the services of one agent",
    ("helpdesk/cases/queue.html", "tabs"): OF_THE_CODE,
    ("helpdesk/dossier.html", "content.deliveries"): "the channels that a démarche names",
    ("helpdesk/dossier.html", "content.documents"): DOCUMENTS,
    ("helpdesk/dossier.html", "content.saved_steps"): WRITTEN,
    ("helpdesk/enterprises/find.html", "found"): "MOST_RESULTS; more letters find fewer",
    ("helpdesk/gap_requests/request.html", "examined.documents"): DOCUMENTS,
    ("helpdesk/gap_requests/request.html", "examined.others"): "MOST_OTHERS, the latest",
    ("helpdesk/index.html", "expiries"): "one for each certificate of the identity provider",
    ("helpdesk/index.html", "opened"): "MOST_OPENED, the latest",
    ("helpdesk/_incidents.html", "incidents"): "MOST_INCIDENTS, the latest",
    ("helpdesk/outages/_effects.html", "demarche.first_changes"): "MOST_SHOWN, the earliest",
    ("helpdesk/outages/_effects.html", "effects.demarches"): "the démarches that set a time limit",
    ("helpdesk/search.html", "enterprises"): "MOST_OF_A_PERSON, by name",
    ("helpdesk/search.html", "found.dossiers"): "PER_PAGE; _search_pages.html leads to the others",
}

# Partials whose rows the including template hands over: beside pages, these alone, for what is said here.
PASSED_ON = {
    ("dossiers/catalogue/_cards.html", "demarches"): ["demarches"],  # home page: MOST_DEMARCHES
    ("dossiers/following/_rows.html", "rows"): [
        "action_needed",
        "decisions",
        "drafts",
        "recent",
    ],  # dashboard: FEW
    ("enterprises/_space_cards.html", "cards"): ["citizen_cards"],  # a person has one
    ("enterprises/invitations/_pending.html", "invitations"): [],
    ("enterprises/mandates/_rows.html", "mandates"): [],
    ("helpdesk/cases/_note_list.html", "notes"): [],
}
