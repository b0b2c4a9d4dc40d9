"""What drawing needs of the machine."""

import pytest

from fixtures.fonts import require_fonts


@pytest.fixture(scope="session")
def fonts():
    """The label fonts; a test that draws is skipped where they are not installed."""
    try:
        require_fonts()
    except LookupError as error:
        pytest.skip(str(error))
