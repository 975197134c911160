"""How a picture begins; to open one is left to the inner zone."""

PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")


def is_picture(content: bytes) -> bool:
    """JPEG, PNG or WebP, as far as the first bytes tell."""
    return content.startswith(PICTURES)
