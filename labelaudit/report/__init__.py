"""Audits to text."""
