"""What is promised of drafts: how long they are kept, the trash, and what is told before."""

from __future__ import annotations

TOLD = "drafts/test_calendar.py::test_a_forgotten_draft_is_reminded_announced_put_in_the_trash_and_emptied"
DAYS = "drafts/test_calendar.py::test_a_definition_says_how_long_its_drafts_are_kept"
HANDED = "handovers/test_handing_over.py::test_the_colleague_is_told_in_their_language_without_any_answer"
KEPT_BY: dict[str, tuple[str, ...]] = {
    HANDED: ("à qui nous écrivons un e-mail",),
    "handovers/test_handing_over.py::test_to_send_goes_to_who_may_send_a_complete_request": (
        "il n’est pas prêt à être envoyé. Personne n’a été prévenu",
    ),
    "handovers/test_pages.py::test_an_enterprise_that_has_stopped_is_told_so": (
        "ne peut plus être envoyé, et personne n’a été prévenu",
    ),
    "upgrades/test_upgrades.py::test_a_draft_of_a_closed_version_goes_on_with_the_new_one": (
        "Vos réponses peuvent passer à la nouvelle version",
    ),
    "upgrades/test_upgrades.py::test_the_person_sees_what_stays_goes_and_comes_before_anything_moves": (
        "Vous pouvez terminer votre demande comme vous l’avez commencée",
    ),
    "upgrades/test_upgrades.py::test_what_changed_since_it_was_shown_is_shown_again_first": (
        "relisez ce qui change ci-dessous, puis confirmez",
    ),
    TOLD: (
        "Qui a confirmé son adresse e-mail est prévenu avant la fin",
        "Un brouillon sera bientôt supprimé",
        "Un brouillon supprimé reste trente jours dans la corbeille",
        "Il dit jusqu’à quand il est gardé",
        "Chaque changement prolonge ce délai",
    ),
    DAYS: (
        "Un brouillon est gardé le nombre de jours que sa démarche fixe",
        "Un brouillon est gardé %(days)s jours après son dernier changement",
        "Nous gardons ce brouillon jusqu’au",
        "Brouillon gardé jusqu’au",
    ),
    "filling/test_autosave.py::test_an_answer_kept_while_typing_is_confirmed_before_it_is_sent": (
        "est gardé, mais pas encore confirmé",
    ),
    "filling/test_autosave.py::test_what_is_typed_is_there_again_on_another_device_at_the_same_input": (
        "pas encore confirmé : vérifiez, puis continuez",
        "Ce que vous tapez est gardé pendant que vous tapez, si votre navigateur le permet",
    ),
    "drafts/test_trash.py::test_a_deleted_draft_comes_back_with_every_answer_and_file": (
        "Il y reste trente jours : vous pouvez le restaurer, ou l’effacer tout de suite",
        "dans la corbeille : vous pourrez le restaurer",
        "Le brouillon est restauré, avec ses réponses et ses documents",
    ),
    "drafts/test_trash.py::test_after_thirty_days_the_trash_is_emptied_and_not_before": (
        "Un brouillon supprimé reste ici",
        "Ensuite, ses réponses et ses documents sont effacés",
        "Ensuite, ses réponses et ses documents seront effacés",
        "Ses réponses et ses documents seront effacés à partir du",
        "Effacé à partir du",
    ),
    "drafts/test_trash.py::test_emptying_asks_first_then_everything_is_gone": (
        "Ses réponses et ses documents seront effacés maintenant",
        "Ses réponses et ses documents sont effacés",
        "ses réponses et ses documents sont effacés",
        "Les réponses et les documents du brouillon sont effacés",
        "Brouillon effacé",
    ),
}
NO_PROMISE = ("effacé à partir du",)
