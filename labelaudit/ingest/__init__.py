"""Bytes to sheets: the only place where image and PDF files are opened."""

from labelaudit.ingest.opening import open_file

__all__ = ["open_file"]
