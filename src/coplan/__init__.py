"""coplan: the shared workspace of a Public Social Partnership."""

__version__ = "0.1.0"
