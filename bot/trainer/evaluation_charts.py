"""The two charts of the report, as SVG that asks nothing of anybody: no script, no font, no address."""

from math import sqrt
from xml.etree import ElementTree

import pygal
from pygal.style import Style

from bot.trainer.confidence import Reliability, Threshold

SVG = "http://www.w3.org/2000/svg"
# Narrow, so that letters stay readable when a phone shrinks it.
SIZE = {
    "width": 420,
    "height": 320,
    "margin": 6,
    "margin_right": 22,
    "legend_at_bottom": True,
    "legend_at_bottom_columns": 3,
    "legend_box_size": 10,
}
SCALE = {"range": (0, 1), "y_labels": [0, 0.2, 0.4, 0.6, 0.8, 1]}
LARGEST_DOT = 11.0
SMALLEST_DOT = 2.5
COLOURS = ("var(--first)", "var(--second)", "var(--third)")  # of the page, so that they follow its dark mode


def curve_chart(curve: tuple[Threshold, ...]) -> str:
    """Accuracy, what is refused and what is let in, over the thresholds."""
    chart = pygal.XY(_config(**SIZE, **SCALE, dots_size=1.5, x_labels=[0, 0.2, 0.4, 0.6, 0.8]), style=_style())
    chart.add("宽松准确率", [(one.threshold, one.lenient) for one in curve])
    chart.add("误拒", [(one.threshold, one.refused) for one in curve])
    chart.add("误收", [(one.threshold, one.let_in) for one in curve])
    return _svg(chart, "refusal-curve")


def reliability_chart(found: Reliability) -> str:
    """A dot a bin, the larger the more messages are in it; on the diagonal, confidence says what it means."""
    chart = pygal.XY(_config(**SIZE, **SCALE, xrange=(0, 1), x_labels=SCALE["y_labels"]), style=_style())
    largest = max(one.messages for one in found.bins)
    dots = [
        {"value": (one.confidence, one.right), "node": {"r": _radius(one.messages, largest)}}
        for one in found.bins
        if one.messages
    ]
    chart.add("实际答对", dots)
    chart.add("理想", [(0, 0), (1, 1)], show_dots=False, stroke_style={"dasharray": "4, 4"})
    return _svg(chart, "reliability-diagram")


def _config(**options: object) -> pygal.Config:
    """Percentages on both axes, and no script."""
    shown = "{:.0%}".format
    return pygal.Config(js=(), x_value_formatter=shown, value_formatter=shown, **options)


def _style() -> Style:
    return Style(
        background="transparent",
        plot_background="transparent",
        foreground="var(--ink)",
        foreground_strong="var(--ink)",
        foreground_subtle="var(--line)",
        guide_stroke_color="var(--line)",
        major_guide_stroke_color="var(--line)",
        guide_stroke_dasharray="none",
        major_guide_stroke_dasharray="none",
        colors=COLOURS,
        font_family="inherit",
        label_font_size=12,
        major_label_font_size=12,
        legend_font_size=13,
        stroke_width="2",
        opacity=".85",
    )


def _radius(messages: int, largest: int) -> float:
    """The area of a dot grows with what it stands for."""
    return max(SMALLEST_DOT, round(LARGEST_DOT * sqrt(messages / largest), 1))


def _svg(chart: pygal.graph.graph.Graph, name: str) -> str:
    """The chart without what pygal adds: its script, and the addresses in its comments, which the parser leaves out."""
    chart.uuid = name
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(chart.render())  # noqa: S314 -- drawn a line above from numbers alone
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in {f"{{{SVG}}}script", f"{{{SVG}}}title", f"{{{SVG}}}desc"}:
                parent.remove(child)
    return ElementTree.tostring(root, encoding="unicode")
