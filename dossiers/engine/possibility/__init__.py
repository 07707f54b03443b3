"""What a definition makes possible: whether anybody can meet a step, a field or a rule (docs/adr/0052)."""

from dossiers.engine.possibility.dossier import Possibility

__all__ = ["Possibility"]
