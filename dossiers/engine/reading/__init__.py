"""Reading a definition's file: careful YAML, where every value knows its line."""

from dossiers.engine.reading.careful import LARGEST, read
from dossiers.engine.reading.document import Document, InvalidDefinition, Path, Problem, child

__all__ = ["LARGEST", "Document", "InvalidDefinition", "Path", "Problem", "child", "read"]
