"""A fault found in a data file, said so that whoever wrote the file can mend it; knows nothing of what files hold."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it is and what is wrong. `line` counts from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """`path:line: message`, as editors and terminals expect it."""
        return f"{self.path}:{self.line}: {self.message}"
