"""A link as a QR code, for a poster or for another device."""

from io import BytesIO

import segno


def qr_svg(link: str) -> str:
    """The QR code of ``link``: black on white, as large as the place it is shown in."""
    drawn = BytesIO()
    segno.make_qr(link, error="m").save(
        drawn,
        kind="svg",
        light="#fff",
        border=4,
        omitsize=True,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return drawn.getvalue().decode()
