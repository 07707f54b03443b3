"""The process that sets one document: ``python -I compiler.py``, a job in JSON in, the PDF out.

It is bounded by the system and says nothing of what it reads: a text that makes typst fail, swell or never
end costs its own document. ``job``: {"template", "root", "fonts", "inputs", "timestamp"}.
"""

from __future__ import annotations

import json
import os
import resource
import sys

MEMORY = 1 << 30  # bytes it may map
CPU_SECONDS = 20
LARGEST_PDF = 8_000_000  # bytes
TOO_LARGE = 3  # how it ends when the PDF is larger


def main() -> int:
    """Set the document that stands on the input; return 0, or how it failed."""
    if sys.platform == "linux":  # macOS, where people develop, refuses this one
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import typst  # noqa: PLC0415 - within the limits

    job = json.loads(sys.stdin.buffer.read())
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[job["fonts"]])
    pdf = typst.compile(
        job["template"],
        root=job["root"],
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=job["inputs"],
        pdf_standards=["ua-1", "a-2a"],
        timestamp=job["timestamp"],
    )
    if len(pdf) > LARGEST_PDF:
        return TOO_LARGE
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)  # typst quotes what it reads
    sys.exit(main())
