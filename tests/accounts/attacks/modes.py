"""How an identity provider may sign and encrypt its answers: the columns of the attack matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.accounts.attacks.forge import assertion_of, response, sign
from tests.accounts.attacks.keys import genuine
from tests.accounts.attacks.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from tests.accounts.attacks.forge import Asked

    Change = Callable[[etree._Element], object]


@dataclass(frozen=True)
class Mode:
    """Which elements are signed, and whether the assertion travels encrypted."""

    name: str
    signs_response: bool
    signs_assertion: bool
    encrypts: bool

    def __str__(self) -> str:
        return self.name


BOTH = Mode("both-plain", signs_response=True, signs_assertion=True, encrypts=False)
BOTH_ENCRYPTED = Mode("both-encrypted", signs_response=True, signs_assertion=True, encrypts=True)
ASSERTION = Mode("assertion-plain", signs_response=False, signs_assertion=True, encrypts=False)
ASSERTION_ENCRYPTED = Mode("assertion-encrypted", signs_response=False, signs_assertion=True, encrypts=True)
RESPONSE = Mode("response-plain", signs_response=True, signs_assertion=False, encrypts=False)
RESPONSE_ENCRYPTED = Mode("response-encrypted", signs_response=True, signs_assertion=False, encrypts=True)

ACCEPTED = [BOTH, BOTH_ENCRYPTED, ASSERTION, ASSERTION_ENCRYPTED]
PLAIN = [BOTH, ASSERTION]
ENVELOPE_UNSIGNED = [ASSERTION, ASSERTION_ENCRYPTED]
EXTREMES = [BOTH, ASSERTION_ENCRYPTED]
REFUSED = [RESPONSE, RESPONSE_ENCRYPTED]


def answer(
    asked: Asked,
    mode: Mode = BOTH,
    *,
    said: Change | None = None,
    stolen: Change | None = None,
    carried: Change | None = None,
    **changed: str,
) -> etree._Element:
    """Return a response as ``mode`` signs and encrypts it, right unless it is changed on the way.

    ``said`` changes what the identity provider signs; ``stolen`` what is in the hands of somebody who holds
    a signed assertion, before it is encrypted; ``carried`` the finished message.
    """
    root = response(asked, **changed)
    if said:
        said(root)
    if mode.signs_assertion:
        sign(assertion_of(root), genuine())
    if stolen:
        stolen(root)
    if mode.encrypts:
        seal(root)
    if mode.signs_response:
        sign(root, genuine())
    if carried:
        carried(root)
    return root
