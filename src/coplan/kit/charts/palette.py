"""The colours of every chart: one accent, greys, and four status colours never used without a word."""

ACCENT = "#0065bd"
ACCENT_DARK = "#003f7a"
ACCENT_PALE = "#d9e9f7"

INK = "#222222"
MUTED = "#5c5c5c"
EDGE = "#8a8a8a"
RULE = "#c4c4c4"
GRID = "#e6e6e6"
WASH = "#f5f6f7"
PAPER = "#ffffff"

GOOD = "#2f7d32"
WARN = "#b35c00"
BAD = "#c0271c"
CHANGED = "#6a3d9a"

# Pale grounds keep dark text above 7:1; the strongest band turns its text white.
BAND_GROUNDS = {"low": "#e9eff3", "medium": "#fdebb8", "high": "#f7b86e", "very_high": "#b3261e"}
BAND_INKS = {"low": INK, "medium": INK, "high": INK, "very_high": PAPER}

SERIES = (ACCENT, "#b35c00", "#2f7d32", "#6a3d9a", "#5c5c5c", "#00788a", "#9c2f6b", "#7a5c00")
