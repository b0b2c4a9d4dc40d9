"""The program with workers that read what is stored: python -m tests.cli.recorded_scan ARGUMENTS."""

from functools import partial

from labelaudit.batch import scanning
from labelaudit.cli.main import run
from tests.batch.recorded import read

if __name__ == "__main__":
    scanning.LocalEngine = partial(scanning.LocalEngine, work=read)  # type: ignore[assignment, misc]
    run()
