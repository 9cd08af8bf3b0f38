"""Charts outside a page: an address for `<img>` in a PDF, bytes for a word processor."""

import re
from base64 import b64encode
from typing import Final

from .chart import Chart

_LINK_START: Final = re.compile(r"<a [^>]*>")


def as_data_uri(chart: Chart) -> str:
    """The picture as a `data:` address for `<img src>`; the image's alt text is title and description."""
    return f"data:image/svg+xml;base64,{b64encode(_unlinked(chart).encode()).decode('ascii')}"


def alt_text(chart: Chart) -> str:
    """What an `<img>` of the chart says to someone who cannot see it."""
    return f"{chart.title.rstrip('.')}. {chart.description}"


def as_png(chart: Chart, *, zoom: float = 2) -> bytes:
    """The picture as PNG, at twice its size unless told otherwise (sharp in print)."""
    # Imported late: a native library of several megabytes that only documents need.
    from resvg_py import svg_to_bytes  # noqa: PLC0415

    # resvg has no font aliases: without Roboto or Arial it would fall back to a serif.
    return bytes(
        svg_to_bytes(
            svg_string=_unlinked(chart),
            zoom=zoom,
            background="#ffffff",
            font_family="Liberation Sans",
            sans_serif_family="Liberation Sans",
        )
    )


def _unlinked(chart: Chart) -> str:
    """The SVG with groups for links: links inside an image lead nowhere and some renderers drop them."""
    return _LINK_START.sub("<g>", chart.svg).replace("</a>", "</g>")
