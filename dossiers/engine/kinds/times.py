"""Questions answered by a time of day."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Final, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import BeforeValidator, WithJsonSchema

from dossiers.engine.conditions import ordered
from dossiers.engine.expressions import Sort
from dossiers.engine.kinds.base import JSON, Facts, Message, Raw, Shown
from dossiers.engine.kinds.typed import TypedQuestion
from monespace.common.text import one_line, western_digits

ISO: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
HOURS: Final = "h(?:rs?|eures?)?|u(?:hr|ur)?"
TYPED: Final = re.compile(
    "(?:(?:à|um|om|at) )?"
    f"(?P<hours>[0-9]{{1,2}})(?: ?(?:[:.,]|{HOURS})? ?(?P<minutes>[0-9]{{2}}))?"
    rf"(?: ?(?:{HOURS}|min(?:ut(?:es?|en))?|mn))?(?: ?(?P<half>[ap])\.? ?m\.?)?"
)
"""Hours and minutes as written in French, German, Dutch and English, or as four figures."""
NAMED: Final = {
    **dict.fromkeys(("midi", "mittag", "middag", "midday", "noon"), time(12)),
    **dict.fromkeys(("minuit", "mitternacht", "middernacht", "midnight"), time(0)),
}
HALF: Final = 12
MINUTE: Final = timedelta(minutes=1)
WRITTEN: Final = {"de": "{0.hour}:{0:%M} Uhr", "nl": "{0.hour}.{0:%M} uur", "en": "{0:%H:%M}"}
IN_FRENCH: Final = "{0.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{0:%M}"


def read_time(declared: Any) -> time:
    """Read ``08:30``, as a definition writes it; anything else is a ValueError."""
    if not isinstance(declared, str) or not ISO.fullmatch(declared):
        raise ValueError('a time of day is expected, in quotes: "08:30", from "00:00" to "23:59"')
    return time.fromisoformat(declared)


def time_text(declared: Any) -> str:
    """Return a declared time as text, once it has been checked."""
    return read_time(declared).isoformat(timespec="minutes")


def time_meant(operand: Any, today: date) -> time:
    """Return the time an operand means; ValueError when it means none."""
    del today
    return read_time(operand)


ordered(time, time_meant)

TimeText = Annotated[
    str, BeforeValidator(time_text), WithJsonSchema({"type": "string", "pattern": f"^{ISO.pattern}$"})
]


class TimeQuestion(TypedQuestion[time]):
    """A time of day to the minute, typed on one line.

    A text, not the browser's own input for times: that one shows hours as the browser is set, not as the page
    speaks, is three small inputs for those who use a keyboard or listen, and sends nothing for what is half
    typed, which would be lost. Figures alone are understood, for the keyboards of phones.
    """

    names_nobody = True
    inputmode = "numeric"
    width = "short"
    sort = Sort.TIME
    operators = frozenset({"answered", "equals", "one_of", "before", "after", "not_before", "not_after"})
    said = {
        "before": _("« %(label)s » : avant %(value)s"),
        "after": _("« %(label)s » : après %(value)s"),
        "not_before": _("« %(label)s » : à partir de %(value)s"),
        "not_after": _("« %(label)s » : jusqu’à %(value)s"),
    }

    kind: Literal["time"]
    min: TimeText | None = None
    max: TimeText | None = None

    @property
    def format_hint(self) -> Message:
        return _("Heures et minutes, par exemple 08:30 ou 0830.")

    def understand(self, raw: Raw, facts: Facts) -> time:
        del facts
        chosen = self.read(unicodedata.normalize("NFKC", western_digits(one_line(raw))).lower())
        if self.min is not None and chosen < (least := read_time(self.min)):
            raise self.error(_("« %(label)s » : indiquez %(limit)s ou plus tard."), limit=Shown(self, least))
        if self.max is not None and chosen > (most := read_time(self.max)):
            raise self.error(_("« %(label)s » : indiquez %(limit)s ou plus tôt."), limit=Shown(self, most))
        return chosen

    def read(self, text: str) -> time:
        """Return the time a text in small letters means; ValidationError when it means none."""
        if text in NAMED:
            return NAMED[text]
        found = TYPED.fullmatch(text)
        hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (0, 0)
        if found is None or (found["half"] and not 1 <= hours <= HALF):
            raise self.error(_("« %(label)s » : indiquez l’heure et les minutes, comme 08:30."))
        if found["half"]:
            hours = hours % HALF + (HALF if found["half"] == "p" else 0)
        try:
            return time(hours, minutes)
        except ValueError:
            raise self.error(
                _("« %(label)s » : indiquez une heure de 00:00 à 23:59. Minuit s’écrit 00:00.")
            ) from None

    def display(self, value: time, language: str) -> str:
        return WRITTEN.get(language[:2], IN_FRENCH).format(value)

    def payload(self, value: time) -> JSON:
        return value.isoformat(timespec="minutes")

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "string", "pattern": f"^{ISO.pattern}$"}

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        try:
            read_time(operand)
        except ValueError as error:
            return str(error)
        return None

    def compared(self, operand: Any, today: date) -> time:
        return time_meant(operand, today)

    def parameter_problems(self) -> list[tuple[str, str]]:
        if self.min is not None and self.max is not None and self.min > self.max:
            return [("min", f"min {self.min} is after max {self.max}")]
        return []

    def samples(self, operands: list[Any], today: date) -> list[object]:
        least, most = read_time(self.min or "00:00"), read_time(self.max or "23:59")
        named = [least, most, *(time_meant(operand, today) for operand in operands)]
        moments = [datetime.combine(date(2000, 1, 1), one) for one in named]
        near = {(moment + way * MINUTE).time() for moment in moments for way in (-1, 0, 1)}
        return [one for one in sorted(near) if least <= one <= most]
