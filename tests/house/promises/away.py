"""What is promised while the database or a process is away."""

from __future__ import annotations

KEPT_BY: dict[str, tuple[str, ...]] = {
    "away/test_pages.py::test_a_form_is_given_back_and_may_be_sent_again_once_it_is_back": (
        "Ce que vous venez d’envoyer n’est pas enregistré. Ce qui l’était avant l’est toujours",
        "elle garde ce que vous avez écrit",
    ),
    "clock/test_clock.py::test_the_clock_sends_what_is_due_and_a_lost_message_again": (
        "rien n’est perdu, tout reprendra",
    ),
}
