"""The text format of Prometheus (Exposition formats, 0.0.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Sample = tuple[dict[str, str], float]

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def family(name: str, kind: str, samples: Iterable[Sample]) -> Iterator[str]:
    """Yield the lines of one figure: ``kind`` is gauge or counter."""
    yield f"# TYPE monespace_{name} {kind}"
    for labels, value in samples:
        yield line(name, labels, value)


def line(name: str, labels: dict[str, str], value: float) -> str:
    """Return one line; whole numbers are written as such."""
    said = ",".join(f'{label}="{_escaped(text)}"' for label, text in labels.items())
    number = f"{value:.0f}" if float(value).is_integer() else f"{value:.3f}"
    return f"monespace_{name}{f'{{{said}}}' if said else ''} {number}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
