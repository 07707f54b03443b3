"""One made-up enterprise, as lines of the official files: the same seed, rank and revision, the same lines.

Forty per cent are self-employed people, without an address of their own. Each revision changes one part:
names, address, activities, situation or establishments.
"""

from __future__ import annotations

from random import Random

from monespace.simulators.bce.open_data.words import (
    FIRST_NAMES,
    FORMS,
    NACE,
    SITUATIONS,
    STREETS,
    SURNAMES,
    SYLLABLES,
    TOWNS,
    TRADES,
)

PARTS = ("names", "address", "activities", "situation", "establishments")
NATURAL_SHARE = 0.4
WITHOUT_ACTIVITY_SHARE = 0.35
TRADE_NAME_SHARE = 0.2
BRAND_SHARE = 0.5
FORM_IN_NAME_SHARE = 0.3
SECOND_LANGUAGE_SHARE = 0.15
ABBREVIATION_SHARE = 0.2
NAMED_PLACE_SHARE = 0.5
LANGUAGES = ("1", "2", "1", "2", "1", "3", "4", "0")
PLACES = (0, 0, 0, 1, 1, 1, 1, 1, 2, 3)
FIRST_ENTERPRISE, ENTERPRISE_STEP = 2_000_000, 4
FIRST_ESTABLISHMENT, ESTABLISHMENT_STEP = 20_000_000, 8

Row = tuple[str, ...]
Lines = dict[str, list[Row]]


def enterprise_number(rank: int) -> str:
    """Return the number of the enterprise of that rank: ``0200.000.079``."""
    digits = _with_check(FIRST_ENTERPRISE + rank * ENTERPRISE_STEP)
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def establishment_number(rank: int, place: int) -> str:
    """Return the number of one of its establishments: ``2.000.000.006``."""
    digits = _with_check(FIRST_ESTABLISHMENT + rank * ESTABLISHMENT_STEP + place)
    return f"{digits[0]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}"


def lines_of(seed: int, rank: int, revision: int = 0) -> Lines:
    """Return every line about the enterprise and its establishments, by file."""
    dice = {part: Random(_key(seed, rank, place, revision)) for place, part in enumerate(PARTS)}  # noqa: S311
    number, is_natural = enterprise_number(rank), _is_natural(seed, rank)
    form = "" if is_natural else dice["situation"].choice(tuple(FORMS))
    situation = dice["situation"].choices(tuple(SITUATIONS), (96, 3, 1))[0]
    start = f"{1 + rank % 28:02}-{1 + rank % 12:02}-{1970 + rank % 55}"
    places = dice["establishments"].choice(PLACES)
    establishments: list[Row] = [
        (establishment_number(rank, place), start, number) for place in range(places)
    ]
    own = "" if is_natural or rank % 7 else form
    return {
        "enterprise": [(number, "AC", situation, "1" if is_natural else "2", form, own, start)],
        "establishment": establishments,
        "denomination": [
            *_names(dice["names"], number, is_natural=is_natural, form=form),
            *_trade_names(dice["names"], [row[0] for row in establishments]),
        ],
        "address": [
            *([] if is_natural else [_address(dice["address"], number, "REGO")]),
            *(_address(dice["address"], row[0], "BAET") for row in establishments),
        ],
        "activity": _activities(dice["activities"], number),
    }


def _key(seed: int, rank: int, place: int, revision: int) -> int:
    """Return the dice's seed: it changes for one part from a revision to the next."""
    version = (revision + place) // len(PARTS)
    return ((seed * 10_000_019 + rank) * len(PARTS) + place) * 1_000 + version


def _is_natural(seed: int, rank: int) -> bool:
    return Random(seed * 10_000_019 + rank).random() < NATURAL_SHARE  # noqa: S311


def _with_check(sequence: int) -> str:
    return f"{sequence:08}{97 - sequence % 97:02}"


def _brand(dice: Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=3)).capitalize()


def _names(dice: Random, number: str, *, is_natural: bool, form: str) -> list[Row]:
    language = dice.choice(LANGUAGES)
    if is_natural:
        rows: list[Row] = [(number, language, "001", f"{dice.choice(FIRST_NAMES)} {dice.choice(SURNAMES)}")]
        if dice.random() < TRADE_NAME_SHARE:
            rows.append((number, language, "003", f"{_trade(dice, language)} {_brand(dice)}"))
        return rows
    core = _brand(dice) if dice.random() < BRAND_SHARE else dice.choice(SURNAMES)
    suffix = f" {FORMS[form][0]}" if dice.random() < FORM_IN_NAME_SHARE else ""
    rows = [(number, language, "001", f"{_trade(dice, language)} {core}{suffix}")]
    if dice.random() < SECOND_LANGUAGE_SHARE:
        other = "2" if language == "1" else "1"
        rows.append((number, other, "001", f"{_trade(dice, other)} {core}{suffix}"))
    if dice.random() < ABBREVIATION_SHARE:
        rows.append((number, language, "002", _brand(dice)[:4].upper()))
    return rows


def _trade(dice: Random, language: str) -> str:
    return dice.choice(TRADES.get(language, TRADES["1"]))


def _trade_names(dice: Random, numbers: list[str]) -> list[Row]:
    named = [number for number in numbers if dice.random() < NAMED_PLACE_SHARE]
    return [(number, "1", "003", f"{_trade(dice, '1')} « {_brand(dice)} »") for number in named]


def _address(dice: Random, number: str, kind: str) -> Row:
    postcode, town_fr, town_nl = dice.choice(TOWNS)
    street_fr, street_nl = dice.choice(STREETS)
    house, box = str(dice.randint(1, 300)), dice.choice(("", "", "", "", "A", "3"))
    return (number, kind, "", "", postcode, town_nl, town_fr, street_nl, street_fr, house, box, "", "")


def _activities(dice: Random, number: str) -> list[Row]:
    if dice.random() < WITHOUT_ACTIVITY_SHARE:
        return []
    main, other = dice.sample(tuple(NACE), 2)
    return [
        (number, "001", "2008", main, "MAIN"),
        (number, "001", "2025", main, "MAIN"),
        (number, "001", "2025", other, "SECO"),
    ]
