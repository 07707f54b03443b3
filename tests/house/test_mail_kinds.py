"""Every kind of mail has its templates, and a budget or a reason to need none (ADR 0060)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

from monespace.mail.kinds import MailKind, Unlimited

MAILS = Path(settings.BASE_DIR) / "templates" / "mail"
# Written a second time, so that whoever changes one thinks of it.
WITHOUT_BUDGET = {
    "dossier_submitted": Unlimited.OWN,
    "new_device": Unlimited.OWN,
    "email_changed": Unlimited.OWN,
    "access_taken": Unlimited.OWN,
    "gap_request_received": Unlimited.OWN,
    "dossier_call": Unlimited.STEP,
    "dossier_untold": Unlimited.STEP,
    "gap_accepted": Unlimited.ANSWER,
    "gap_declined": Unlimited.ANSWER,
    "gap_to_confirm": Unlimited.ANSWER,
    "invitation_answered": Unlimited.ANSWER,
    "mandate_answered": Unlimited.ANSWER,
    "signatures_ended": Unlimited.ANSWER,
    "signature_declined": Unlimited.ANSWER,
    "dossier_withdrawn": Unlimited.SERVICE,
    "dossier_arrived": Unlimited.SERVICE,
    "access_ends_soon": Unlimited.BY_DATE,
    "mandate_end_near": Unlimited.BY_DATE,
    "dossier_digest": Unlimited.BY_DATE,
    "draft_waiting": Unlimited.BY_DATE,
    "draft_ends": Unlimited.BY_DATE,
}


@pytest.fixture(autouse=True)
def kinds():
    assert get_resolver().url_patterns  # imports every app whole
    return {name: kind for name, kind in MailKind.every.items() if name != "probe"}


def test_each_template_belongs_to_a_kind_and_each_kind_has_its_three(kinds):
    written = {path.name for path in MAILS.iterdir() if not path.name.startswith("_")}
    known = {f"{kind.template}{end}" for kind in kinds.values() for end in (".subject.txt", ".txt", ".html")}
    assert written == known


def test_kinds_without_a_budget_are_those_known_with_their_reason(kinds):
    assert {name: kind.limit for name, kind in kinds.items() if not kind.budget} == WITHOUT_BUDGET


def test_a_kind_has_a_name_of_its_own_and_a_budget_that_exists():
    with pytest.raises(ValueError, match="Two kinds"):
        MailKind("invitation", "letters")
    with pytest.raises(ValueError, match="no budget"):
        MailKind("another", "unknown")
    assert "another" not in MailKind.every


def test_every_budget_holds_what_one_recipient_and_one_person_may_cause():
    for budget in settings.MAIL_BUDGETS.values():
        assert {"recipient"} <= set(budget) <= {"person", "enterprise", "pair", "recipient"}
        assert all(amount > 0 and seconds > 0 for limits in budget.values() for amount, seconds in limits)
