"""What can be said from the answers to a survey: scores, means, shares, changes and groups.

    scored = score(Scale(items, "sum"), {"companionship": 2, "left-out": 1, "isolated": 3})
    said = mean_of([7, 8, 6, 9, 5, 7, 8, 6, 7, 7])

Answers go in as numbers and come out as estimates with their 95% intervals. Where too few people
answered for a figure to mean anything, `Unsaid` comes back with the reason instead of a figure.
docs/methods/surveys.md has the formulae.
"""

from .change import Change, Difference, change_of, difference_of
from .estimates import FEWEST, Mean, Share, Unsaid, interval_of_mean, mean_of, share_of, wilson
from .groups import FLOOR, hidden_groups
from .scoring import Band, Item, Scale, band_of, counts_of, score, turned
from .student import t_below, t_quantile

__all__ = [
    "FEWEST",
    "FLOOR",
    "Band",
    "Change",
    "Difference",
    "Item",
    "Mean",
    "Scale",
    "Share",
    "Unsaid",
    "band_of",
    "change_of",
    "counts_of",
    "difference_of",
    "hidden_groups",
    "interval_of_mean",
    "mean_of",
    "score",
    "share_of",
    "t_below",
    "t_quantile",
    "turned",
    "wilson",
]
