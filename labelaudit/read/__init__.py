"""Sheets to pages: the only place where the OCR engines are imported."""
