"""Mails about mandates: to whoever manages the accesses of the enterprise concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.rights.emails import link_to, write
from enterprises.rights.mandate_models import Mandate
from enterprises.rights.selectors import managers_of
from monespace.mail.budgets import clear
from monespace.mail.causes import cause_of
from monespace.mail.kinds import MailKind, Unlimited

if TYPE_CHECKING:
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor
    from monespace.mail.causes import Cause


PROPOSED = MailKind("mandate_proposed", "notices", shares="mandate")
ANSWERED = MailKind("mandate_answered", Unlimited.ANSWER, shares="mandate")
ENDED = MailKind("mandate_ended", "endings", is_left_out=True, shares="mandate")
END_NEAR = MailKind("mandate_end_near", Unlimited.BY_DATE, shares="mandate")


def tell_proposed(*, actor: Actor, mandate: Mandate, to: Enterprise) -> None:
    """Ask the other enterprise for its answer."""
    _tell(PROPOSED, "proposed", mandate, to, cause_of(actor))


def tell_answered(*, mandate: Mandate) -> None:
    """Tell the enterprise that proposed what the answer is."""
    proposer = mandate.client if mandate.proposing_side == Mandate.Side.CLIENT else mandate.holder
    _tell(ANSWERED, "accepted" if mandate.accepted_at else "declined", mandate, proposer)


def tell_ended(*, actor: Actor, mandate: Mandate, to: Enterprise) -> None:
    """Tell the other enterprise that the mandate is over."""
    _tell(ENDED, "ended", mandate, to, cause_of(actor))


def tell_end_near(*, mandate: Mandate, to: Enterprise) -> None:
    """Tell one of the two enterprises the last day, to come or just past."""
    _tell(END_NEAR, "ends_soon" if mandate.is_open else "over", mandate, to)


def _tell(kind: MailKind, news: str, mandate: Mandate, to: Enterprise, cause: Cause | None = None) -> None:
    url = link_to("enterprises:mandate", space=to.number, mandate_id=str(mandate.pk))
    people = [designation.user for designation in managers_of(to)]
    if cause and not kind.is_left_out:
        clear(kind=kind, cause=cause, addresses=[person.email for person in people])
    for person in people:
        write(
            person,
            kind,
            to,
            cause=cause,
            news=news,
            client_name=mandate.client.display_name_in(person.language),
            holder_name=mandate.holder.display_name_in(person.language),
            ends_on=mandate.ends_on,
            mandate_url=url,
        )
