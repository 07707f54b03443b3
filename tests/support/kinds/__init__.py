"""What tests type for each kind of question: a module for some kinds, read wherever every kind is tried.

A new kind needs a module here with its own ``SAMPLES``, and nothing else in the tests that try all kinds.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tests.support.kinds.samples import Samples

SAMPLES: Final[dict[str, Samples]] = {
    kind: samples
    for module in sorted(iter_modules(__path__), key=lambda one: one.name)
    if module.name != "samples"
    for kind, samples in import_module(f"{__name__}.{module.name}").SAMPLES.items()
}
"""By the word of the kind; every kind that asks is there."""


def in_form(name: str, raw: Any) -> dict[str, Any]:
    """Return an answer to the field ``name`` as a browser sends it; None for what it does not send."""
    if isinstance(raw, dict):
        return {f"{name}-{part}": value for part, value in raw.items()}
    return {} if raw is None else {name: raw}
