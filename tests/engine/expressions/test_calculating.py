"""Formulas are calculated exactly, and once they make sense they never fail, whatever is answered."""

from __future__ import annotations

from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine.dates import Day
from dossiers.engine.expressions import Senseless, Sort, halves_up, joined, read_expression, read_relation
from dossiers.engine.expressions.values import Percentage, holds
from tests.engine.expressions.strategies import ANSWERS, DECIMALS, PAIRS, PYTHON, SENSIBLE, sort_of
from tests.engine.samples import TODAY

TYPES = {
    Sort.DAY: date,
    Sort.TIME: time,
    Sort.DAYS: Day,
    Sort.MONTHS: Day,
    Sort.TEXT: str,
}


@given(SENSIBLE, ANSWERS)
def test_what_makes_sense_never_fails(formula, answers):
    value = formula.value(answers.get, TODAY)
    assert value is None or isinstance(value, TYPES.get(sort_of(formula), Fraction))
    if value is None:
        assert set(formula.references()) - set(answers) or "/" in formula.text()


@given(PAIRS, ANSWERS, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
def test_what_can_be_compared_never_fails(pair, answers, symbol):
    values = [one.value(answers.get, TODAY) for one in pair]
    if None not in values:
        assert holds(values[0], symbol, values[1]) in {True, False}


@given(DECIMALS, DECIMALS, st.sampled_from("+-*"))
def test_numbers_are_counted_as_exact_decimals(one, other, symbol):
    answers = {"un": one, "autre": other}
    value = read_expression(f"un {symbol} autre").value(answers.get, TODAY)
    with localcontext(prec=60):
        assert value == Fraction(PYTHON[symbol](one, other))


@given(DECIMALS, st.integers(1, 1000))
def test_nothing_is_rounded_before_the_end(amount, parts):
    value = read_expression(f"prix / {parts} * {parts}").value({"prix": amount}.get, TODAY)
    assert value == Fraction(amount)


@given(st.decimals(-(10**12), 10**12, places=6), st.integers(0, 5))
def test_halves_are_rounded_up_as_by_hand(number, places):
    rounded = halves_up(Fraction(number), places)
    assert rounded == number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert -rounded.as_tuple().exponent == places


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(-4, 1000), 2, "0.00"),
        (Fraction(1, 3), 2, "0.33"),
        (Fraction(10**40 + 1, 2), 0, str((10**40 + 2) // 2)),
    ],
)
def test_rounding_is_exact_however_large(number, places, expected):
    assert str(halves_up(number, places)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("prix * 20 %", Fraction("250.25")),
        ("prix * part", Fraction("156.40625")),
        ("min(prix * 20 %, 200 €)", Fraction(200)),
        ("max(prix, 2000 €)", Fraction(2000)),
        ("prix / 2000 €", Fraction("0.625625")),
        ("round_down(prix / 50 €) * 50 €", Fraction(1250)),
        ("round_up(prix)", Fraction(1252)),
        ("prix / (jours - 3)", None),
        ("if_missing(absent, 5 €) + prix", Fraction("1256.25")),
        ("absent + prix", None),
        ("debut + 30 days", date(2026, 3, 2)),
        ("debut + 1 month", date(2026, 2, 28)),
        ("debut - 1 year", date(2025, 1, 31)),
        ("debut + jours * 1 week", date(2026, 2, 21)),
        ("fin - debut", Day(days=28)),
        ("(fin - debut) / 1 day", Fraction(28)),
        ("debut + 9999999 days", date.max),
        ("debut - 999999999999999 years", date.min),
        ("year(debut) - 2", Fraction(2024)),
        ("today", TODAY),
    ],
)
def test_formulas_count_as_people_do(written, expected):
    answers = {
        "prix": Decimal("1251.25"),
        "part": Percentage("12.5"),
        "jours": Decimal(3),
        "debut": date(2026, 1, 31),
        "fin": date(2026, 2, 28),
    }
    assert read_expression(written).value(answers.get, TODAY) == expected


NAMES = {
    "prix": Sort.MONEY,
    "jours": Sort.NUMBER,
    "part": Sort.PERCENTAGE,
    "debut": Sort.DAY,
    "fin": Sort.DAY,
    "heure": Sort.TIME,
    "nom": Sort.TEXT,
}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("prix + 100", "“100” is a number: they cannot be added; an amount is written with its sign: 100 €"),
        ("prix * prix", "they cannot be multiplied"),
        ("part + 5", "a percentage is written with its sign: 50 %"),
        ("fin - 30", "time is written with its unit: 30 days"),
        ("debut + fin", "they cannot be added"),
        ("30 days + 1 month", "months have no fixed number of days; add them to a day"),
        ("30 days - debut", "they cannot be subtracted"),
        ("heure + 30 days", "they cannot be added"),
        ("nom + nom", "they cannot be added"),
        ("-nom", "it has no opposite"),
        ("-debut", "it has no opposite"),
        ("prix / debut", "they cannot be divided"),
        ("5 / prix", "they cannot be divided"),
        ("min(prix, 250)", "they are not alike; an amount is written with its sign"),
        ("min(prix)", "“min” is written min(a, b), the lesser one"),
        ("min(1 month, 2 months)", "“min” cannot be given a number of months"),
        ("year(prix)", "“year” cannot be given an amount"),
        ("round_down(debut)", "cannot be given a day"),
        ("if_missing(nom, nom)", "cannot be given a text"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_write(written, reason):
    assert read_expression("prix * part").sort(NAMES.__getitem__) is Sort.MONEY
    with pytest.raises(Senseless) as refusal:
        read_expression(written).sort(NAMES.__getitem__)
    assert reason in str(refusal.value)


def test_a_comparison_that_nobody_can_make_is_told_apart():
    left, _symbol, right = read_relation("prix / 100 € >= part")
    assert joined(left.sort(NAMES.__getitem__), right.sort(NAMES.__getitem__)) is Sort.PERCENTAGE
