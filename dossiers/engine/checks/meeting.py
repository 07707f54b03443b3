"""Everything in a definition can be met by somebody: steps, fields, rules, and sending itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.engine.checks.structure import Finding
from dossiers.engine.possibility import Possibility
from dossiers.engine.possibility.formulas import answered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.kinds import Question
    from dossiers.engine.possibility.formulas import Formula
    from dossiers.engine.schema import Definition, Step

ELSEWHERE = "where it holds, the answers it compares are not asked, or cannot be left out"


def check_possible(definition: Definition) -> Iterator[Finding]:
    """Give the steps, fields and rules that nobody can meet; the conditions of all of them make sense."""
    possible = Possibility(definition)
    for rank, step in enumerate(definition.steps):
        condition = possible.condition(step.when, step)
        reason = why_never(possible, condition) if step.when else None
        if reason:
            yield Finding(("steps", rank, "when"), f"nobody can reach the step “{step.key}”: {reason}")
            continue
        for place, field in enumerate(step.fields):
            message = field_problem(possible, step, field)
            if message:
                word = "when" if field.when else "key"
                yield Finding(("steps", rank, "fields", place, word), message)
    for rank, cosigner in enumerate(definition.cosigners):
        reason = why_never(possible, possible.condition(cosigner.when, step=None)) if cosigner.when else None
        if reason:
            yield Finding(
                ("cosigners", rank, "when"), f"nobody is asked to sign as “{cosigner.key}”: {reason}"
            )
    yield from rule_problems(definition, possible)


def why_never(possible: Possibility, *formulas: Formula) -> str | None:
    """Say why formulas never hold together, by themselves or because of what they compare."""
    if not possible.of(*formulas):
        return "its condition never holds"
    if not possible.of(*formulas, in_a_dossier=True):
        return f"its condition never holds; {ELSEWHERE}"
    return None


def field_problem(possible: Possibility, step: Step, field: Question[Any]) -> str | None:
    """Say why a field cannot be met or answered, when it cannot."""
    own, around = possible.condition(field.when, step), possible.condition(step.when, step)
    if field.when and not possible.of(own):
        return f"nobody can be asked “{field.key}”: its condition never holds"
    if not field.asks:  # what is only read may also meet who has not answered yet
        return (
            None
            if possible.of(own, around)
            else f"nobody can be shown “{field.key}”: its condition never holds in this step"
        )
    if field.when and not possible.of(own, around, in_a_dossier=True):
        return f"nobody can be asked “{field.key}”: its condition never holds; {ELSEWHERE}"
    if not possible.of(answered(f"{step.key}.{field.key}")):
        return f"nobody can answer “{field.key}”: its limits leave no value"
    return None


def rule_problems(definition: Definition, possible: Possibility) -> Iterator[Finding]:
    """Each rule can be judged and kept, and all of them together."""
    kept: list[Formula] = []
    for rank, rule in enumerate(definition.rules):
        judged = possible.judged(rule)
        require = possible.condition(rule.require, step=None)
        if not possible.of(require):
            yield Finding(
                ("rules", rank, "require"), "nobody can keep this rule: what it requires never holds"
            )
        elif not possible.of(judged, in_a_dossier=True):
            message = "this rule never applies: its condition never holds when all it compares is answered"
            yield Finding(("rules", rank, "when" if rule.when else "require"), message)
        elif not possible.of(judged, require, in_a_dossier=True):
            message = "nobody can keep this rule: what it requires never holds when it applies"
            yield Finding(("rules", rank, "require"), message)
        elif not possible.of(*kept, possible.kept(rule), in_a_dossier=True):
            message = "with the rules before it, this rule keeps everybody from sending a request"
            yield Finding(("rules", rank, "require"), message)
        else:
            kept.append(possible.kept(rule))
