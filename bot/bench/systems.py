"""The assistants that are compared: stock Rasa twice, and ours; knows nothing of how they are measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

OURS = "ours"
STOCK_FEATURES: tuple[dict[str, Any], ...] = (
    {"name": "JiebaTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
)
STOCK_FALLBACK: dict[str, Any] = {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1}


@dataclass(frozen=True)
class System:
    """One assistant: its name in the tables, and Rasa's configuration of it."""

    name: str
    config: Mapping[str, Any]


def systems(root: Path) -> tuple[System, ...]:
    """All assistants; ours as `root` configures it, the stock ones as Rasa's documentation suggests for Chinese."""
    ours = YAML(typ="safe").load(root / "config.yml")
    return (
        System(OURS, ours),
        System("stock LogisticRegression", _stock({"name": "LogisticRegressionClassifier"}, with_ted=False)),
        System("stock DIET and TED", _stock({"name": "DIETClassifier", "epochs": 100}, with_ted=True)),
    )


def _stock(classifier: Mapping[str, Any], *, with_ted: bool) -> dict[str, Any]:
    policies: list[dict[str, Any]] = [{"name": "MemoizationPolicy"}, {"name": "RulePolicy"}]
    if with_ted:
        policies.append({"name": "TEDPolicy", "max_history": 5, "epochs": 100})
    return {
        "recipe": "default.v1",
        "assistant_id": "benchmark",
        "language": "zh",
        "pipeline": [*STOCK_FEATURES, dict(classifier), STOCK_FALLBACK],
        "policies": policies,
    }
