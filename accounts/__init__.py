"""People: who they are, how they sign in, how long a session lasts, what they say of themselves.

    urls                     every address of the app but those of ``saml/``
    views                    sign-in, sign-out, language
    tasks                    what the clock calls: ended sessions are forgotten
    models                   all tables of the app, each from the part that owns it
    saml/                    the SAML service provider, an app of its own
    profile/                 language, telephone, an e-mail address proved by a code
    step_up                  identify again: more surely, or more recently
    sessions/                sessions in our own table; forms sent too late are kept
    languages                the language a person reads, and its choice
    services                 people appear, sign in and out, change, become agents
    sign_in                  which means of identification do for where somebody goes
    gate                     the door between the first sign-in and the rest
    people/                  people and what identifies them: tables and reads
    identity                 identifiers of authentic sources: blind index and encryption
    levels                   how sure and how recent this session's sign-in is
    names, card_names        names for searches; names as an identity card spells them
    agents                   the groups of agents
    person, backends         who is signed in; how Django recognises them
    cookies                  how ours are set
    errors, next_url         why a session is not enough; where to go after sign-in

Begin with ``people/models.py``, ``services.py`` and ``saml/__init__.py``.
"""
