"""British English writes them as English does; Django's own en_GB would come first without this."""

from coplan.kit.formats.en.formats import *  # noqa: F403
