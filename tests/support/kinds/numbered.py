"""Samples of official numbers."""

from tests.support.kinds.samples import Samples, as_shown

ONE_WRONG = "un chiffre est sans doute faux"

SAMPLES = {
    "iban": Samples(
        typed="BE71 0961 2345 6769",
        understood=[
            ({}, "be71 0961 2345 6769", "BE71096123456769", "BE71 0961 2345 6769"),
            (
                {},
                "BE71\u200b 0961\u202f2345\xa06769\u200b",
                "BE71096123456769",
                "BE71 0961 2345 6769",
            ),
        ],
        refused=[
            ({}, "BE71 0961 2345 6768", f"a le bon format, mais {ONE_WRONG}"),
            ({}, "BE44 0961 2345 6770", ONE_WRONG),
        ],
        tried=["", "BE71 0961 2345 6769", "be71096123456769", "BE72 0961 2345 6769"],
        retyped=as_shown,
    ),
    "niss": Samples(
        typed="78.03.14-901.47",
        understood=[({}, "78.03.14-901.47", "78031490147", "78.03.14-901.47")],
        refused=[({}, "78.03.14-901.48", ONE_WRONG)],
        tried=["", "12345678901", "78031490147", "00.00.00-000.00"],
        retyped=as_shown,
    ),
    "bce_number": Samples(
        typed="1999.990.144",
        understood=[({}, "BE 1999.990.144", "1999990144", "1999.990.144")],
        refused=[({}, "1999.990.145", ONE_WRONG)],
        tried=["", "1999.990.144", "1999990144", "1999.990.145"],
        retyped=as_shown,
    ),
    "establishment_number": Samples(
        typed="8.999.990.194",
        understood=[({}, "8.999.990.194", "8999990194", "8.999.990.194")],
        refused=[({}, "1999.990.144", "de 2 à 8")],
        tried=["", "8.999.990.194", "8.999.990.195"],
        retyped=as_shown,
    ),
}
