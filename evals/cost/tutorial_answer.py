"""The tutorial's pipeline in a process of its own, from nothing to its first passages."""

from __future__ import annotations

import sys
from pathlib import Path

from evals.speed_tutorial import first_passages


def main(folder: str, query: str) -> None:
    """Print the passages nearest to `query` in the store in `folder`."""
    sys.stdout.write("\n".join(first_passages(Path(folder), query)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
