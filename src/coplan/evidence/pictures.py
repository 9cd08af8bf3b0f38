"""Pictures made small for cards and bare of what the camera wrote into them."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

LARGEST = 1600
THUMBNAIL = 480


def without_camera_notes(content: bytes, largest: int = LARGEST) -> tuple[bytes, str, str]:
    """The picture turned upright, at most so large, without place, time and camera; its type and ending."""
    with Image.open(io.BytesIO(content)) as opened:
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((largest, largest))
        clear = upright.mode in {"RGBA", "LA", "P"}
        plain = upright.convert("RGBA" if clear else "RGB")
    made = io.BytesIO()
    # A new image: saving the old one could carry its notes along
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    if clear:
        bare.save(made, "PNG", optimize=True)
        return made.getvalue(), "image/png", ".png"
    bare.save(made, "JPEG", quality=85)
    return made.getvalue(), "image/jpeg", ".jpg"


def thumbnail(content: bytes) -> tuple[bytes, str]:
    made, media_type, _ending = without_camera_notes(content, THUMBNAIL)
    return made, media_type
