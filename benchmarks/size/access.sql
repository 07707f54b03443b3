-- Accesses, designations, invitations, requests and mandates.

-- Every enterprise has an owner; the first one has its whole staff beside.
INSERT INTO enterprises_membership (id, enterprise_id, user_id, role, starts_on, ends_on, created_at, end_reason)
SELECT pg_temp.id('membership', rank), CASE WHEN rank <= $staff THEN 1 ELSE rank - $staff END,
       pg_temp.id('user', CASE WHEN rank <= $staff THEN $named + rank
                               ELSE $named + $staff + 1 + pg_temp.dice(rank, 41, $people - $named - $staff) END),
       (ARRAY['proprietaire', 'collaborateur', 'lecteur'])[
           CASE WHEN rank > $staff THEN 1 ELSE 1 + rank % 3 END],
       current_date - 300, current_date + 30 + pg_temp.dice(rank, 42, 700), now() - interval '300 days', ''
  FROM generate_series(1, $staff + $enterprises) AS rank
 WHERE rank <> $staff + 1;

-- Accesses that ended long ago.
INSERT INTO enterprises_membership (id, enterprise_id, user_id, role, starts_on, ends_on, created_at, ended_at,
                                    end_reason)
SELECT pg_temp.id('former', rank), 1 + rank % $enterprises,
       pg_temp.id('user', 1 + pg_temp.dice(rank, 43, $people)), 'lecteur', current_date - 800,
       current_date - 100, now() - interval '800 days', now() - interval '100 days', 'Départ'
  FROM generate_series(1, $enterprises / 2) AS rank;

INSERT INTO enterprises_accessuse (membership_id, last_used_on)
SELECT id, current_date - 3 FROM enterprises_membership WHERE ended_at IS NULL;

INSERT INTO enterprises_representationcheck (id, user_id, number, enterprise_id, asked_at, outcome, function,
                                             since, answer_digest)
SELECT md5(id::text || 'check')::uuid, user_id, pg_temp.bce(10000000 + enterprise_id), enterprise_id,
       now() - interval '6 hours', 'represents', 'Administrateur', current_date - 900, 'digest'
  FROM enterprises_membership
 WHERE ended_at IS NULL AND role = 'proprietaire' AND enterprise_id > 1;

INSERT INTO enterprises_gapdesignation (id, enterprise_id, user_id, kind, designated_at, evidence,
                                        designated_by_id, representation_id)
SELECT md5(membership.id::text || 'gap')::uuid, membership.enterprise_id, membership.user_id, 'principal',
       now() - interval '300 days', 'Acte', membership.user_id, md5(membership.id::text || 'check')::uuid
  FROM enterprises_membership AS membership
 WHERE ended_at IS NULL AND role = 'proprietaire' AND enterprise_id > 1
UNION ALL
SELECT pg_temp.id('gap', 1), 1, pg_temp.id('user', $named + 1), 'principal', now() - interval '300 days',
       'Acte', pg_temp.id('user', $named + 1), NULL;

INSERT INTO enterprises_invitation (id, enterprise_id, email, expected_name, role, language, token_digest,
                                    created_at, created_by_id, sent_at, expires_at, revoked_at, first_reminder_at)
SELECT pg_temp.id('invitation', rank), designation.enterprise_id, 'invite' || rank || '@exemple.be', 'Invité',
       'lecteur', 'fr', md5('invitation' || rank || '$seed'), pg_temp.ago(rank, 44, 200), designation.user_id,
       pg_temp.ago(rank, 44, 200), pg_temp.ago(rank, 44, 200) + interval '14 days',
       CASE WHEN rank % 4 = 0 THEN now() END, now()
  FROM generate_series(1, $enterprises / 2) AS rank
  JOIN enterprises_gapdesignation AS designation
    ON designation.enterprise_id = CASE WHEN rank <= 50 THEN 1 ELSE rank END;

INSERT INTO enterprises_mandate (id, client_id, holder_id, role, demarches, starts_on, ends_on, proposed_at,
                                 proposed_by_id, proposing_side, accepted_at, accepted_by_id, end_reason)
SELECT pg_temp.id('mandate', rank), rank + 1, CASE WHEN rank <= 40 THEN 1 ELSE rank + 2 END, 'collaborateur',
       '{}', current_date - 100, current_date + 20 + pg_temp.dice(rank, 45, 900), now() - interval '100 days',
       pg_temp.id('user', rank), 'client', now() - interval '99 days', pg_temp.id('user', rank + 1), ''
  FROM generate_series(1, $enterprises / 5) AS rank;

INSERT INTO enterprises_accessrequest (id, enterprise_id, requested_by_id, role, message, requested_at,
                                       answered_at, answered_by_id, granted_role, refusal_reason)
SELECT pg_temp.id('request', rank), CASE WHEN rank <= 30 THEN 1 ELSE rank END,
       pg_temp.id('user', $people - rank), 'lecteur', 'Bonjour', pg_temp.ago(rank, 46, 300),
       CASE WHEN rank % 5 > 0 THEN now() END, NULL, CASE WHEN rank % 5 > 0 THEN 'lecteur' ELSE '' END, ''
  FROM generate_series(1, $enterprises / 4) AS rank;

INSERT INTO enterprises_gaprequest (id, reference, enterprise_id, requested_by_id, quality, remark,
                                    representation_id, level, method, requested_at, decided_at, decided_by_id,
                                    refusal, explanation)
SELECT pg_temp.id('gaprequest', rank), replace(reference.reference, 'ME-', 'GA-'), rank + 1,
       pg_temp.id('user', $people - rank), 'representative', '', checked.id, 500, 'eid',
       pg_temp.ago(rank, 47, 400), CASE WHEN rank > 60 THEN now() END,
       CASE WHEN rank > 60 THEN pg_temp.id('user', 1) END, CASE WHEN rank > 60 THEN 'other' ELSE '' END, ''
  FROM generate_series(1, $enterprises / 4) AS rank
  JOIN size_reference AS reference USING (rank)
  JOIN enterprises_representationcheck AS checked ON checked.enterprise_id = rank + 1;

INSERT INTO enterprises_gaprequestdocument (id, gap_request_id, file, original_name, content_type, size, sha256,
                                            scan)
SELECT md5(id::text || 'document')::uuid, id, 'acte.pdf', 'acte.pdf', 'application/pdf', 80000, 'digest', 'clean'
  FROM enterprises_gaprequest;

INSERT INTO enterprises_gapproposal (id, enterprise_id, kind, first_name, last_name, email, language,
                                     token_digest, created_at, created_by_id, expires_at, closed_at)
SELECT pg_temp.id('proposal', rank), rank, 'co_gap', 'Prénom', 'Nom', 'propose' || rank || '@exemple.be', 'fr',
       md5('proposal' || rank || '$seed'), pg_temp.ago(rank, 48, 300), pg_temp.id('user', rank), now(), now()
  FROM generate_series(1, $enterprises / 4) AS rank;
