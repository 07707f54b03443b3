"""Samples of dates."""

from datetime import date, timedelta

from tests.support.kinds.samples import Samples

ORDERS = ("before", "after", "not_before", "not_after")
WRITTEN = "%d/%m/%Y"


def recently(today: date) -> str:
    """Return a day that most questions about the past take."""
    return (today - timedelta(days=10)).strftime(WRITTEN)


SAMPLES = {
    "date": Samples(
        typed=recently,
        understood=[
            ({}, typed, "2026-03-07", "7 mars 2026")
            for typed in (
                "7/3/2026",
                "07-03-2026",
                "07.03.2026",
                "2026-03-07",
                "07 03 2026",
                " 7 / 3 / 2026 ",
            )
        ],
        refused=[
            ({}, "31/02/2026", "février 2026 n’a que 28 jours"),
            ({}, "7 mars 26", "07/03/2026 ou 07/03/1926"),
            ({"max": "today"}, "24/11/2026", "indiquez le 23 novembre 2026 ou une date plus ancienne"),
            (
                {"min": "today - 1 month"},
                "22/10/2026",
                "indiquez le 23 octobre 2026 ou une date plus récente",
            ),
        ],
        tried=[
            "",
            "21/07/2027",
            "21-7-2027",
            "2027-07-21",
            "20.07.2027",
            "22 07 2027",
            "31/02/2027",
            "demain",
        ],
        compared={
            "equals": ["2027-07-21"],
            "one_of": [["2027-07-21", "2027-07-22"]],
            **{word: ["2027-07-21", "today"] for word in ORDERS},
        },
        retyped=lambda _asked, day: day.strftime(WRITTEN),
    ),
}
