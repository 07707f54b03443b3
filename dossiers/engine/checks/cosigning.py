"""Who must sign too makes sense: keys, numbers, levels, conditions, and where names and addresses stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dossiers.engine.checks.references import advice, check_condition, references_before
from dossiers.engine.checks.structure import Finding, repeated
from dossiers.engine.cosigners import MOST_COSIGNERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.cosigners import Cosigner
    from dossiers.engine.reading import Path
    from dossiers.engine.schema import Definition

READ_FROM: Final = {"name": "text", "email": "email"}
"""The kind of the field that each is read from."""


def check_cosigners(definition: Definition) -> Iterator[Finding]:
    """Give what is wrong in who must sign too."""
    cosigners = definition.cosigners
    yield from repeated(
        [(("cosigners", rank), one.key) for rank, one in enumerate(cosigners)], "the signatory"
    )
    if sum(one.max for one in cosigners) > MOST_COSIGNERS:
        yield Finding(("cosigners",), f"{MOST_COSIGNERS} people at most sign too, all together")
    known = references_before(definition, len(definition.steps))
    for rank, cosigner in enumerate(cosigners):
        path: Path = ("cosigners", rank)
        yield from check_condition(definition, cosigner.when, (*path, "when"), known)
        if cosigner.min > cosigner.max:
            yield Finding((*path, "max"), f"at least {cosigner.min} sign, and at most {cosigner.max}")
        if cosigner.level is not None and cosigner.level < definition.level:
            message = f"who signs reads the whole request, for which level {definition.level} is asked"
            yield Finding((*path, "level"), message)
        yield from _check_sources(definition, cosigner, path, known)


def _check_sources(
    definition: Definition, cosigner: Cosigner, path: Path, known: set[str]
) -> Iterator[Finding]:
    """Require that name and address of one person are read from two fields, or both asked when sending."""
    sources = {word: getattr(cosigner, word) for word in READ_FROM}
    given = [word for word, reference in sources.items() if reference is not None]
    if len(given) == 1:
        yield Finding(
            (*path, given[0]), "the name and the e-mail address are both read from answers, or none"
        )
    if given and cosigner.max > 1:
        yield Finding(
            (*path, given[0]), "two fields name one person; for several, leave them out: they are asked"
        )
    for word in given:
        question = definition.question(sources[word])
        if question is None:
            message = f"“{sources[word]}” is no field{advice(sources[word], known)}"
            yield Finding((*path, word), message)
        elif question.kind != READ_FROM[word]:
            message = (
                f"“{sources[word]}” is of kind {question.kind}; the {word} is read from {READ_FROM[word]}"
            )
            yield Finding((*path, word), message)
