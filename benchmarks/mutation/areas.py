"""What is broken, the tests that should notice, and the mutants that tell something."""

from __future__ import annotations

import ast
import random
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import attrs
from cosmic_ray.commands import init
from cosmic_ray.work_db import WorkDB, use_db

from monespace.demo.environment import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cosmic_ray.work_item import MutationSpec

SEED = 20260801
TELLING = re.compile(
    r"core/(ReplaceAndWithOr|ReplaceOrWithAnd|AddNot|ReplaceTrueWithFalse|ReplaceFalseWithTrue|NumberReplacer"
    r"|RemoveDecorator|ZeroIterationForLoop|ReplaceBreakWithContinue|ReplaceContinueWithBreak|ExceptionReplacer"
    r"|ReplaceBinaryOperator_(Add_Sub|Sub_Add|BitOr_BitAnd|BitAnd_BitOr)"
    r"|ReplaceComparisonOperator_(Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt|Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is)"
    r"|ReplaceUnaryOperator_Delete_Not)"
)


@dataclass(frozen=True)
class Area:
    """What is broken, as patterns of paths, and the tests that should notice."""

    code: tuple[str, ...]
    tests: tuple[str, ...]

    def files(self) -> list[Path]:
        """Return the files that are broken, in order."""
        found = [path for pattern in self.code for path in CHECKOUT.glob(pattern)]
        inside = [file for path in found for file in (path.rglob("*.py") if path.is_dir() else [path])]
        return sorted(
            file for file in inside if file.name != "__init__.py" and "migrations" not in file.parts
        )

    def mutants(self) -> list[MutationSpec]:
        """Return the mutants that tell something, their paths from the checkout on, always in one order."""
        with TemporaryDirectory() as folder, use_db(Path(folder, "all"), WorkDB.Mode.create) as everything:
            init(self.files(), everything, {})
            found = [item.mutations[0] for item in everything.work_items]
        annotations = {file: set(annotated(file)) for file in self.files()}
        telling = sorted((one for one in found if tells(one, annotations)), key=str)
        return [attrs.evolve(one, module_path=one.module_path.relative_to(CHECKOUT)) for one in telling]

    def draw(self, sample: int) -> tuple[int, list[MutationSpec]]:
        """Return how many mutants tell something, and ``sample`` of them; the same ones of the same code."""
        telling = self.mutants()
        chance = random.Random(SEED)  # noqa: S311 - draws no secret
        return len(telling), chance.sample(telling, min(sample, len(telling)))


AREAS = {
    "engine": Area(("dossiers/engine",), ("tests/engine", "tests/filling/rules")),
    "permissions": Area(
        (
            "enterprises/rights/permissions.py",
            "enterprises/rights/checks.py",
            "enterprises/rights/terms.py",
            "dossiers/access.py",
        ),
        ("tests/enterprises", "tests/gap", "tests/following"),
    ),
    "services": Area(
        ("enterprises/*/*services.py",),
        ("tests/gap", "tests/mandates", "tests/enterprises", "tests/stopped", "tests/mails"),
    ),
    "submission": Area(
        ("dossiers/submission", "monespace/outbox"),
        ("tests/submission", "tests/kernel", "tests/helpdesk", "tests/signs"),
    ),
}


def tells(mutation: MutationSpec, annotations: dict[Path, set[int]]) -> bool:
    """Whether a mutation changes what the code does, in a way people get it wrong."""
    line = mutation.start_pos[0]
    return bool(TELLING.fullmatch(mutation.operator_name)) and line not in annotations[mutation.module_path]


def annotated(path: Path) -> Iterator[int]:
    """Give the lines of a file that hold only types: Python never evaluates them."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            last = node.body[0].lineno - 1
            yield from range(node.lineno, last + 1)
        elif isinstance(node, ast.AnnAssign) and node.value is None:
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield node.lineno
