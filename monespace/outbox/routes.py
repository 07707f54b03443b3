"""Which handler runs which topic: each app declares its own in ``outbox_handlers.py``."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Handler = TypeVar("Handler", bound="Callable[..., None]")

handlers: dict[str, Callable[..., None]] = {}


def handles(topic: str) -> Callable[[Handler], Handler]:
    """Declare the one function that runs ``topic``; it takes the message's ids as keywords.

    It runs outside any transaction, at least once: returning means done, raising means later again.
    """

    def declare(function: Handler) -> Handler:
        if handlers.setdefault(topic, function) is not function:
            raise ValueError(f"Topic {topic} has two handlers: {handlers[topic]} and {function}.")
        return function

    return declare
