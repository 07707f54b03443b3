"""Samples of times of day."""

from tests.support.kinds.samples import NBSP, Samples, as_shown

SAMPLES = {
    "time": Samples(
        typed="08:30",
        understood=[
            *(
                ({}, typed, "08:30", f"8{NBSP}h{NBSP}30")
                for typed in ("8:30", "8h30", "08.30", "0830", "830", "08 30", " 8 H 30 ", "8\uff1a30")
            ),
            ({}, "٠٨:٣٠", "08:30", f"8{NBSP}h{NBSP}30"),
            ({}, "minuit", "00:00", f"0{NBSP}h{NBSP}00"),
            ({"min": "08:30", "max": "17:00"}, "17h", "17:00", f"17{NBSP}h{NBSP}00"),
        ],
        refused=[
            ({}, "bientôt", "indiquez l’heure et les minutes, comme 08:30"),
            ({}, "8:3", "indiquez l’heure et les minutes"),
            ({}, "08:30:15", "indiquez l’heure et les minutes"),
            ({}, "24:00", "indiquez une heure de 00:00 à 23:59. Minuit s’écrit 00:00"),
            ({}, "8h60", "indiquez une heure de 00:00 à 23:59"),
            ({"min": "08:30"}, "8:29", f"indiquez 8{NBSP}h{NBSP}30 ou plus tard"),
            ({"max": "17:00"}, "17:01", f"indiquez 17{NBSP}h{NBSP}00 ou plus tôt"),
        ],
        tried=["", "08:30", "8h30", "0829", "8.31", "12:00", "midi", "24:00", "8:3", "bientôt"],
        compared={
            "equals": ["08:30"],
            "one_of": [["08:30", "12:00"]],
            **{word: ["08:30", "12:00"] for word in ("before", "after", "not_before", "not_after")},
        },
        retyped=as_shown,
    ),
}
