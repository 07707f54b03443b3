"""What is promised of answers that are given before anybody signs in."""

from __future__ import annotations

KEPT_BY: dict[str, tuple[str, ...]] = {
    "eligibility/test_pages.py::test_no_answer_is_kept_by_the_portal_nor_told_to_anybody": (
        "Vos réponses ne sont enregistrées nulle part",
        "elles ne sont enregistrées nulle part",
    ),
    "eligibility/test_beginning.py::test_after_half_an_hour_they_count_no_more": (
        "seul votre navigateur les garde, chiffrées, pendant trente minutes au plus",
        "un cookie chiffré porte vos réponses jusqu’à elle, pendant trente minutes au plus",
    ),
}
