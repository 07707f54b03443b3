"""Samples of spans of the calendar: months, years, school years, periods."""

from datetime import date

from tests.support.kinds.samples import Samples, as_shown

ORDERS = ("before", "after", "not_before", "not_after")
STAY = {"start": "1/3/2026", "end": "15/3/2026"}
KEPT = {"start": "2026-03-01", "end": "2026-03-15"}


def current(today: date) -> str:
    """Return the school year that counts on a day."""
    year = today.year if today.month >= 7 else today.year - 1
    return f"{year}-{year + 1}"


SAMPLES = {
    "month": Samples(
        typed="03/2026",
        understood=[
            ({}, typed, "2026-03", "mars 2026")
            for typed in ("3/2026", "03 2026", "032026", "mars 2026", "März 2026", "2026-03", "maart 2026")
        ]
        + [({"min": "2026-03", "max": "today"}, "11/2026", "2026-11", "novembre 2026")],
        refused=[
            ({}, "13/2026", "indiquez le mois et l’année, comme 03/2026"),
            ({}, "mars", "indiquez le mois et l’année"),
            ({}, "2026", "indiquez le mois et l’année"),
            ({}, "03/26", "indiquez le mois et l’année"),
            ({}, "03/1200", "indiquez une année à partir de 1850"),
            ({"min": "2026-03"}, "02/2026", "indiquez mars 2026 ou plus tard"),
            ({"max": "today - 1 month"}, "11/2026", "indiquez octobre 2026 ou plus tôt"),
        ],
        tried=["", "07/2027", "7 2027", "juillet 2027", "06/2027", "08.2027", "13/2027", "bientôt"],
        compared={
            "equals": ["2027-07"],
            "one_of": [["2027-07", "2027-08"]],
            **{word: ["2027-07", "today"] for word in ORDERS},
        },
        retyped=as_shown,
    ),
    "year": Samples(
        typed="2024",
        understood=[
            ({}, " 2024 ", 2024, "2024"),
            ({}, "٢٠٢٤", 2024, "2024"),
            ({"min": "today - 2 years", "max": "today"}, "2026", 2026, "2026"),
        ],
        refused=[
            ({}, "24", "indiquez l’année en quatre chiffres, comme 2026"),
            ({}, "2 024", "indiquez l’année en quatre chiffres"),
            ({"min": 2020}, "2019", "indiquez une année à partir de 2020"),
            ({"max": "today - 2 years"}, "2025", "indiquez 2024 ou une année antérieure"),
        ],
        tried=["", "2024", "2025", "24", "deux mille"],
        compared={"equals": [2024], "one_of": [[2024, 2025]], "at_least": [2025], "at_most": [2024]},
        retyped=as_shown,
    ),
    "school_year": Samples(
        typed=current,
        understood=[
            ({}, "2026-2027", "2026-2027", "2026-2027"),
            ({"past": 3}, "2023-2024", "2023-2024", "2023-2024"),
        ],
        refused=[
            ({}, "2020-2021", "choisissez une des années scolaires proposées"),
            ({}, "2026", "choisissez"),
        ],
        tried=["", "2026-2027", "2025-2026", "1920-1921"],
        tried_with={"past": 50, "future": 10},
        compared={"equals": ["2026-2027"], "one_of": [["2026-2027", "2025-2026"]]},
        emptied=None,
    ),
    "period": Samples(
        typed=STAY,
        understood=[
            ({}, STAY, KEPT, "du 1er mars 2026 au 15 mars 2026"),
            (
                {},
                STAY | {"end": "01032026"},
                KEPT | {"end": "2026-03-01"},
                "du 1er mars 2026 au 1er mars 2026",
            ),
        ],
        refused=[
            ({}, STAY | {"end": ""}, "Champ, Dernier jour\u00a0»\u00a0: indiquez ce jour"),
            ({}, STAY | {"end": "28/2/2026"}, "il précède le premier jour"),
            ({}, STAY | {"start": "31/2/2026"}, "février 2026 n’a que 28 jours"),
            ({"min": "2026-03-02"}, STAY, "indiquez le 2 mars 2026 ou une date plus récente"),
            ({"max": "2026-03-14"}, STAY, "indiquez le 14 mars 2026 ou une date plus ancienne"),
        ],
        tried=[{}, STAY, {"start": "1/3/2026"}, {"start": "1/3/2026", "end": "1/2/2026"}],
        emptied={"start": "", "end": ""},
    ),
}
