"""How far an import has come: a bar that is redrawn on a terminal, one line for each step elsewhere."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from django.core.management.base import OutputWrapper

WIDTH = 30
REDRAW_SECONDS = 0.1


class Progress:
    """Called with a step and the share of it that is done."""

    def __init__(self, out: OutputWrapper) -> None:
        self.out = out
        self.is_terminal = out.isatty()
        self.step = ""
        self.started = self.drawn = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end_step()

    def __call__(self, step: str, share: float) -> None:
        """Show that ``share`` of ``step`` is done."""
        now = time.monotonic()
        if step != self.step:
            self._end_step()
            self.step, self.started, self.drawn = step, now, 0.0
        if self.is_terminal and (now - self.drawn > REDRAW_SECONDS or share >= 1):
            self.drawn = now
            filled = "█" * round(share * WIDTH)
            self.out.write(f"\r  {self.step:<34} {filled:<{WIDTH}} {share:4.0%}", ending="")
            self.out.flush()

    def _end_step(self) -> None:
        if self.step:
            seconds = f"{time.monotonic() - self.started:.1f} s"
            self.out.write(f" {seconds}" if self.is_terminal else f"  {self.step}: {seconds}")
        self.step = ""
