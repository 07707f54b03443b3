"""What the process that judges a file may use of the machine (ADR 0058)."""

from __future__ import annotations

import os
import resource
import sys

MEMORY = 640 << 20  # bytes it may map: two copies of the largest picture, as drawing it upright takes
CPU_SECONDS = 2
LARGEST_COPY = 100_000_000  # bytes of one file it may write
MOST_OPEN_FILES = 32
MOST_INFLATED = (
    64 << 20
)  # bytes of one stream that the library of PDFs reads by itself, such as object streams
MOST_FILTERS = 4  # of one stream: honest ones have two or three, and each multiplies what comes out
LESS_URGENT = 19  # steps of priority below the pages that people wait for: it takes what they leave


def confine() -> None:
    """Bind the current process to these limits, or to what it was allowed when that is less, for good."""
    limits = {
        resource.RLIMIT_FSIZE: LARGEST_COPY,
        resource.RLIMIT_NOFILE: MOST_OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform == "linux":  # macOS, where people develop, refuses this one
        limits[resource.RLIMIT_AS] = MEMORY
    _lower(resource.RLIMIT_CPU, CPU_SECONDS, last=CPU_SECONDS + 1)  # a signal that says why, then the end
    for limit, most in limits.items():
        _lower(limit, most, last=most)
    os.nice(LESS_URGENT)


def _lower(limit: int, most: int, *, last: int) -> None:
    """Lower a soft limit to ``most`` and a hard one to ``last``; one that is lower already stays."""
    allowed = resource.getrlimit(limit)[1]
    if allowed != resource.RLIM_INFINITY:
        most, last = min(most, allowed), min(last, allowed)
    resource.setrlimit(limit, (most, last))


def bound_pdf_library() -> None:
    """Bind what the library of PDFs inflates, so that a stream that swells is refused before it is large."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MOST_INFLATED,
        run_length_max_memory=MOST_INFLATED,
        png_max_memory=MOST_INFLATED,
        tiff_max_memory=MOST_INFLATED,
        dct_max_memory=MOST_INFLATED,
        max_stream_filters=MOST_FILTERS,
    )
