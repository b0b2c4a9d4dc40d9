"""Retail barcodes give a label its GTIN; anything else is none."""

import numpy as np
import zxingcpp

from labelaudit.read.barcode import read_codes


def drawn(text, barcode_format):
    code = zxingcpp.create_barcode(text, barcode_format)
    pixels = np.array(code.to_image(scale=3, add_quiet_zones=True))
    return np.repeat(pixels[:, :, None], 3, axis=2) if pixels.ndim == 2 else pixels


def test_an_ean_is_read_with_all_its_digits():
    assert read_codes(drawn("4006381333931", zxingcpp.BarcodeFormat.EAN13)) == ("4006381333931",)


def test_a_code_that_no_shop_scans_is_none():
    assert read_codes(drawn("https://example.org", zxingcpp.BarcodeFormat.QRCode)) == ()


def test_a_picture_without_a_code_has_none():
    assert read_codes(np.full((80, 120, 3), 255, dtype=np.uint8)) == ()
