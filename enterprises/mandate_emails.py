"""Mails about mandates: to whoever manages the accesses of the enterprise concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.email_context import link_to, write
from enterprises.mandates import managers_of
from enterprises.models import Mandate
from monespace.common.text import isolated

if TYPE_CHECKING:
    from enterprises.models import Enterprise


def tell_proposed(*, mandate: Mandate, to: Enterprise) -> None:
    """Ask the other enterprise for its answer."""
    _tell("proposed", mandate, to)


def tell_answered(*, mandate: Mandate) -> None:
    """Tell the enterprise that proposed what the answer is."""
    proposer = mandate.client if mandate.proposing_side == Mandate.Side.CLIENT else mandate.holder
    _tell("accepted" if mandate.accepted_at else "declined", mandate, proposer)


def tell_ended(*, mandate: Mandate, to: Enterprise) -> None:
    """Tell the other enterprise that the mandate is over."""
    _tell("ended", mandate, to)


def tell_end_near(*, mandate: Mandate, to: Enterprise) -> None:
    """Tell one of the two enterprises the last day, to come or just past."""
    _tell("ends_soon" if mandate.is_open else "over", mandate, to)


def _tell(news: str, mandate: Mandate, to: Enterprise) -> None:
    url = link_to("enterprises:mandate", space=to.number, mandate_id=str(mandate.pk))
    for designation in managers_of(to):
        write(
            designation.user,
            "mandate",
            to,
            news=news,
            client_name=isolated(mandate.client.name_in(designation.user.language)),
            holder_name=isolated(mandate.holder.name_in(designation.user.language)),
            ends_on=mandate.ends_on,
            mandate_url=url,
        )
