-- Dossiers in every state, and what was sent, delivered, mailed, journaled and opened of them.

-- Those of a given name have one each; of every eight two are of the first enterprise, one of another.
INSERT INTO dossiers_dossier (id, demarche_version_id, owner_user_id, owner_enterprise_id, state, language,
                              created_by_id, created_at, updated_at, reference, submitted_at, sent_by_id,
                              last_message_at, unread_by_person, ended_at)
SELECT pg_temp.id('dossier', rank), (SELECT max(id) FROM dossiers_demarcheversion),
       CASE WHEN enterprise IS NULL THEN person END, enterprise, state, 'fr', person, began, changed,
       CASE WHEN state NOT IN ('draft', 'discarded', 'expired') THEN reference END,
       CASE WHEN state NOT IN ('draft', 'discarded', 'expired') THEN began + interval '1 hour' END,
       CASE WHEN state NOT IN ('draft', 'discarded', 'expired') THEN person END,
       CASE WHEN state NOT IN ('draft', 'discarded', 'expired') THEN changed END,
       CASE WHEN state NOT IN ('draft', 'discarded', 'expired') AND rank % 24 = 0 THEN 1 ELSE 0 END,
       CASE WHEN state NOT IN ('draft', 'submitted', 'in_progress', 'action_needed') THEN changed END
  FROM (
    SELECT rank, reference.reference, began, began + interval '1 hour' * pg_temp.dice(rank, 51, 48) AS changed,
           CASE WHEN rank <= $named THEN NULL
                WHEN rank % 4 = 0 THEN 1
                WHEN rank % 8 = 1 THEN 2 + pg_temp.dice(rank, 52, $enterprises - 2) END AS enterprise,
           pg_temp.id('user', CASE WHEN rank <= $named THEN rank
                                   WHEN rank % 4 = 0 THEN $named + 1 + pg_temp.dice(rank, 53, $staff)
                                   ELSE $named + 1 + pg_temp.dice(rank, 53, $people - $named) END) AS person,
           (ARRAY['draft', 'draft', 'draft', 'submitted', 'submitted', 'in_progress', 'in_progress',
                  'action_needed', 'accepted', 'accepted', 'accepted', 'partly_accepted', 'refused',
                  'closed_without_action', 'withdrawn', 'discarded', 'expired', 'anonymised'])[
               1 + pg_temp.dice(rank, 54, 18)] AS state
      FROM (SELECT rank, pg_temp.ago(rank, 50, 700) AS began FROM generate_series(1, $dossiers) AS rank) AS all_of
      JOIN size_reference AS reference USING (rank)
  ) AS dossier;

-- A question and its answer about each dossier sent; the answer is new where the dossier says so.
INSERT INTO dossiers_message (id, dossier_id, number, side, author_id, text, language, written_at)
SELECT md5(id::text || side)::uuid, id, number, side, created_by_id, 'Votre dossier est complet.', 'fr', updated_at
  FROM dossiers_dossier, unnest(ARRAY['person', 'service']) WITH ORDINALITY AS parts (side, number)
 WHERE submitted_at IS NOT NULL;

INSERT INTO dossiers_stepanswers (dossier_id, step, values, revision, saved_at, saved_by_id)
SELECT dossier.id, step, '"$answers"', 'revision', dossier.updated_at,
       dossier.created_by_id
  FROM dossiers_dossier AS dossier, unnest(ARRAY['velo', 'usage', 'pieces']) AS step
 WHERE state = 'draft';

INSERT INTO dossiers_attachment (id, dossier_id, step, field, file, original_name, content_type, size, sha256,
                                 scan, uploaded_at, uploaded_by_id)
SELECT md5(id::text || 'file')::uuid, id, 'pieces', 'facture', 'facture.pdf', 'facture.pdf', 'application/pdf',
       80000, 'digest', 'clean', updated_at, created_by_id
  FROM dossiers_dossier WHERE state NOT IN ('discarded', 'expired', 'anonymised');

INSERT INTO dossiers_submission (id, dossier_id, demarche_version_id, answers, payload, payload_sha256, actor,
                                 documents, declarations, submitted_at)
SELECT md5(id::text || 'submission')::uuid, id, demarche_version_id, '{}', '"$payload"',
       'digest', jsonb_build_object('user_id', created_by_id, 'first_name', 'Prénom', 'last_name', 'Nom',
       'role', '', 'level', 450, 'method', 'itsme', 'space', jsonb_build_object('kind', 'citizen')), '[]', '[]',
       submitted_at
  FROM dossiers_dossier WHERE submitted_at IS NOT NULL;

-- One in a thousand waits for a supervisor, sixty at most: a portal that works repairs them.
INSERT INTO dossiers_delivery (id, submission_id, gateway, service, created_at, delivered_at, acknowledged_at,
                               service_reference, needs_attention_at)
SELECT md5(id::text || 'delivery')::uuid, id, 'https', 'spw-mobilite', submitted_at,
       CASE WHEN rank > 60 THEN submitted_at + interval '5 seconds' END,
       CASE WHEN rank > 60 THEN submitted_at + interval '5 seconds' END,
       CASE WHEN rank > 60 THEN 'SPW-2026-' || lpad(rank::text, 6, '0') ELSE '' END,
       CASE WHEN rank <= 60 THEN submitted_at + interval '1 day' END
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS rank FROM dossiers_submission) AS submission;

INSERT INTO dossiers_deliveryattempt (delivery_id, started_at, ended_at, outcome, http_status, error)
SELECT id, created_at, created_at + interval '1 second', 'delivered', 201, '' FROM dossiers_delivery;

INSERT INTO mail_mail (id, recipient_id, "to", template, language, subject, text, html, created_at, sent_at)
SELECT md5(dossier.id::text || template)::uuid, created_by_id, 'personne@exemple.be', template, 'fr', 'Votre dossier',
       repeat('Votre dossier est enregistré. ', 20), repeat('<p>Votre dossier est enregistré.</p>', 40),
       dossier.updated_at, dossier.updated_at + interval '2 seconds'
  FROM dossiers_dossier AS dossier, unnest(ARRAY['receipt', 'new_device', 'access_ended']) AS template;

-- One event in three is of a person, the others of dossiers.
INSERT INTO journal_event (subject_type, subject_id, sequence, tag, actor_type, actor_id, facts, recorded_at,
                           previous_hash, hash)
SELECT * FROM (
    SELECT 'dossiers.dossier', id::text, step, tag, 'user', created_by_id::text,
           CASE WHEN tag = 'dossier.submitted'
                THEN jsonb_build_object('state', 'submitted', 'mail_id', md5(id::text || 'receipt')::uuid)
                WHEN tag = 'dossier.created' THEN '{"role": "", "level": 450, "method": "itsme"}'::jsonb
                ELSE '{}'::jsonb END,
           created_at + interval '1 minute' * step, 'hash', 'hash'
      FROM dossiers_dossier,
           unnest(ARRAY['dossier.created', 'dossier.step_saved', 'dossier.document_added', 'dossier.step_saved',
                        'dossier.submitted', 'dossier.delivered_late']) WITH ORDINALITY AS parts (tag, step)
    UNION ALL
    SELECT (ARRAY['accounts.user', 'accounts.user', 'accounts.user', 'enterprises.enterprise', 'enterprises.membership',
                  'enterprises.invitation', 'enterprises.mandate', 'mail.mail', 'outbox.message'])[1 + kind],
           id::text, 1,
           (ARRAY['person.signed_in', 'person.email_confirmed', 'person.profile_changed', 'enterprise.opened',
                  'membership.given', 'invitation.sent', 'mandate.proposed', 'mail.sent', 'outbox.replayed'])[1 + kind],
           'user', id::text, '{}'::jsonb, created_at, 'hash', 'hash'
      FROM (SELECT id, created_at, abs(hashtext(id::text) % 9) AS kind FROM accounts_user) AS person
) AS event (subject_type, subject_id, sequence, tag, actor_type, actor_id, facts, at, previous_hash, hash)
ORDER BY at;

INSERT INTO outbox_message (topic, payload, lane, created_at, available_at, give_up_at, attempts, done_at,
                            last_error)
SELECT 'dossier.deliver', jsonb_build_object('delivery_id', id), 'delivery:spw-mobilite', created_at, created_at,
       created_at + interval '3 days', 1, created_at + interval '5 seconds', ''
  FROM dossiers_delivery
UNION ALL
SELECT 'dossier.receipt', jsonb_build_object('dossier_id', dossier_id), 'default', submitted_at, submitted_at,
       submitted_at + interval '3 days', 1, submitted_at + interval '2 seconds', ''
  FROM dossiers_submission
UNION ALL
SELECT 'mail.send', jsonb_build_object('mail_id', id), 'mail', created_at, created_at,
       created_at + interval '3 days', 1, sent_at, ''
  FROM mail_mail;

INSERT INTO outbox_message (topic, payload, lane, created_at, available_at, give_up_at, attempts, failed_at,
                            last_error)
SELECT 'mail.send', jsonb_build_object('mail_id', pg_temp.id('mail', rank)), 'mail', now(), now(), now(), 9,
       now(), 'SMTPException'
  FROM generate_series(1, 60) AS rank;

INSERT INTO dossiers_draftnotice (dossier_id, reminded_at, announced_at, ends_on)
SELECT id, updated_at + interval '8 days', updated_at + interval '76 days', updated_at::date + 91
  FROM dossiers_dossier WHERE state IN ('draft', 'expired') AND updated_at < now() - interval '76 days';

-- What ended in the last month can still be restored.
INSERT INTO dossiers_trasheddraft (dossier_id, empty_on, emptied_at)
SELECT id, (ended_at AT TIME ZONE 'Europe/Brussels')::date + 30, CASE WHEN ended_at < now() - interval '30 days' THEN ended_at + interval '30 days' END
  FROM dossiers_dossier WHERE state IN ('discarded', 'expired');

INSERT INTO helpdesk_consultation (id, agent_id, dossier_id, reason, call_reference, started_at, ends_at)
SELECT pg_temp.id('consultation', rank), pg_temp.id('user', 1 + rank % 40), pg_temp.id('dossier', 1 + rank % $dossiers),
       'phone', '', started, started + interval '30 minutes'
  FROM (SELECT rank, pg_temp.ago(rank, 61, 700) - interval '1 day' AS started
          FROM generate_series(1, $dossiers / 2) AS rank) AS opened;

-- One service handles all that was sent and is not just on its way; the agent who looks has a quarter in hand.
INSERT INTO dossiers_case (dossier_id, service, state, received_at, decided_at, officer_id, due_on)
SELECT id, 'spw-mobilite', state, submitted_at + interval '1 minute', updated_at,
       CASE part WHEN 0 THEN pg_temp.id('agent', 0) WHEN 1 THEN pg_temp.id('user', 1) END,
       CASE WHEN state <> 'action_needed' THEN submitted_at::date + 100 + part * 150 END
  FROM (SELECT *, abs(hashtext(id::text)) % 4 AS part FROM dossiers_dossier) AS dossier
 WHERE submitted_at IS NOT NULL AND state <> 'submitted';
