"""Ratings and categories to a label matrix: binarise, associate, reduce.

This room knows NumPy arrays and nothing else: no file, no element of O*NET and
no occupation code may be named in it. Rows are occupations, columns are labels.
Only the training side may import it.
"""

from jobskills.labels.associate import pearson, spearman
from jobskills.labels.binarise import binarise, thresholds
from jobskills.labels.contingency import cramers_v
from jobskills.labels.reduce import Dropped, Reduction, reduce

__all__ = [
    "Dropped",
    "Reduction",
    "binarise",
    "cramers_v",
    "pearson",
    "reduce",
    "spearman",
    "thresholds",
]
