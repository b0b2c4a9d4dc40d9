"""Bytes to sheets: the only place where image and PDF files are opened."""
