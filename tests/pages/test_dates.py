"""Days are written out as people of each language write them, in templates and in code."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.translation import override

from dossiers.engine.localise import localised_date
from monespace.common.days import written_day

FIRST, SECOND, ELEVENTH = date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 11)
WRITTEN = [
    ("fr", FIRST, "1er janvier 2026"),
    ("fr", SECOND, "2 janvier 2026"),
    ("fr", ELEVENTH, "11 janvier 2026"),
    ("de", FIRST, "1. Januar 2026"),
    ("nl", FIRST, "1 januari 2026"),
    ("en", FIRST, "1 January 2026"),
]


def rendered(template: str, **context: object) -> str:
    return engines["django"].from_string(template).render(context)


@pytest.mark.parametrize(("language", "day", "written"), WRITTEN)
def test_every_way_of_writing_a_day_agrees(language, day, written):
    with override(language):
        assert written_day(day) == written
        assert rendered('{{ day|date:"DATE_FORMAT" }}', day=day) == written
    assert localised_date(day, language) == written


def test_a_moment_is_written_in_local_time():
    newyear = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Brussels
    with override("fr"):
        assert rendered('{{ at|date:"DATE_FORMAT" }}', at=newyear) == "1er janvier 2026"
        assert rendered('{{ at|date:"DATETIME_FORMAT" }}', at=newyear).startswith("1er janvier 2026 ")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", "2 janvier 2026 à 09:05"),
        ("de", "2. Januar 2026 um 09:05 Uhr"),
        ("nl", "2 januari 2026 om 09:05 uur"),
        ("en", "2 January 2026 at 09:05"),
    ],
)
def test_a_moment_is_written_as_in_a_sentence(language, written):
    moment = datetime(2026, 1, 2, 8, 5, tzinfo=UTC)
    with override(language):
        assert rendered('{{ at|date:"DATETIME_FORMAT" }}', at=moment) == written


def test_short_english_day_stands_before_its_month():
    with override("en"):
        assert rendered('{{ day|date:"SHORT_DATE_FORMAT" }}', day=SECOND) == "02/01/2026"


def test_other_formats_and_nothing_stay_as_django_writes_them():
    with override("fr"):
        assert rendered('{{ day|date:"SHORT_DATE_FORMAT" }}', day=FIRST) == "01/01/2026"
        assert rendered('{{ day|date:"j/n" }}', day=FIRST) == "1/1"
        assert rendered('[{{ day|date:"DATE_FORMAT" }}]', day=None) == "[]"


MIDNIGHT = datetime(2026, 12, 30, 23, tzinfo=UTC)  # in Brussels, when the 30th ends


@pytest.mark.parametrize(
    ("language", "end", "written"),
    [
        ("fr", MIDNIGHT, "30 décembre 2026"),
        ("de", MIDNIGHT, "30. Dezember 2026"),
        ("nl", MIDNIGHT, "30 december 2026"),
        ("en", MIDNIGHT, "30 December 2026"),
        ("fr", datetime(2026, 7, 1, 22, tzinfo=UTC), "1er juillet 2026"),
        ("fr", datetime(2026, 3, 29, 22, tzinfo=UTC), "29 mars 2026"),
        ("fr", datetime(2026, 12, 30, 23, 1, tzinfo=UTC), "31 décembre 2026 à 00:01"),
        ("de", datetime(2026, 12, 30, 13, 5, tzinfo=UTC), "30. Dezember 2026 um 14:05 Uhr"),
    ],
)
def test_what_ends_at_midnight_may_be_done_until_the_day_before(language, end, written):
    with override(language):
        assert rendered("{{ end|until }}", end=end) == written


@pytest.mark.parametrize(
    ("end", "written"), [(MIDNIGHT, "30/12/2026"), (datetime(2026, 12, 30, 23, 1, tzinfo=UTC), "31/12/2026")]
)
def test_last_day_of_what_ends_is_a_day_on_which_it_lasts(end, written):
    with override("fr"):
        assert rendered('{{ end|last_day:"SHORT_DATE_FORMAT" }}', end=end) == written
