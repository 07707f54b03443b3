"""What one line of each official file becomes, and which lines are refused or left out."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.register.importing.errors import UnreadableExtract
from enterprises.register.importing.lines import SOURCES, deletion
from enterprises.register.importing.reading import Reader
from enterprises.register.importing.report import Rejections
from monespace.simulators.bce.open_data.extracts import COLUMNS
from monespace.simulators.bce.open_data.records import enterprise_number, establishment_number

NUMBER, DIGITS = "0203.430.576", "0203430576"
PLACE, PLACE_DIGITS = "2.175.653.085", "2175653085"
ADDRESS = f'"{NUMBER}","REGO",,,"5000","Namen","Namur","Ovenstraat","Rue du Four","12","A",,'


@pytest.fixture
def read(tmp_path):
    def reading(name: str, *lines: str, header: str = "") -> Reader:
        text = "\r\n".join([header or COLUMNS.get(name, "Category,Code,Language,Description"), *lines, ""])
        reader = Reader(
            io.StringIO(text), name, SOURCES[name], Rejections(tmp_path / "r.csv"), lambda _: None
        )
        reader.staged = list(reader.rows())
        return reader

    return reading


def test_an_enterprise_has_its_kind_situation_form_and_start(read):
    reader = read("enterprise", f'"{NUMBER}","AC","000","2","014","610","09-08-1960"')
    assert reader.staged == [(2, True, DIGITS, "2", "000", "610", date(1960, 8, 9))]


def test_the_form_as_it_stands_is_kept_when_no_newer_one_is_given(read):
    reader = read("enterprise", f'"{NUMBER}","AC","000","2","014",,"09-08-1960"')
    assert reader.staged[0][5] == "014"


def test_an_establishment_belongs_to_an_enterprise(read):
    reader = read("establishment", f'"{PLACE}","01-02-2020","{NUMBER}"')
    assert reader.staged == [(2, True, PLACE_DIGITS, date(2020, 2, 1), DIGITS)]


@pytest.mark.parametrize(
    ("code", "language"), [("0", ""), ("1", "fr"), ("2", "nl"), ("3", "de"), ("4", "en")]
)
def test_languages_are_numbered_as_the_bce_numbers_them(read, code, language):
    reader = read("denomination", f'"{NUMBER}","{code}","001","L’Épi, ""d’Or"""')
    assert reader.staged == [(2, True, DIGITS, language, "001", 'L’Épi, "d’Or"', "l epi d or")]


def test_an_old_number_of_nine_digits_gets_a_zero_in_front(read):
    reader = read("denomination", '"203.430.576","1","001","Ancienne"')
    assert reader.staged[0][2] == DIGITS


def test_an_address_is_french_when_it_can_be(read):
    dutch = f'"{NUMBER}","BAET",,,"9000","Gent",,"Veldstraat",,"1",,,'
    abroad = f'"{NUMBER}","ABBR","Frankrijk","France","75001","Parijs","Paris","Rue X","Rue X","1",,,'
    french, flemish, foreign = read("address", ADDRESS, dutch, abroad).staged
    assert french[3:] == (1, "", "5000", "Namur", "Rue du Four", "12", "A")
    assert flemish[3:] == (2, "", "9000", "Gent", "Veldstraat", "1", "")
    assert foreign[3:5] == (3, "France")


def test_what_the_portal_does_not_use_is_left_out(read):
    struck_off = ADDRESS.removesuffix(",") + ',"01-01-2020"'
    branch = '"9.000.006.626","1","004","Zweigstelle"'.replace("9.000.006.626", branch_number())
    assert read("address", struck_off).counts["left_out"] == 1
    assert read("denomination", branch).counts["left_out"] == 1
    activities = read(
        "activity",
        f'"{NUMBER}","001","2025","10711","SECO"',
        f'"{PLACE}","001","2025","10711","MAIN"',
        f'"{NUMBER}","001","2025","10711","MAIN"',
    )
    assert (activities.counts["left_out"], activities.counts["rows"]) == (2, 1)


def branch_number() -> str:
    return f"90000001{97 - 90000001 % 97:02}"


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("enterprise", '"0203.430.577","AC","000","2",,,', "wrong check digits"),
        ("enterprise", '"0203.430","AC","000","2",,,', "not ten digits"),
        ("enterprise", f'"{PLACE}","AC","000","2",,,', "not an enterprise number"),
        ("enterprise", f'"{NUMBER}","ST","000","2",,,', "status"),
        ("enterprise", f'"{NUMBER}","AC","000","3",,,', "type of enterprise"),
        ("enterprise", f'"{NUMBER}","AC","000"', "number of columns"),
        ("enterprise", "", "number of columns"),
        ("establishment", f'"{NUMBER}",,"{NUMBER}"', "not an establishment number"),
        ("denomination", f'"{NUMBER}","5","001","X"', "unknown language"),
        ("denomination", f'"{NUMBER}","1","005","X"', "type of denomination"),
        ("denomination", f'"{NUMBER}","1","001"," "', "empty"),
        ("denomination", f'"{NUMBER}","1","001","{"x" * 321}"', "longer than 320"),
        ("denomination", f'"{NUMBER}","1","001","X', "quotation mark"),
        ("denomination", f'"{NUMBER}","1","001","X"Y"Z"', "expected after"),
        ("denomination", f'"{NUMBER}","1","001","\ufffd"', "UTF-8"),
        ("denomination", f'"{NUMBER}","1","001","a\0b"', "UTF-8"),
        ("address", ADDRESS.replace("REGO", "HOME"), "type of address"),
        ("activity", f'"{NUMBER}","001","2025","X","MAIN"', "not an activity"),
        ("code", '"JuridicalForm","610","ES","Sociedad"', "unknown language"),
    ],
)  # fmt: skip
def test_a_bad_line_is_rejected_with_its_number_and_reason_and_the_next_one_read(read, name, line, reason):
    good = {
        "enterprise": f'"{NUMBER}","AC","000","2",,,',
        "establishment": f'"{PLACE}",,"{NUMBER}"',
        "denomination": f'"{NUMBER}","1","001","X"',
        "address": ADDRESS,
        "activity": f'"{NUMBER}","001","2025","10711","MAIN"',
        "code": '"JuridicalForm","610","FR","Société"',
    }[name]
    reader = read(name, good, line, good)
    assert [row[0] for row in reader.staged if row[1]] == [2, 4]
    assert reader.counts["rejected"] == 1
    [(file, number, said)] = reader.rejections.first
    assert (file, number) == (f"{name}.csv", 3)
    assert reason in said
    assert NUMBER not in said


@pytest.mark.parametrize(
    "day",
    [
        "31-02-2020",
        "00-00-0000",
        "2020-02-01",
        "01/02/2020",
        "1",
        "x",
        "01-02-20",
        " 01-02-2020",
        "²-1-2020",
        "9" * 50,
    ],
)
def test_what_is_no_day_is_left_out_of_its_line_alone(read, day):
    enterprises = read("enterprise", f'"{NUMBER}","AC","000","2",,,"{day}"')
    places = read("establishment", f'"{PLACE}","{day}","{NUMBER}"')
    for reader, column in ((enterprises, -1), (places, -2)):
        [row] = reader.staged
        assert (row[1], row[column]) == (True, None)
        assert reader.counts["rows"] == 1
        [(_file, line, reason)] = reader.rejections.first
        assert (line, "left out" in reason) == (2, True)


def test_a_part_of_an_address_that_is_too_long_is_left_out_alone(read):
    reader = read("address", ADDRESS.replace("5000", "5" * 21))
    assert reader.staged[0][2:] == (DIGITS, 1, "", "", "Namur", "Rue du Four", "12", "A")
    assert "too long" in reader.rejections.first[0].reason


def test_a_rejected_line_still_says_that_its_entity_is_listed(read):
    reader = read("enterprise", f'"{NUMBER}","AC","000","9",,,')
    assert reader.staged == [(2, False, DIGITS, None, None, None, None)]


def test_columns_are_found_by_name_and_new_ones_left_alone(read):
    header = "Denomination,New,TypeOfDenomination,Language,EntityNumber"
    assert read("denomination", f'"X","?","001","2","{NUMBER}"', header=header).staged[0][2:5] == (
        DIGITS,
        "nl",
        "001",
    )
    with pytest.raises(UnreadableExtract, match="Language"):
        read("denomination", header="EntityNumber,TypeOfDenomination,Denomination")


def test_a_deletion_names_an_entity(tmp_path):
    file = io.StringIO(f'EntityNumber\r\n"{PLACE}"\r\n')
    reader = Reader(file, "x", deletion("address"), Rejections(tmp_path / "r.csv"), lambda _: None)
    assert list(reader.rows()) == [(2, True, PLACE_DIGITS)]


@given(st.integers(min_value=0, max_value=1_900_000), st.integers(min_value=0, max_value=3))
def test_made_up_numbers_are_valid(rank, place):
    from monespace.common.identifiers import normalize_bce, normalize_establishment

    assert normalize_bce(enterprise_number(rank))
    assert normalize_establishment(establishment_number(rank, place))
