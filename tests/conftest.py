"""What holds for every test: no network."""

from tests.network import no_network

__all__ = ["no_network"]
