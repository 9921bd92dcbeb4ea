"""Which examples lie nearer to another intent than to their own, judged by models that have not seen them.

Run by `bot validate --doubtful` in Rasa's environment as `python -m bot.engine.doubtful`: reads a JSON list of
[masked text, intent], writes a JSON list of [place, other intent, its confidence, the own intent's confidence].
Paraphrases are judged together: an example must not be vouched for by its own twin.
"""

import json
import sys
from typing import List, Sequence, Tuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from scipy.sparse.csgraph import connected_components
from sklearn.model_selection import GroupKFold

from bot.engine import one_vs_rest
from bot.engine.ngrams import CHARACTERS, PAIRS, views
from bot.engine.tfidf import Tfidf

FOLDS = 3
C = 30.0
PARAPHRASE = 0.6  # cosine of two examples from which they are the same question in other words
RANGES = {CHARACTERS: (1, 3), PAIRS: (2, 4)}
LEAST_DF = {CHARACTERS: 2, PAIRS: 3}

Doubt = Tuple[int, str, float, float]


def doubtful(texts: Sequence[str], intents: Sequence[str]) -> List[Doubt]:
    """The examples that another intent claims with more confidence than their own, the surest claims first."""
    features, labels = _features(texts), np.array(intents)
    groups = _paraphrases(features, labels)
    doubts: List[Doubt] = []
    for seen, unseen in GroupKFold(FOLDS).split(labels, groups=groups):
        names, weights, intercepts = one_vs_rest.fit(features[seen], labels[seen], np.ones(len(seen)), C)
        claims = 1 / (1 + np.exp(-(features[unseen] @ weights.astype(np.float32) + intercepts)))
        shares = claims / claims.sum(axis=1, keepdims=True)
        for place, row in zip(unseen.tolist(), shares, strict=True):
            best, own = int(row.argmax()), names.index(intents[place])
            if best != own:
                doubts.append((place, names[best], float(row[best]), float(row[own])))
    return sorted(doubts, key=lambda one: one[3] - one[2])


def _features(texts: Sequence[str]) -> csr_matrix:
    counted = [views(text, (), RANGES) for text in texts]
    tables = {name: Tfidf.fit([one[name] for one in counted], LEAST_DF[name]) for name in RANGES}
    return csr_matrix(hstack([table.transform(one[name] for one in counted) for name, table in tables.items()]))


def _paraphrases(features: csr_matrix, labels: "np.ndarray") -> "np.ndarray":
    """A number for every example; examples of one intent that are much alike, even by way of a third, share it."""
    numbers = np.zeros(len(labels), int)
    given = 0
    for name in sorted(set(labels.tolist())):
        places = np.flatnonzero(labels == name)
        own = features[places]
        alike = (own @ own.T) >= PARAPHRASE * len(RANGES)
        count, found = connected_components(alike, directed=False)
        numbers[places] = found + given
        given += count
    return numbers


def main() -> None:
    """Read examples from standard input, write the doubtful ones to standard output."""
    rows = json.load(sys.stdin)
    json.dump(doubtful([text for text, _ in rows], [intent for _, intent in rows]), sys.stdout)


if __name__ == "__main__":
    main()
