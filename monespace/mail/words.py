"""Words of one person that reach another's mailbox: what they may hold, and how mails write them (ADR 0061).

Forms refuse what leads away from the portal. Whatever is stored all the same, or comes from a register, is
written in mails so that no reader of mails makes a link of it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monespace.common.long_texts import UncutText
from monespace.common.text import isolated, one_line, western_digits

LONGEST_WORDS: Final = 200
DOTS: Final = str.maketrans(dict.fromkeys("。．｡․", "."))
LETTERS: Final = r"[^\W\d_]"

# What people and mail readers take for a link or an address.
LINK: Final = re.compile(
    rf"\S*[:/]/\S*|\b(?:mailto|tel|sms|javascript|data):\S*|\bwww\b\S*|\bh(?:tt|xx)ps?\b\S*|\S*@\S+"
    rf"|[\w-]{{2,}}(?:\.[\w-]+)*\.(?:{LETTERS}{{2,}}|xn--[\w-]+)\b\S*"  # exemple.be, but not « p.ex. »
    rf"|\b\w(?:\.[\w-]+)*\.(?:be|biz|cc|co|com|de|eu|fr|info|io|it|li|lu|ly|me|net|nl|org|ru|to|tv|uk|us|ws)\b\S*"
    rf"|\b\w+(?:\.\w+)+/\S*|\b\d{{1,3}}(?:\.\d{{1,3}}){{3}}\b"
    # What only people read as one: « exemple .be », « exemple[.]be », « x (at) y », « exemple point be ».
    rf"|\S+\s+\.\s?{LETTERS}{{2,}}\b|\S*\s?[\[({{]\s?(?:\.|@|dot|at|point|punt|punkt|arobase)\s?[\])}}]\s?\S*"
    rf"|\S+\s(?:dot|point|punt|punkt)\s(?:be|com|net|org)\b",
    re.IGNORECASE,
)
# Eight figures or more that only spaces and marks part: a telephone, an account, a card. Dates, two years,
# hours and amounts are none.
NUMBER: Final = re.compile(r"\+?\d(?:[\s().:/|_*·—–-]{0,3}\d|,\d){7,}")
YEAR: Final = r"(?:19|20)\d{2}"
DAY_MONTH: Final = r"(?:0?[1-9]|[12]\d|3[01])\s?[./-]\s?(?:0?[1-9]|1[0-2])"
HARMLESS: Final = (
    rf"(?:{DAY_MONTH}\s?[./-]\s?{YEAR}|{YEAR}-(?:0[1-9]|1[0-2])-[0-3]\d|{YEAR}\s?[/–-]\s?{YEAR}"
    r"|(?:[01]?\d|2[0-4]):[0-5]\d|\d{1,3}(?:[. ]\d{3})*,\d\d)"
)
NO_NUMBER: Final = re.compile(rf"(?<![\d.,:/-]){HARMLESS}(?:\s?[–-]\s?{HARMLESS})?(?![\d.,:/-]*\d)")

SAYS_LINK = _(
    "« %(found)s » ressemble à un lien ou à une adresse. Ce texte part dans un e-mail de la Wallonie : "
    "n’y mettez ni lien ni adresse. Si une phrase finit là, ajoutez une espace après le point."
)
SAYS_NUMBER = _(
    "« %(found)s » ressemble à un numéro de téléphone ou de compte. Ce texte part dans un e-mail de la "
    "Wallonie : n’y mettez pas de tels numéros."
)

ADDRESS: Final = re.compile(r"[^\s@:/]+@[^\s@:/]+")
# Between two characters of a link: a space after it, and no link is left. Hours stay: 09:05.
JOINTS: Final = re.compile(
    rf"(?<=\w)\.(?={LETTERS}{{2}}|xn--)|(?<=\S)@(?=\S)|(?<=\w):(?!(?<=\d:)[0-5]\d\b)(?=\S)|(?<=[:/])/(?=\S)"
)
INNER_MARKS: Final = str.maketrans('«»“”„"', "‹›‘’‚'")


def plain_words(text: str) -> None:
    """Raise ValidationError for a text that would lead its reader to a site, a mailbox or a telephone."""
    plain = western_digits(unicodedata.normalize("NFKC", text).translate(DOTS))
    if link := LINK.search(plain):
        raise ValidationError(SAYS_LINK, code="link", params={"found": link[0][:60]})
    if number := NUMBER.search(NO_NUMBER.sub("…", plain)):
        raise ValidationError(SAYS_NUMBER, code="number", params={"found": number[0].strip()})


class MailedText(UncutText):
    """Words that somebody else reads in a mail: short, on one line, leading nowhere."""

    default_validators = [plain_words]

    def __init__(self, *, max_length: int = LONGEST_WORDS, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the words on one line, whatever ended their lines."""
        return one_line(super().to_python(value) or "")


def as_mailed(value: Any) -> Any:
    """Return a value as a mail's template gets it: a text on one line, of which no link can be made.

    Links to the portal stay, and a text that is an address of a mailbox whole. Other values stay too.
    """
    if not isinstance(value, str) or _is_own_link(value) or ADDRESS.fullmatch(value):
        return value
    return JOINTS.sub(r"\g<0> ", isolated(value).translate(DOTS))


def quoted(text: str, *, longest: int | None = LONGEST_WORDS) -> str:
    """Return words to be set between quotation marks, which they cannot close; cut beyond ``longest``."""
    words = one_line(text).translate(INNER_MARKS)
    return words if longest is None or len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _is_own_link(value: str) -> bool:
    return re.fullmatch(rf"{re.escape(settings.SITE_URL)}(?:/[\w/?=&%.+-]*)?", value) is not None
