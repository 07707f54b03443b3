"""What the pages and mails promise, in the words they use, under the test that keeps each promise.

A fragment is a part of the French sentence, with plain spaces. Who writes such a sentence adds it here.
"""

from __future__ import annotations

KEPT_BY: dict[str, tuple[str, ...]] = {
    # What was saved stays, whoever or whatever comes between.
    "accounts/test_arrival.py::test_somebody_else_gets_their_own_session_and_not_the_page_of_the_first": (
        "Ce qu’elle avait enregistré est conservé dans les siens",
    ),
    "filling/test_levels.py::test_what_is_typed_below_the_level_is_saved_then_the_step_comes_back": (
        "Ce que vous y aviez enregistré est conservé",
        "ce que vous aviez enregistré est conservé",
        "Ce que vous avez enregistré est conservé. Attendez",
        "identification plus sûre. Ce que vous avez enregistré est conservé",
        "identifier à nouveau. Ce que vous avez enregistré est conservé",
    ),
    "filling/test_refused_tokens.py::test_person_unknown_finds_the_text_on_the_page_to_copy_it": (
        "Ce qui était déjà enregistré l’est toujours",
    ),
    "late/test_whose.py::test_what_is_typed_is_the_persons_who_opened_the_page": (
        "est gardé un jour, pour cette personne seulement",
    ),
    "late/test_whose.py::test_browser_they_never_signed_in_from_keeps_nothing_of_them": (
        "Ce qui y était écrit n’est ni gardé ni enregistré",
    ),
    "late/test_bounds.py::test_large_text_is_kept_to_its_limit_and_what_is_larger_is_said": (
        "trop long pour être gardé",
    ),
    "late/test_bounds.py::test_more_pages_than_we_keep_say_so_of_the_oldest": (
        "Nous en gardons dix au plus",
    ),
    "late/test_bounds.py::test_full_table_takes_no_more_pages": ("n’a pas pu être gardé. Copiez-le",),
    "filling/test_late_forms.py::test_typing_sent_too_late_is_there_again_after_signing_in": (
        "Les réponses que vous aviez déjà enregistrées dans Mon Espace sont conservées",
        "vos brouillons enregistrés sont conservés",
        "Vos brouillons enregistrés sont conservés",
        "Les réponses que vous avez enregistrées sont conservées",
        "ce que vous avez déjà enregistré est conservé",
        "Vos réponses déjà enregistrées sont conservées",
    ),
    "accounts/test_own_sessions.py::test_ended_session_is_out_at_its_next_request": (
        "Ce que vous avez enregistré sur les autres appareils est conservé",
    ),
    "filling/test_conflicts.py::test_a_stale_page_shows_both_versions_and_the_person_keeps_theirs": (
        "Rien n’est perdu : comparez les deux versions",
    ),
    "filling/test_access.py::test_a_dossier_that_is_no_longer_a_draft_does_not_change": (
        "Ce qui a été envoyé est conservé et reste visible",
    ),
    "filling/test_access.py::test_an_access_that_ends_while_filling_ends_at_the_next_request": (
        "Tout ce qui était enregistré avant est conservé dans le brouillon",
        "dès sa prochaine page, même au milieu d’un formulaire",
    ),
    "submission/test_submit.py::test_second_sending_changes_nothing_and_gives_the_same_reference": (
        "Rien n’est envoyé deux fois",
    ),
    "cosigning/test_signing.py::test_refusal_makes_it_a_draft_again_and_tells_who_asked_and_who_signed": (
        "La personne qui vous a écrit en est prévenue",
    ),
    "cosigning/test_signing.py::test_who_declines_is_told_what_is_kept_and_that_is_what_is_kept": (
        "La copie de la demande qui vous a été montrée est effacée",
    ),
    "cosigning/test_signing.py::test_nobody_signs_twice_nor_who_asks_nor_under_another_name": (
        "Une personne signe une seule fois",
    ),
    "cosigning/test_signing.py::test_recall_makes_it_a_draft_again_once_and_its_links_work_no_more": (
        "vous recevrez un autre e-mail",
    ),
    "cosigning/test_pages.py::test_person_signs_and_keeps_a_page_that_nobody_else_has": (
        "Personne d’autre que vous ne voit cette liste",
    ),
    # Drafts and what is sent.
    "helpdesk/test_dossier_page.py::test_a_draft_shows_its_steps_and_dates_and_no_answer": (
        "l’administration ne voit pas vos réponses",
        "l’administration ne voit pas encore vos réponses",
        "l’administration ne lit pas vos réponses",
        "Les agents ne lisent pas les réponses d’un brouillon",
        "Un agent du helpdesk voit seulement qu’il existe",
    ),
    "complements/test_answering.py::test_answer_is_a_whole_submission_and_what_was_sent_before_stays": (
        "Une fois envoyé, le complément ne peut plus être modifié",
    ),
    "complements/test_ended.py::test_documents_never_sent_are_erased_and_those_sent_stay": (
        "Les documents qu’elle avait préparés sans les envoyer sont effacés",
        "Les documents ajoutés sans être envoyés sont effacés",
    ),
    "withdrawal/test_pages.py::test_person_withdraws_and_reads_that_it_is_done_and_why": (
        "Votre réponse est conservée avec le dossier",
    ),
    "submission/test_delivery.py::test_delivery_is_tried_again_when_nobody_listens": (
        "Elle se fait automatiquement, en général en quelques secondes",
    ),
    "submission/test_submit.py::"
    "test_mail_speaks_the_language_in_which_the_dossier_is_sent_and_leads_to_the_receipt": (
        "Nous envoyons une confirmation par e-mail à",
    ),
    "submission/test_pages.py::test_receipt_comes_at_once_when_the_dossier_is_sent": (
        "Une fois le dossier envoyé, vous recevez aussitôt un accusé",
    ),
    "filling/test_documents.py::test_a_file_found_infected_later_is_refused_in_words_and_erased": (
        "contient un virus et n’a pas été gardé",
        "Ce fichier contient un virus : il n’a pas été gardé",
    ),
    "helpdesk/test_troubles.py::test_one_tried_in_vain_for_three_days_waits_for_somebody": (
        "Rien n’est perdu : il réessaie seul pendant trois jours",
    ),
    "kernel/test_incidents.py::test_what_is_old_goes_with_the_next_one": ("une panne est gardée 90 jours",),
    "accounts/test_sign_in.py::test_answer_serves_once": ("chaque identification ne sert qu’une seule fois",),
    # Mails to oneself.
    "digests/test_sending.py::"
    "test_what_the_law_or_their_interest_makes_certain_is_told_at_once_whatever_they_chose": (
        "Certains e-mails partent toujours aussitôt",
    ),
    "digests/test_sending.py::test_news_wait_for_the_digest_and_are_told_in_one_mail": (
        "Une fois par jour, le matin, en un seul e-mail",
    ),
    "digests/test_extended.py::test_each_person_gets_one_mail_for_all_their_dossiers": (
        "qui le suit l’apprend par e-mail",
        "Qui suit ces dossiers l’apprend en un seul e-mail",
    ),
    "complements/test_reminders.py::test_it_goes_seven_and_two_days_before_once_each": (
        "un rappel part 7 jours et 2 jours avant la date limite",
    ),
    "notices/test_telling.py::test_each_event_is_told_to_the_person": (
        "Nous vous écrivons quand l’examen commence",
        "Vous y recevez aussi ce qui touche à vos dossiers",
    ),
    "accounts/test_email.py::test_new_address_replaces_the_old_one_only_once_proved": (
        "Nous y envoyons un code",
        "nous continuons d’écrire à",
        "Nous envoyons un code à six chiffres à la nouvelle adresse",
    ),
    "accounts/test_email.py::test_person_may_stop_receiving_mails_and_the_address_is_told": (
        "Nous ne vous écrivons plus par e-mail",
        "Cette adresse ne recevra plus les e-mails de Mon Espace",
    ),
    "accounts/test_gate.py::test_person_goes_on_without_the_code_and_a_notice_stays": (
        "nous n’y envoyons aucune nouvelle",
    ),
    "accounts/test_gate.py::test_page_is_asked_once": ("nous le demandons une seule fois",),
    "accounts/test_new_device.py::test_new_browser_is_told_with_when_what_and_what_to_do": (
        "Le même message arrive quand vous avez effacé les cookies",
    ),
    "pages/test_in_browser.py::test_session_about_to_end_is_said_and_prolonged": (
        "deux minutes avant la fin",
    ),
    # People of an enterprise.
    "enterprises/test_acceptance.py::test_the_person_meant_has_access_at_once_and_the_gap_is_told": (
        "Nous vous préviendrons de la réponse",
    ),
    "enterprises/test_acceptance.py::test_declining_is_told_with_its_reason_and_counts_once": (
        "La personne qui vous avait envoyé l’invitation en est informée",
    ),
    "enterprises/test_invitations.py::test_sending_again_kills_the_link_before": (
        "valable quatorze jours",
        "reste valable quatorze jours",
    ),
    "enterprises/test_member_pages.py::test_gap_changes_the_role_and_the_person_is_told": (
        "Cette personne en est informée par e-mail",
        "La personne en est prévenue par e-mail",
    ),
    "enterprises/test_member_pages.py::test_gap_ends_an_access_with_a_reason": (
        "Elle en est prévenue par e-mail",
    ),
    "filling/test_leaving.py::test_owners_are_told_of_the_drafts_and_go_on_with_them": (
        "Nous prévenons les Propriétaires des brouillons à reprendre",
    ),
    "enterprises/test_member_pages.py::test_who_had_access_is_told_that_it_ended": (
        "vos collègues peuvent continuer, rien n’est perdu",
        "Les dossiers restent dans l’espace de l’entreprise : rien n’est perdu",
        "brouillons restent dans l’espace de l’entreprise : rien n’est perdu",
    ),
    "enterprises/test_reminders.py::test_person_and_manager_are_told_twice_before_the_end": (
        "60 et 14 jours avant la fin",
        "Elle est prévenue aussi",
    ),
    "mandates/test_scope.py::test_member_of_an_establishment_sees_its_dossiers_and_starts_them_for_it": (
        "La personne ne voit alors que les dossiers de cet établissement",
    ),
    "gap/test_requests.py::test_manager_grants_another_role_and_the_person_is_in": (
        "Votre demande est enregistrée. Vous recevrez la réponse par e-mail",
        "il lira votre demande et vous répondra. Vous recevrez un e-mail",
        "Refusez : elle ne voit rien de l’entreprise",
    ),
    # Who manages accesses.
    "gap/test_proposals.py::test_another_name_waits_for_the_representative": (
        "Vous recevrez un e-mail dès que c’est fait",
    ),
    "gap/test_designations.py::test_gap_removes_a_co_gap_but_never_themselves_and_no_co_gap_the_gap": (
        "retire un co-gestionnaire, jamais lui-même",
    ),
    "gap/test_designations.py::test_representative_becomes_gap_with_the_source_as_evidence": (
        "La réponse est conservée comme preuve de la désignation",
    ),
    "gap/test_proposals.py::test_colleague_declines_and_the_representative_is_told": (
        "La personne qui vous l’a proposé en est informée",
    ),
    "gap/test_requests.py::test_manager_declines_and_the_person_reads_why": (
        "la personne en est informée par e-mail",
    ),
    "gap/test_designations.py::test_representative_replaces_the_gap_in_one_go_and_all_are_told": (
        "Cette personne ne gère plus les accès dès que vous confirmez, et en est prévenue par e-mail",
    ),
    "gap/test_ownership.py::test_representative_who_is_gap_already_takes_it_later_and_the_others_are_told": (
        "Les autres gestionnaires d’accès sont prévenus si vous prenez un rôle",
    ),
    "submission/test_confirmation.py::test_without_a_proved_address_both_say_where_the_news_are": (
        "n’a pas d’adresse e-mail confirmée : vous ne recevrez pas d’e-mail",
    ),
    "filling/test_full_disk.py::test_a_full_disk_keeps_the_answers_and_the_files_that_fitted": (
        "Vos réponses de cette page sont enregistrées, et les documents de ses listes aussi",
        "n’a pas pu être gardé, car la place manque",
    ),
    "gap/test_gap_request_pages.py::test_what_is_wrong_is_said_and_what_was_typed_stays": (
        "aucun document n’est gardé. Choisissez-les à nouveau",
    ),
    "gap/test_pages.py::test_last_manager_is_warned_then_the_vacancy_is_seen_by_members": (
        "Votre accès et les dossiers sont conservés",
        "Votre accès reste valable et les dossiers sont conservés",
        "Ses membres en seront informés par e-mail",
    ),
    "gap/test_ownership.py::test_it_ends_with_the_function_and_the_person_is_told_why": (
        "Nous l’interrogeons chaque jour : ce rôle prend fin quand elle indique",
        "Il prend fin plus tôt si la BCE indique",
        "Ce rôle prend fin avec sa fonction",
    ),
    "gap/test_pages.py::test_the_source_is_asked_again_at_the_act_itself": (
        "Au moment où vous confirmez, nous interrogeons encore une fois la BCE",
    ),
    "gap/test_taken_back.py::test_open_invitations_of_a_leaver_pass_on_and_their_links_still_work": (
        "dont les liens restent valables",
        "Leurs liens restent valables",
        "leurs liens restent valables",
    ),
    "gap/test_endings.py::test_manager_whose_role_ends_keeps_what_they_sent_and_the_page_counts_the_rest": (
        "ses propres invitations restent valables",
        "Invitations annulées, dont les liens ne fonctionnent plus",
    ),
    "gap/test_endings.py::test_hundred_invitations_pass_to_who_replaces_and_the_page_counts_them": (
        "La personne le lit dans l’e-mail qui la prévient",
        "ne gère plus les accès dès que vous confirmez, et en est prévenue par e-mail",
    ),
    "gap/test_gap_requests.py::test_what_was_closed_a_year_ago_is_forgotten_and_what_waits_is_not": (
        "Ils sont supprimés un an après la décision",
        "sont supprimés un an après la décision, ou tout de suite",
    ),
    "helpdesk/test_gap_requests.py::test_agent_grants_with_the_evidence_seen_and_everybody_is_told": (
        "Vous recevrez sa décision par e-mail",
        "elle est prévenue",
        "Un agent examine vos documents et vous écrit sa décision",
    ),
    "helpdesk/test_gap_requests.py::test_replaced_manager_is_told": ("il sera prévenu si vous l’acceptez",),
    # What agents do.
    "helpdesk/test_dossier_page.py::test_a_dossier_closes_after_half_an_hour": (
        "Le dossier reste ouvert trente minutes",
        "Un dossier reste ouvert trente minutes",
    ),
    "notices/test_recipients.py::test_when_nobody_can_be_told_who_manages_the_accesses_is": (
        "personne n’a pu être averti",
    ),
    "cases/test_workspace.py::test_each_look_is_kept_and_a_dossier_that_is_not_opened_shows_nothing": (
        "il le reste trente minutes. Votre nom, la date et l’heure sont conservés",
    ),
    "helpdesk/test_enterprises.py::test_page_asks_for_a_reason_that_is_kept_and_shows_who_may_act": (
        "L’entreprise reste ouverte trente minutes",
    ),
    "helpdesk/test_gap_requests.py::test_request_opens_for_a_reason_that_is_kept": (
        "La demande reste ouverte trente minutes",
    ),
    "accounts/test_sign_in.py::test_national_number_is_found_but_not_readable_in_the_database": (
        "Le numéro est enregistré chiffré et n’est jamais affiché",
    ),
}

# Sentences with such words that promise nothing of ours: what others do, names of things, warnings.
NO_PROMISE = (
    "Cela ne se fait qu’une seule fois",
    "formulaire gardé",
    "formulaires gardés",
    "jamais",
    "Jamais utilisé",
    "Le délai de conservation est passé",
    "prévenez le helpdesk",
    "La Wallonie ne vous demandera jamais",
    "Ne donnez jamais votre code PIN",
    "Ce message est envoyé automatiquement",
    "Rien n’est transmis à des fins commerciales",
    "faites-la bloquer par DOC STOP",
)
