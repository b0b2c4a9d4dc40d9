"""A scan in a process of its own, for tests that end it.

python -m tests.batch.killable SHOP OUT [WORKERS]
"""

import sys
from pathlib import Path

from labelaudit.batch.local import LocalEngine
from labelaudit.batch.scanning import Request, scan
from tests.batch.recorded import read


def main() -> None:
    """Scan with workers that read what is stored."""
    shop, out, workers = (*sys.argv[1:], "2")[:3]
    scan(Request(shop, output=Path(out)), readers=LocalEngine(int(workers), work=read))


if __name__ == "__main__":
    main()
