"""Samples of numbers and amounts."""

from tests.support.kinds.samples import NBSP, Samples, as_shown

COMPARED = {"equals": [1000, 1], "one_of": [[1000, 1.5]], "at_least": [1000, 0], "at_most": [2, 1000]}


def euros(amount: str) -> dict[str, str]:
    """Return what a payload keeps of an amount."""
    return {"amount": amount, "currency": "EUR"}


SAMPLES = {
    "number": Samples(
        typed="3",
        understood=[
            ({}, "1 250", 1250, f"1{NBSP}250"),
            ({"decimals": 2}, "1,5", "1.50", "1,50"),
            ({"min": -5}, "−3", -3, "-3"),
        ],
        refused=[
            ({}, "douze", "indiquez un nombre en chiffres"),
            ({}, "1,5", "sans virgule"),
            ({"max": 7}, "8", "indiquez 7 au plus"),
            ({}, "-1", "indiquez 0 au moins"),
        ],
        tried=["", "1000", "1.000", "1 000", "1\u202f000", "1,5", "-3", "douze", "1,2,3", "999,9999"],
        tried_with={"decimals": 3},
        compared=COMPARED,
        retyped=as_shown,
    ),
    "percentage": Samples(
        typed="25",
        understood=[
            ({}, "12", 12, f"12{NBSP}%"),
            ({}, "12 %", 12, f"12{NBSP}%"),
            ({}, "12٪", 12, f"12{NBSP}%"),
            ({}, "12 pour cent", 12, f"12{NBSP}%"),
            ({"decimals": 2}, "12,5%", "12.50", f"12,50{NBSP}%"),
            ({"max": 250}, "250", 250, f"250{NBSP}%"),
        ],
        refused=[
            ({}, "101", f"indiquez 100{NBSP}% au plus"),
            ({}, "-1", f"indiquez 0{NBSP}% au moins"),
            ({}, "12,5", "indiquez un nombre entier"),
            ({}, "la moitié", "indiquez le pourcentage en chiffres, comme 12"),
        ],
        tried=["", "10", "10 %", "0", "100", "101", "12,5", "moitié"],
        compared={"equals": [10], "one_of": [[10, 100]], "at_least": [10, 0], "at_most": [2, 100]},
        retyped=as_shown,
    ),
    "money": Samples(
        typed="1250,00",
        understood=[
            ({}, "1.234,50", euros("1234.50"), f"1{NBSP}234,50{NBSP}€"),
            ({}, "1234.5", euros("1234.50"), f"1{NBSP}234,50{NBSP}€"),
            ({}, "€ 12", euros("12.00"), f"12,00{NBSP}€"),
            ({}, "12 eur", euros("12.00"), f"12,00{NBSP}€"),
            ({}, "1.234", euros("1234.00"), f"1{NBSP}234,00{NBSP}€"),
            ({}, "1,234.50", euros("1234.50"), f"1{NBSP}234,50{NBSP}€"),
        ],
        refused=[
            ({"max": 20000}, "20001", f"indiquez 20{NBSP}000,00{NBSP}€ au plus"),
            ({}, "1.2.3", "indiquez le montant en chiffres"),
        ],
        tried=["", "1000", "1.000", "1.000,00 €", "€ 1 000", "999,999", "mille", "-1"],
        compared=COMPARED,
        retyped=as_shown,
    ),
}
