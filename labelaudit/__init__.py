"""labelaudit reads supplement labels and holds them against published D3 / K2 pairing guidance."""

__version__ = "0.1.0"
