"""A process that has imported what jobs need, and forks a fresh one for each.

Orders come as lines of JSON; the answers are the process id at once and, when it has ended, its
exit status. What a job reports and says goes into files beside each other: `<out>.json`,
`<out>.err`.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

import chromadb.api.rust  # noqa: F401  # loaded once, for all jobs

from tests.vectorstore.survival.jobs import Order, run


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        out = Path(asked.pop("out"))
        out.with_suffix(".err").touch()  # a job may be killed before it can
        child = os.fork()
        if not child:
            os._exit(_job(Order(**asked), out))
        _say(child)
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


def _job(order: Order, out: Path) -> int:
    os.setpgid(0, 0)
    with out.with_suffix(".err").open("w") as errors:
        os.dup2(errors.fileno(), 1)
        os.dup2(errors.fileno(), 2)
    try:
        out.with_suffix(".json").write_text(json.dumps(run(order)))
    except BaseException:  # reported as it is: the test shows it
        traceback.print_exc()
        sys.stderr.flush()
        return 70
    return 0


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
