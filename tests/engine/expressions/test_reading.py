"""Formulas are read as people write them; what cannot be read is refused in words, and nothing is slow."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine.expressions import Misspelt, read_expression, read_relation
from tests.engine.expressions.strategies import FORMULAS


@given(FORMULAS)
def test_what_is_printed_is_read_again(formula):
    assert read_expression(formula.text()) == formula


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("(1 + 2) * 3", "(1 + 2) * 3"),
        ("8 - (3 - 2)", "8 - (3 - 2)"),
        ("(8 - 3) - 2", "8 - 3 - 2"),
        ("a × b ÷ 2 − 1", "a * b / 2 - 1"),
        ("- a * b", "-a * b"),
        ("-(a + b)", "-(a + b)"),
        ("velo.prix*20%", "velo.prix * 20 %"),
        ("min(prix , 250€)", "min(prix, 250 €)"),
        ("debut + 1 days", "debut + 1 day"),
        ("2026-01-31+2 week", "2026-01-31 + 2 weeks"),
        ("today - 18 years", "today - 18 years"),
        (1250, "1250"),
        (0.5, "0.5"),
    ],
)
def test_signs_bind_as_everybody_learned(written, printed):
    assert read_expression(written).text() == printed


@pytest.mark.parametrize("symbol", ["=", "!=", "<", "<=", ">", ">=", "≠", "≤", "≥"])
def test_a_comparison_has_two_sides(symbol):
    left, read, right = read_relation(f"fin {symbol} debut + 30 days")
    assert (left.text(), right.text()) == ("fin", "debut + 30 days")
    assert read in {"=", "!=", "<", "<=", ">", ">="}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "at the beginning stands nothing more: a number, a day or the name of a field is expected"),
        ("prix *", "after “prix *” stands nothing more"),
        ("prix 20", "a sign is missing before it"),
        ("1 250", "write a number without spaces, as 1250.50"),
        ("0,5", "write a number as 1250 or 1250.50"),
        ("1.234.567", "write a number as 1250"),
        ("1e9", "a number may have one of these units: %, €, days, weeks, months, years"),
        ("1e999999999", "a number may have one of these units"),
        ("9" * 16, "of 15 digits at most"),
        ("9 ** 9", "a number, a day or the name of a field is expected"),
        ("prix ^ 2", "there are no powers here"),
        ("30 jours", "a number may have one of these units"),
        ("1.5 months", "days, weeks, months and years are whole numbers"),
        ("250 EUR", "write €"),
        ("2026-02-30", "this is no day of the calendar"),
        ("somme(prix)", "it is no function; known are min, max"),
        ("min(prix", "a bracket “)” is missing"),
        ("prix)", "a sign is missing before it"),
        ("prix > 3", "a value is expected here, not a comparison"),
        ("prix; import os", "a sign is missing before it"),
        ("__import__('os')", "it is no function"),
        ("(" * 60, "nests deeper than 30"),
        ("-" * 60 + "1", "nests deeper than 30"),
        ("1" + "+1" * 150, "more than 100 parts"),
        ("1" * 501, "500 characters at most"),
        (True, "a formula is expected"),
        (None, "a formula is expected"),
        (["a"], "a formula is expected"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_write(written, reason):
    assert read_expression("prix * 20 %")
    with pytest.raises(Misspelt) as refusal:
        read_expression(written)
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("fin", "a comparison is expected: =, !=, <, <=, > or >="),
        ("fin == debut", "write = once"),
        ("debut <= milieu <= fin", "for two, write {all: [first, second]}"),
        ("fin > debut and fin < milieu", "write {all: [first, second]}"),
        ("fin > debut or fin < milieu", "write {any: [first, second]}"),
        ("not fin > debut", "write {not: condition}"),
        ("fin >", "after “fin >” stands nothing more"),
    ],
)
def test_what_is_no_comparison_is_refused_with_what_to_write(written, reason):
    assert read_relation("fin > debut")
    with pytest.raises(Misspelt) as refusal:
        read_relation(written)
    assert reason in str(refusal.value)


@given(st.text(max_size=60) | st.from_regex(r"[a-z0-9 .,+*/()<>=%€-]{0,60}", fullmatch=True))
def test_whatever_is_written_is_read_or_refused(written):
    for read in (read_expression, read_relation):
        with suppress(Misspelt):
            assert read(written)
