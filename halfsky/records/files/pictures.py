"""Makes a photo anew: the bytes that came are never shown (security.md T17)."""

import warnings
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

JPEG = "image/jpeg"
FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2048
QUALITY = 85


class NotAPicture(Exception):
    """It cannot be read as a picture, or is too large; the sentence goes after its name."""


def made_plain(content: bytes) -> bytes:
    """The picture as JPEG: turned upright, at most 2048 wide or high, nothing but its pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about odd metadata, which is dropped
            with Image.open(BytesIO(content), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise NotAPicture(_("超过4000万像素，请缩小后再传。"))
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                return written(on_white(upright))
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise NotAPicture(_("不是完整的照片，请重新拍摄或另存后再传。")) from error


def on_white(picture: Image.Image) -> Image.Image:
    """Without transparency."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        whole = picture.convert("RGBA")
        ground = Image.new("RGB", whole.size, "white")
        ground.paste(whole, mask=whole.getchannel("A"))
        return ground
    return picture.convert("RGB")


def written(picture: Image.Image) -> bytes:
    """Pixels alone: no EXIF, no comment, no colour profile."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    output = BytesIO()
    bare.save(output, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return output.getvalue()
