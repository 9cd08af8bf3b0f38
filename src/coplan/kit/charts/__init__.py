"""Charts drawn on the server as SVG, each with the same data as a table.

One module a kind; a function takes a frozen dataclass and returns a `Chart`. Pages show it with
`{% load kit_charts %}{% chart c %}`; documents use `as_data_uri`, `alt_text` and `as_png`.
"""

from .chart import Chart, Column, Link, Table
from .figures import COUNT, PERCENT, POUNDS, POUNDS_AND_PENCE, Unit
from .gantt import Bar, BarState, Gantt, gantt
from .grid import Grid, Stakeholder, grid
from .heat_map import Band, HeatCell, HeatMap, heat_map
from .ladder import Ladder, Rung
from .logic_model import Box, LogicModel, State, logic_model
from .paired_bars import Pair, PairedBars, paired_bars
from .pictures import alt_text, as_data_uri, as_png
from .progress import Progress, Reading, Target, progress, sparkline
from .ratio_range import RatioRange, ratio_range
from .stacked_bars import Series, StackedBars, stacked_bars
from .stage_line import Gate, GateState, Stage, StageLine, StageState, stage_line
from .tornado import Swing, Tornado, tornado
from .waterfall import Step, Waterfall, waterfall
from .xmr import xmr
from .xmr_icons import (
    assurance_icon,
    assurance_in_words,
    in_one_sentence,
    in_words,
    variation_icon,
    variation_in_words,
)
from .xmr_subject import Annotation, Xmr

__all__ = [
    "COUNT",
    "PERCENT",
    "POUNDS",
    "POUNDS_AND_PENCE",
    "Annotation",
    "Band",
    "Bar",
    "BarState",
    "Box",
    "Chart",
    "Column",
    "Gantt",
    "Gate",
    "GateState",
    "Grid",
    "HeatCell",
    "HeatMap",
    "Ladder",
    "Link",
    "LogicModel",
    "Pair",
    "PairedBars",
    "Progress",
    "RatioRange",
    "Reading",
    "Rung",
    "Series",
    "StackedBars",
    "Stage",
    "StageLine",
    "StageState",
    "Stakeholder",
    "State",
    "Step",
    "Swing",
    "Table",
    "Target",
    "Tornado",
    "Unit",
    "Waterfall",
    "Xmr",
    "alt_text",
    "as_data_uri",
    "as_png",
    "assurance_icon",
    "assurance_in_words",
    "gantt",
    "grid",
    "heat_map",
    "in_one_sentence",
    "in_words",
    "logic_model",
    "paired_bars",
    "progress",
    "ratio_range",
    "sparkline",
    "stacked_bars",
    "stage_line",
    "tornado",
    "variation_icon",
    "variation_in_words",
    "waterfall",
    "xmr",
]  # fmt: skip
