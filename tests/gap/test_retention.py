"""Proposals of access managers are forgotten when they have served; designations stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from enterprises.models import GapDesignation, GapProposal
from enterprises.tasks import forget_old_proposals
from tests.support.enterprise_factories import GapDesignationFactory
from tests.support.factories import PersonFactory
from tests.support.management_scene import make_proposal

pytestmark = pytest.mark.django_db


def proposal(**days_ago: int) -> GapProposal:
    """Return a proposal of a colleague, with moments so many days ago."""
    moments = {name: timezone.now() - timedelta(days=days) for name, days in days_ago.items()}
    if "accepted_at" in moments:
        moments["accepted_by"] = PersonFactory()
    gap = GapDesignationFactory()
    return make_proposal(gap.enterprise, gap.user, "collegue@exemple.be", kind="co_gap", **moments)


@pytest.mark.parametrize(
    ("days_ago", "is_kept"),
    [
        ({"closed_at": 364}, True),
        ({"closed_at": 366}, False),
        ({"expires_at": 364}, True),
        ({"expires_at": 366}, False),
        ({"accepted_at": 500, "expires_at": 490}, True),  # waits for its confirmation
        ({"accepted_at": 500, "closed_at": 400}, False),
    ],
)
def test_a_proposal_is_forgotten_a_year_after_it_is_over(days_ago, is_kept):
    old = proposal(**days_ago)
    forget_old_proposals()
    forget_old_proposals()
    assert GapProposal.objects.filter(pk=old.pk).exists() == is_kept


def test_the_designation_it_led_to_stays():
    old = proposal(accepted_at=500, closed_at=500)
    designated = GapDesignationFactory()
    GapProposal.objects.filter(pk=old.pk).update(designation=designated)
    forget_old_proposals()
    assert not GapProposal.objects.exists()
    assert GapDesignation.objects.filter(pk=designated.pk).exists()
