"""Every bound of the program, with its unit in its name and the danger that it guards against."""

from pydantic import BaseModel, ConfigDict, Field


class Limits(BaseModel):
    """Finite bounds for one label; the defaults suit pictures from strangers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file_megabytes: float = Field(default=200, gt=0)
    """Reading a disk image into memory."""

    megapixels: float = Field(default=80, gt=0)
    """Decompression bombs: a small file that claims a huge picture (checked before decoding)."""

    pdf_pages: int = Field(default=50, gt=0)
    """A thousand-page PDF in an unattended run; pages after it are named in a warning."""

    reading_pixels: int = Field(default=4000, gt=0)
    """Longest side that the first reader is given; a larger picture is reduced (memory, time)."""

    reading_megapixels: float = Field(default=6, gt=0)
    """Its area, likewise: the reader takes 120 MB a million pixels, and 400 MB beside."""

    second_looks: int = Field(default=12, ge=0)
    """Rows that are read a second time for one page; the rest stay as they were read."""

    archive_members: int = Field(default=500_000, gt=0)
    """A ZIP archive whose list of members alone would fill the memory."""

    archive_ratio: float = Field(default=200, gt=1)
    """Decompression bombs: how many times its packed size a member of an archive may declare."""

    label_seconds: float = Field(default=300, gt=0)
    """A picture that keeps a worker of a scan busy for ever."""

    worker_megabytes: float = Field(default=3000, gt=0)
    """A picture that fills a scan's memory; a worker that holds more than this ends, and reads on anew."""

    fetch_seconds: float = Field(default=120, gt=0)
    """A server that sends a picture a byte at a time."""

    row_megabytes: float = Field(default=16, gt=0)
    """A table without line ends, or with one endless cell, read into memory."""

    workbook_megabytes: float = Field(default=1000, gt=0)
    """Decompression bombs in spreadsheets, whose sheets are unpacked into memory."""

    workbook_cells: int = Field(default=20_000_000, gt=0)
    """One cell at the far corner of a sheet, which makes room for all cells before it."""
