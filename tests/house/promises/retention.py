"""What is promised of how long dossiers are kept, and of their erasure; names of what is erased or kept."""

from __future__ import annotations

NOTHING_LEFT = "retention/test_erasing.py::test_no_typed_word_name_or_file_is_left_anywhere"
TOLD = "retention/test_when.py::test_people_are_told_once_thirty_days_before_and_a_draft_is_not"
HELD = "retention/test_when.py::test_a_hold_takes_the_announcement_back_and_its_end_begins_anew"
KEPT_BY: dict[str, tuple[str, ...]] = {
    NOTHING_LEFT: (
        "Nous n’avons plus vos réponses, vos documents, vos messages ni la décision",
        "Ensuite, il est anonymisé",
        "ce que vous avez signé est effacé",
        "Ses messages sont effacés",
        "ses messages sont effacés, et on ne peut plus y écrire",
    ),
    TOLD: (
        "les données seront bientôt effacées",
        "données effacées à partir du",
        "Les personnes sont averties trente jours avant",
    ),
    HELD: (
        "Ce dossier est gardé tant que personne n’y met fin",
        "Rien n’est effacé avant sa fin",
        "rien de ce dossier n’est effacé",
        "il est effacé à la fin de son délai, au plus tôt trente jours après l’avis aux personnes",
    ),
    "retention/test_pages.py::test_an_ended_dossier_says_until_when_it_is_kept_and_what_happens_then": (
        "Gardé jusqu’au",
        "Un dossier envoyé est conservé, avec la preuve de son envoi",
    ),
    "sealing/test_erased_copies.py::test_the_file_is_genuine_and_one_changed_byte_alters_it": (
        "Mon Espace a effacé son exemplaire le",
    ),
}
NO_PROMISE = (
    "Aucun dossier n’est gardé plus longtemps",
    "Dossiers gardés plus longtemps",
    "Expliquez pourquoi ce dossier doit être gardé plus longtemps",
    "Gardés plus longtemps",
    "effacé le",
    "exemplaire effacé",
    "exemplaires effacés",
    "gardé le",
    "réponse gardée",
    "réponses gardées",
)
