"""Pages to labels: geometry first, then grammar, then arithmetic; pure."""
