"""`python -m labelaudit` is `labelaudit`."""

from labelaudit.cli.main import run

run()
