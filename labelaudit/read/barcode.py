"""Retail barcodes on a picture: the only import site of zxing-cpp."""

from labelaudit.model.sheet import Pixels


def read_codes(pixels: Pixels) -> tuple[str, ...]:
    """The GTINs on a picture (EAN-13, EAN-8, UPC-A, UPC-E as its UPC-A), digits as printed, each once.

    The check digit is zxing's to hold; a code that fails it is none.
    """
    import zxingcpp

    retail = zxingcpp.barcode_formats_from_str("EAN13,EAN8,UPCA,UPCE")
    found = zxingcpp.read_barcodes(pixels, formats=retail)
    return tuple(dict.fromkeys(code.text for code in found if code.valid and code.text.isdigit()))
