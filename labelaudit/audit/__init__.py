"""Labels to audits: the guidance, its rules and the score; pure."""
