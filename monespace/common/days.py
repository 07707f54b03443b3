"""Days as people type them, in figures or with the month's name in four languages; and as written."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from monespace.common.text import one_line, western_digits

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

EARLIEST_YEAR: Final = 1850
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan januar janner jaenner januari january",
            "fevrier fevr fev feb februar februari february",
            "mars mar marz maerz mrz maart mrt march",
            "avril avr april apr",
            "mai mei may",
            "juin jun juni june",
            "juillet juil jul juli july",
            "aout aou august aug augustus",
            "septembre september sept sep",
            "octobre oct oktober okt october",
            "novembre november nov",
            "decembre dec dezember dez december",
        ),
        start=1,
    )
    for name in names.split()
}
"""Names and usual abbreviations in French, German, Dutch and English, without accents."""
SAYING_NOTHING: Final = {
    word
    for words in (
        "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim le du er e eme",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so den der dem am",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo de op ste",
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat",
        "sun on the of st nd rd th",
    )
    for word in words.split()
}
"""Days of the week, whole and short, small words, and endings of ordinal numbers."""
MARDI: Final = "mar"
"""Short for March too: a day of the week only where a month stands beside it."""
PIECES: Final = re.compile("[0-9]+|[a-z]+")
BETWEEN: Final = re.compile("[\\s./,'·\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]*")
RUN_TOGETHER: Final = {8: re.compile("(..)(..)(....)"), 6: re.compile("(..)(..)(..)")}
YEAR_RUN_TOGETHER: Final = re.compile("(....)(..)(..)")
YEAR_LENGTH: Final = 4
MONTHS_IN_A_YEAR: Final = 12
HOW_TO_WRITE = _("« %(label)s » : indiquez le jour, le mois et l’année, comme 27/03/2026 ou 27 mars 2026.")
YEAR_MISSING = _("« %(label)s » : ajoutez l’année, en quatre chiffres, comme 27/03/2026.")
DAY_MISSING = _("« %(label)s » : ajoutez le jour, comme 27/03/2026.")
SHORT_YEAR = _("« %(label)s » : indiquez l’année en quatre chiffres, %(recent)s ou %(earlier)s.")
YEAR_OF_FOUR = _("« %(label)s » : indiquez l’année en quatre chiffres, comme 27/03/2026.")
TOO_EARLY = _("« %(label)s » : indiquez une année à partir de %(year)s.")
NO_SUCH_MONTH = _("« %(label)s » : le mois va de 1 à 12. Indiquez d’abord le jour, puis le mois.")
NO_SUCH_DAY = _("« %(label)s » : %(month)s n’a que %(days)s jours.")
FIRST_OF_MONTH: Final = re.compile(r"^1(?=\s)")


class Typed(NamedTuple):
    """The figures of a day, as typed; an empty text where there are none."""

    day: str
    month: str
    year: str


def typed_day(text: str, *, label: object) -> date:
    """Return the day meant by ``27/3/2026``, ``1er avril 2026``, ``27032026`` or ``2026-03-27``.

    Raises ValidationError, which names ``label`` and the true cause.
    """

    def refuse(message: _StrOrPromise, **params: Any) -> NoReturn:
        raise ValidationError(message, code="invalid", params={"label": label, **params})

    typed = _figures(text)
    if typed is None or len(typed.day) > 2 or len(typed.month) > 2 or typed.day in {"0", "00"}:  # noqa: PLR2004 - as they are written
        refuse(HOW_TO_WRITE)
    if not 1 <= int(typed.month) <= MONTHS_IN_A_YEAR:
        refuse(NO_SUCH_MONTH)
    if not typed.year:
        refuse(YEAR_MISSING)
    if not typed.day:
        refuse(DAY_MISSING)
    start = f"{int(typed.day):02}/{int(typed.month):02}"
    if len(typed.year) == 2:  # noqa: PLR2004 - whose century is not said
        refuse(SHORT_YEAR, recent=f"{start}/20{typed.year}", earlier=f"{start}/19{typed.year}")
    if len(typed.year) != YEAR_LENGTH:
        refuse(YEAR_OF_FOUR)
    day, month, year = map(int, typed)
    if year < EARLIEST_YEAR:
        refuse(TOO_EARLY, year=EARLIEST_YEAR)
    last = calendar.monthrange(year, month)[1]
    if day > last:
        refuse(NO_SUCH_DAY, month=_named_month(year, month), days=last)
    return date(year, month, day)


def plain_words(text: str) -> str:
    """Return what is typed of a day or a month in small letters without accents, its figures western."""
    decomposed = unicodedata.normalize("NFKD", western_digits(one_line(text)).lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _figures(text: str) -> Typed | None:
    """Return the figures of a typed day; None when it is written in no known way."""
    plain = plain_words(text)
    if not BETWEEN.fullmatch(PIECES.sub("", plain)):
        return None
    pieces = [piece for piece in PIECES.findall(plain) if piece not in SAYING_NOTHING]
    names = [piece for piece in pieces if piece.isalpha()]
    numbers = [piece for piece in pieces if piece.isdigit()]
    if len(names) == 2 and names[0] == MARDI:  # noqa: PLR2004 - « mar. 27 mars 2026 »
        del names[0]
    if not names:
        return _in_figures(numbers)
    if len(names) > 1 or names[0] not in MONTHS:
        return None
    day, year = _day_and_year(numbers)
    return Typed(day, str(MONTHS[names[0]]), year) if len(numbers) in {1, 2} else None


def _in_figures(numbers: list[str]) -> Typed | None:
    """Return a day written without a month's name: day first, or year first as browsers send it."""
    if len(numbers) == 1 and (shape := RUN_TOGETHER.get(len(numbers[0]))):
        digits = numbers[0]
        day_first = Typed._make(shape.findall(digits)[0])
        if len(day_first.year) == YEAR_LENGTH and int(day_first.year) < EARLIEST_YEAR:
            return Typed._make(YEAR_RUN_TOGETHER.findall(digits)[0][::-1])
        return day_first
    if len(numbers) == 3:  # noqa: PLR2004 - day, month and year
        return Typed._make(numbers[::-1] if len(numbers[0]) >= YEAR_LENGTH else numbers)
    if len(numbers) != 2:  # noqa: PLR2004 - one of the three is missing
        return None
    if len(numbers[0]) >= YEAR_LENGTH:
        return Typed("", numbers[1], numbers[0])
    return Typed._make(["", *numbers] if len(numbers[1]) >= YEAR_LENGTH else [*numbers, ""])


def _day_and_year(numbers: list[str]) -> tuple[str, str]:
    """Return the figures beside a month's name, the year known by its length."""
    if len(numbers) == 1:
        return ("", numbers[0]) if len(numbers[0]) >= YEAR_LENGTH else (numbers[0], "")
    day, year = numbers[:2] if len(numbers) > 1 else ("", "")
    return (year, day) if len(day) >= YEAR_LENGTH else (day, year)


_named_month = lazy(lambda year, month: date_format(date(year, month, 1), "F Y"), str)


def written_day(day: date, style: str = "DATE_FORMAT") -> str:
    """Return ``day`` in one of Django's formats, in the reader's language.

    Formats can say « 1 janvier » only: whether the number takes its ending depends on the day.
    """
    written = date_format(day, style)
    is_french = (get_language() or "").startswith("fr")
    return FIRST_OF_MONTH.sub("1er", written) if is_french else written


def last_day_before(end: datetime) -> date:
    """Return the last day of something that is over at ``end``: a midnight ends the day before it."""
    return timezone.localdate(end - timedelta.resolution)


def written_until(end: datetime) -> str:
    """Return until when something may be done that is over at ``end``: a whole day, else a day and time.

    Nobody knows which day « le 31 décembre à 00:00 » belongs to.
    """
    local = timezone.localtime(end)
    if local.time() == time.min:
        return written_day(last_day_before(end))
    return written_day(local, "DATETIME_FORMAT")
