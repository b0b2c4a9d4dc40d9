"""Audits to text, JSON, HTML and tables."""
