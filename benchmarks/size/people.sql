-- People, their sessions, and the enterprises of the register.

INSERT INTO accounts_user (id, first_name, last_name, email, phone, language, is_active, is_staff,
                           is_superuser, created_at, last_login, profile_completed_at)
SELECT pg_temp.id('user', rank),
       CASE WHEN rank <= $named THEN (ARRAY[$first_names])[1 + (rank - 1) / $namesakes]
            ELSE pg_temp.word(first.words, rank, 1) END,
       CASE WHEN rank <= $named THEN (ARRAY[$last_names])[1 + (rank - 1) / $namesakes]
            WHEN pg_temp.dice(rank, 2, 100) < 35 THEN pg_temp.word(last.words, rank, 3)
            WHEN pg_temp.dice(rank, 2, 100) < 45
            THEN pg_temp.word(last.words, rank, 4) || '-' || pg_temp.word(last.words, rank, 5)
            ELSE pg_temp.word(part.words, rank, 6) || lower(pg_temp.word(part.words, rank, 7))
                 || pg_temp.word(ending.words, rank, 8) END,
       CASE WHEN pg_temp.dice(rank, 9, 10) < 8 THEN 'personne' || rank || '@exemple.be' ELSE '' END,
       CASE WHEN pg_temp.dice(rank, 10, 10) < 6 THEN '+324' || lpad(rank::text, 8, '7') ELSE '' END,
       (ARRAY['fr', 'fr', 'fr', 'fr', 'de', 'nl', 'en'])[1 + pg_temp.dice(rank, 11, 7)],
       true, false, false, pg_temp.ago(rank, 12, 900), pg_temp.ago(rank, 13, 300), pg_temp.ago(rank, 12, 900)
  FROM generate_series(1, $people) AS rank, size_word AS first, size_word AS last, size_word AS part,
       size_word AS ending
 WHERE first.kind = 'FIRST_NAMES' AND last.kind = 'LAST_NAMES' AND part.kind = 'SYLLABLES'
   AND ending.kind = 'ENDINGS';

INSERT INTO accounts_session (id, digest, user_id, data, started_at, last_seen_at)
SELECT pg_temp.id('session', rank), md5('session' || rank) || md5('$seed'), pg_temp.id('user', rank), 'sealed',
       now() - make_interval(mins => pg_temp.dice(rank, 21, 600)), now() - make_interval(mins => pg_temp.dice(rank, 21, 600))
  FROM generate_series(1, $people / 10) AS rank;

INSERT INTO accounts_saml_federalsession (session_id, encrypted_name, name_index, name_qualities,
                                          encrypted_index, index_digest, begun_at)
SELECT pg_temp.id('session', rank), 'sealed', md5('name' || rank), '{}', 'sealed', md5('index' || rank),
       now() - make_interval(mins => pg_temp.dice(rank, 21, 600))
  FROM generate_series(1, $people / 10) AS rank;

INSERT INTO accounts_knowndevice (user_id, digest, seen_at)
SELECT pg_temp.id('user', rank), md5('device' || rank), pg_temp.ago(rank, 22, 300)
  FROM generate_series(1, $people) AS rank;

INSERT INTO accounts_consumedassertion (digest, consumed_at, expires_at)
SELECT md5('assertion' || rank), pg_temp.ago(rank, 23, 1), pg_temp.ago(rank, 23, 1) + interval '1 day'
  FROM generate_series(1, $people / 10) AS rank;

INSERT INTO accounts_keptform (user_id, path, encrypted_values, kept_at)
SELECT pg_temp.id('user', rank), '/profil/', 'sealed', pg_temp.ago(rank, 24, 1)
  FROM generate_series(1, $people / 100) AS rank;

INSERT INTO enterprises_enterprise (id, number, name, legal_form, street, house_number, box, postcode, locality,
                                    from_bce, kind, started_on)
SELECT rank, pg_temp.bce(10000000 + rank),
       pg_temp.word(trade.words, rank, 31) || ' ' || pg_temp.word(part.words, rank, 32)
       || pg_temp.word(ending.words, rank, 33) || ' ' || pg_temp.word(form.words, rank, 34),
       'Société', 'Rue de l’Église', (1 + rank % 200)::text, '', (5000 + rank % 900)::text,
       pg_temp.word(place.words, rank, 35), true, '2', current_date - 2000
  FROM generate_series(1, $enterprises) AS rank, size_word AS trade, size_word AS part, size_word AS ending,
       size_word AS form, size_word AS place
 WHERE trade.kind = 'TRADES' AND part.kind = 'SYLLABLES' AND ending.kind = 'ENDINGS' AND form.kind = 'FORMS'
   AND place.kind = 'PLACES';

SELECT setval(pg_get_serial_sequence('enterprises_enterprise', 'id'), $enterprises);

INSERT INTO enterprises_establishment (number, name, street, house_number, box, postcode, locality,
                                       enterprise_id, from_bce)
SELECT pg_temp.bce(20000000 + rank), '', 'Rue de l’Église', '1', '', '5000', 'Namur',
       CASE WHEN rank <= 300 THEN 1 ELSE 1 + rank % $enterprises END, true
  FROM generate_series(1, $enterprises + 300) AS rank;

INSERT INTO enterprises_registername (entity, language, kind, name, folded)
SELECT number, 'fr', '001', name,
       array_to_string(ARRAY(SELECT lexeme FROM unnest(folded_words(name)) ORDER BY positions[1]), ' ')
  FROM enterprises_enterprise;

INSERT INTO mail_budgetrefusal (day, budget, scope, person_id, enterprise, times, first_at, last_at)
SELECT current_date - (rank % 700), 'letters', 'person', pg_temp.id('user', rank)::text, '', 1, now(), now()
  FROM generate_series(1, $people / 20) AS rank;
