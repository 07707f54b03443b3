"""People: who they are, how they sign in, how long a session lasts, what they say of themselves.

    urls                          every address of the app but those of ``saml/``
    views                         sign-in, sign-out, language
    tasks                         what the clock calls: ended sessions are forgotten
    saml/                         the SAML service provider, an app of its own
    services                      people appear, sign in and out, become agents
    profile/                      language, telephone, an e-mail address proved by a code
    sessions/                     sessions in our own table; forms sent too late are kept
    step_up                       identify again: more surely, or more recently
    languages                     the language a person reads, and its choice
    sign_in                       which means of identification do for where somebody goes
    models, managers, querysets   people, their identity, the browsers they used
    levels                        how sure and how recent this session's sign-in is
    identity                      identifiers of authentic sources: blind index and encryption
    names, card_names             names for searches; names as an identity card spells them
    agents                        the groups of agents
    person, backends, cookies     who is signed in; what Django and browsers need for it
    errors, next_url              why a session is not enough; where to go after sign-in

Begin with ``models.py``, ``services.py`` and ``saml/__init__.py``.
"""
