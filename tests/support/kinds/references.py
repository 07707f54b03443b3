"""Samples of numbers of other registers."""

from tests.support.kinds.numbered import ONE_WRONG
from tests.support.kinds.samples import Samples, as_shown

SAMPLES = {
    "structured_communication": Samples(
        typed="+++090/9337/55493+++",
        understood=[
            ({}, typed, "090933755493", "+++090/9337/55493+++")
            for typed in ("+++090/9337/55493+++", "***090/9337/55493***", "090933755493", "090 9337 55493")
        ]
        + [({}, "000/0000/09797", "000000009797", "+++000/0000/09797+++")],
        refused=[
            ({}, "+++090/9337/55494+++", ONE_WRONG),
            ({}, "+++090/9337/5549+++", "il faut 12 chiffres, vous en avez écrit 11"),
            ({}, "facture 12", "recopiez les douze chiffres de la communication"),
        ],
        tried=["", "090/9337/55493", "090933755493", "090/9337/55494"],
        retyped=as_shown,
    ),
    "ean": Samples(
        typed="5412345000013",
        understood=[
            ({}, "5 412345 000013", "5412345000013", "5412345000013"),
            ({}, "73513537", "73513537", "73513537"),
            ({}, "036000291452", "036000291452", "036000291452"),
        ],
        refused=[
            ({}, "5412345000014", ONE_WRONG),
            ({}, "541234500001", ONE_WRONG),
            ({}, "54123", "il faut 13 chiffres, vous en avez écrit 5"),
            ({}, "vélo", "recopiez les chiffres qui se trouvent sous le code-barres"),
        ],
        tried=["", "5412345000013", "5 412345 000013", "5412345000014"],
        retyped=as_shown,
    ),
    "plate": Samples(
        typed="1-ABC-234",
        understood=[
            ({}, "1abc234", "1-ABC-234", "1-ABC-234"),
            ({}, "abc 123", "ABC-123", "ABC-123"),
            ({}, "123.abc", "123-ABC", "123-ABC"),
            ({}, "Q-ABC-123", "Q-ABC-123", "Q-ABC-123"),
        ],
        refused=[
            ({}, "1-AB-234", "indiquez une plaque belge telle qu’elle est écrite, comme 1-ABC-234"),
            ({}, "AB-123-CD", "indiquez une plaque belge"),
        ],
        tried=["", "1-ABC-234", "1abc234", "AB-123-CD"],
        retyped=as_shown,
    ),
    "capakey": Samples(
        typed="92094A0123/00B000",
        understood=[
            ({}, "92094A0123/00B000", "92094A0123/00B000", "92094A0123/00B000"),
            ({}, "92094a0123 00_002", "92094A0123/00_002", "92094A0123/00_002"),
        ],
        refused=[
            ({}, "92094A123/00B000", "recopiez la référence cadastrale (capakey) de la parcelle"),
            ({}, "Namur 1ère division", "recopiez la référence cadastrale"),
        ],
        tried=["", "92094A0123/00B000", "92094a012300b000", "92094A0123"],
        retyped=as_shown,
    ),
}
