"""Logistic regressions of one intent against all others, side by side on all cores; imports nothing of Rasa.

scikit-learn trains them one after the other, and liblinear keeps Python's lock, so that threads would not help.
"""

from typing import List, Tuple

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression


def fit(
    features: csr_matrix,
    labels: "np.ndarray",
    counts: "np.ndarray",
    C: float,  # noqa: N803 -- its name everywhere
) -> Tuple[List[str], "np.ndarray", "np.ndarray"]:
    """The sorted labels, their weights (a row a feature, a column a label) and their intercepts.

    `counts` says how many examples each row stands for.
    """
    names = sorted(set(labels.tolist()))
    fitted = Parallel(n_jobs=-1)(delayed(_one)(features, labels == name, counts, C) for name in names)
    weights = np.stack([column for column, _ in fitted], axis=1)
    return names, weights, np.array([intercept for _, intercept in fitted], np.float32)


def _one(features: csr_matrix, is_it: "np.ndarray", counts: "np.ndarray", C: float) -> "Tuple[np.ndarray, float]":  # noqa: N803
    model = LogisticRegression(solver="liblinear", C=C, random_state=0)
    model.fit(features, is_it, sample_weight=counts)
    return model.coef_[0].astype(np.float16), float(model.intercept_[0])
