"""Write the page of a table's columns: `python -m tests.docs.columns docs/columns.md`."""

import sys
from pathlib import Path

from labelaudit.report.columns import columns_page

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(columns_page(), encoding="utf-8")
