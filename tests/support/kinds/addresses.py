"""Samples of postal addresses."""

from tests.support.kinds.samples import Samples

SOMEWHERE = {"street": "Rue de Fer", "number": "12", "box": "", "postcode": "5000", "locality": "Namur"}
ADDRESS = {"street": "Rue du Pont", "number": "12", "postcode": "5000", "locality": "Namur"}
ABROAD = ADDRESS | {"box": "B2", "postcode": "L-1234", "country": "LU"}

SAMPLES = {
    "address": Samples(
        typed=SOMEWHERE,
        understood=[
            ({}, ADDRESS, ADDRESS | {"country": "BE"}, "Rue du Pont 12\n5000 Namur"),
            ({}, ABROAD, ABROAD, "Rue du Pont 12 boîte B2\nL-1234 Namur\nLuxembourg"),
        ],
        refused=[
            ({}, {"street": "Rue du Pont"}, "indiquez le numéro, ou « s/n » s’il n’y en a pas"),
            ({}, ADDRESS | {"postcode": "50000"}, "quatre chiffres"),
            ({}, ADDRESS | {"country": "XX"}, "choisissez un des pays proposés"),
            ({}, ADDRESS | {"locality": "x" * 101}, "raccourcissez à 100 caractères au plus"),
            ({"in_wallonia": True}, ADDRESS | {"postcode": "1000"}, "code postal est wallon"),
        ],
        tried=[
            {},
            {"country": "BE"},
            {"street": "Rue de Fer", "country": "BE"},
            {**SOMEWHERE, "country": "BE"},
            {**SOMEWHERE, "country": "FR"},
            {**SOMEWHERE, "postcode": "50000", "country": "BE"},
        ],
        emptied={**dict.fromkeys(SOMEWHERE, ""), "country": "BE"},
    ),
}
