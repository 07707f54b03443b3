"""A definition as it is inside one item: the questions of a group stand in its step like any other.

So an item is asked, judged and checked by what asks, judges and checks a step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.conditions import full_name, read_condition
from dossiers.engine.rules import Rule

if TYPE_CHECKING:
    from dossiers.engine.conditions import Condition
    from dossiers.engine.groups.question import GroupOfQuestions, ItemRule
    from dossiers.engine.schema import Definition, Step

NOTHING: Final[tuple[Any, ...]] = ()


def inside(definition: Definition, step: Step, group: GroupOfQuestions) -> Definition:
    """Return the definition with the questions of one item beside their group, and the rules of the item."""
    place = step.keys.index(group.key)
    fields = (*step.fields[:place], *group.questions, *step.fields[place:])
    steps = tuple(changed(one, fields=fields) if one is step else one for one in definition.steps)
    rules = (*definition.rules, *_rules_in(step, group))
    return changed(definition, steps=steps, rules=rules)


def up_to_item(definition: Definition, step: Step, group: GroupOfQuestions) -> Definition:
    """Return what comes before the group, then the questions and rules of one item, and nothing more."""
    rank, place = definition.steps.index(step), step.keys.index(group.key)
    last = changed(step, fields=(*step.fields[:place], *group.questions))
    steps = (*definition.steps[:rank], last)
    return changed(definition, steps=steps, rules=tuple(_rules_in(step, group)), cosigners=NOTHING)


def questions_of_item(step: Step, group: GroupOfQuestions) -> Step:
    """Return the step as the page of one item shows it: its questions alone."""
    return changed(step, fields=tuple(group.questions), intro=group.hint)


def _rules_in(step: Step, group: GroupOfQuestions) -> list[Rule]:
    """Return the rules of a group as those of a definition, under whole names."""
    return [_rule_in(step, rule) for rule in group.rules]


def _rule_in(step: Step, rule: ItemRule) -> Rule:
    def whole(condition: Condition) -> Condition:
        return read_condition(condition.data(lambda name: full_name(name, step.key)))

    return Rule(
        require=whole(rule.require),
        when=whole(rule.when) if rule.when else None,
        message=rule.message,
        field=full_name(rule.field, step.key),
    )


def changed(model: Any, **changes: Any) -> Any:
    """Return a part of a definition with other words, unchecked."""
    kept = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model).model_construct(**(kept | changes))
