"""Samples of texts, e-mail addresses and phone numbers."""

from tests.support.kinds.samples import Samples, as_shown

SAMPLES = {
    "text": Samples(
        typed="Réponse",
        understood=[
            ({}, "  Jean \t Dupont ", "Jean Dupont", "Jean Dupont"),
            ({}, "section C,\vn° 123\u200b", "section C, n° 123", "section C, n° 123"),
        ],
        refused=[
            ({"max_length": 5}, "trop long", "caractères, 5 au plus"),
            ({"min_length": 3}, "ab", "au moins 3 caractères"),
        ],
        tried=["", " ", "oui", " oui ", "Oui", "o\u0301ui", "x" * 201, "\x00oui"],
        compared={"equals": ["oui"], "one_of": [["oui", "non"]]},
    ),
    "long_text": Samples(
        typed="Une réponse un peu plus longue,\r\nsur deux lignes.",
        understood=[
            ({}, "Un\r\ndeux\n", "Un\ndeux", "Un\ndeux"),
            ({}, "Un\u2028de\u00adux\u202e", "Un\ndeux", "Un\ndeux"),
        ],
        refused=[({"max_length": 5}, "trop long", "caractères, 5 au plus")],
        tried=["", "\r\n", "Une ligne\r\nDeux", "x" * 2001],
    ),
    "email": Samples(
        typed="personne@exemple.be",
        understood=[
            ({}, " Jean@Exemple.BE ", "Jean@exemple.be", "Jean@exemple.be"),
            ({}, "camille@exemple.be\u200b", "camille@exemple.be", "camille@exemple.be"),
        ],
        refused=[({}, "jean@", "indiquez une adresse e-mail complète")],
        tried=["", "camille@exemple.be", " camille@EXEMPLE.be ", "camille@", "camille"],
        retyped=as_shown,
    ),
    "phone": Samples(
        typed="081 33 44 55",
        understood=[
            ({}, "0470 12 34 56", "+32470123456", "+32 470 12 34 56"),
            ({}, "+33 1 42 68 53 00", "+33142685300", "+33 1 42 68 53 00"),
            ({}, "\u202a+32 470 12 34 56\u202c", "+32470123456", "+32 470 12 34 56"),
        ],
        refused=[({}, "12", "indiquez un numéro complet")],
        tried=["", "081 32 36 45", "+32 470 12 34 56", "12", "appelez-moi"],
        retyped=as_shown,
    ),
}
