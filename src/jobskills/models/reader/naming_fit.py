"""Collect the job titles to look for in running text, and learn when one names the job.

Training side (scikit-learn). What is learned from: postings whose occupation is known, or
was read by a teacher who saw the title too.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from jobskills.encoders.static import StaticEncoder
from jobskills.encoders.words import singular, split_words
from jobskills.models.profile import Occupation
from jobskills.models.reader.inputs import Inputs
from jobskills.models.reader.mentions import (
    CUES,
    FEATURES,
    MOST_WORDS,
    NamedTitles,
    sequence_hash,
)
from jobskills.text.wordset import word_set

__all__ = ["collect_titles", "judge_titles"]

FloatArray = NDArray[np.float32]

_PARENTHESIS: Final = re.compile(r"\(.*?\)")

#: Job titles of one word that running text mostly uses otherwise.
_ORDINARY: Final = word_set(
    "accounting bank boss brother buffer captain case cast cleaner client contact copy counter "
    "court customer cut deputy dispatch doctor engineering father fellow field filler finance "
    "finish fire float food general go grip ground hand head holder host house intern java key "
    "labor lead line load loader maintenance major man marketing mate model page packer patient "
    "pilot plant player police pool press principal print private production public ranger reader "
    "receiving report roll runner sales sample sample scout second security server service "
    "shipping shop sister sort sorter sport spray star state steel stock student support tank "
    "team temp test trader web wire woman"
)

#: Mentions that the trust in a title starts from: so few tell little.
_SHRINKAGE: Final = 5.0
_SMALLEST: Final = 1e-3


def collect_titles(
    occupations: Sequence[Occupation], encoder: StaticEncoder, fold: NDArray[np.int64]
) -> NamedTitles:
    """Index the occupations' job titles; nothing is learned yet, so every mention counts half."""
    bearers: dict[int, set[int]] = defaultdict(set)
    for number, one in enumerate(occupations):
        for name in one.names:
            rows = _title_rows(name, encoder, fold)
            if rows is not None:
                bearers[int(sequence_hash(rows))].add(number)
    keys = np.array(sorted(bearers), np.uint64)
    lists = [sorted(bearers[int(key)]) for key in keys]
    return NamedTitles(
        keys=keys,
        starts=np.cumsum([0, *map(len, lists)]).astype(np.int64),
        occupations=np.array([number for each in lists for number in each], np.int32),
        fold=fold,
        cues=_cue_bits(encoder.vocabulary),
        known=np.zeros((len(keys), 2), np.float32),
        weights=np.zeros(len(FEATURES), np.float32),
        n_occupations=len(occupations),
    )


def _title_rows(
    name: str, encoder: StaticEncoder, fold: NDArray[np.int64]
) -> NDArray[np.int64] | None:
    """Return a title's word rows; None if a word is unknown, or it is no title in running text."""
    name = _PARENTHESIS.sub(" ", name)
    words = split_words(name)
    rows = encoder.rows([name]).rows
    if not 1 <= len(words) <= MOST_WORDS or len(rows) != len(words):
        return None
    alone = singular(words[0]) if len(words) == 1 else None
    if alone is not None and (len(alone) < 3 or alone in _ORDINARY):
        return None
    return fold[rows]


def _cue_bits(vocabulary: Sequence[str]) -> NDArray[np.uint16]:
    row = {word: i for i, word in enumerate(vocabulary)}
    bits = np.zeros(len(vocabulary), np.uint16)
    for number, words in enumerate(CUES.values()):
        for word in set(words.split()) & row.keys():
            bits[row[word]] |= np.uint16(1 << number)
    return bits


def judge_titles(
    named: NamedTitles, postings: Sequence[Inputs], posterior: FloatArray
) -> NamedTitles:
    """Learn when a mention names the job, from postings and the occupations they may be for.

    Parameters
    ----------
    named : NamedTitles
    postings : sequence of Inputs, length n
    posterior : float32 [n, o]
        Probabilities of the occupations, known or a teacher's.
    """
    found = [named.find(one) for one in postings]
    if not any(len(one.titles) for one in found):
        return named
    meant = [named.mass(one, row) for one, row in zip(found, posterior, strict=True)]
    posting = np.repeat(np.arange(len(found)), [len(one.titles) for one in found])
    titles = np.concatenate([one.titles for one in found])
    target = np.concatenate(meant)
    common, trust, without = _reputation(posting, titles, target, len(named.keys))
    features = np.concatenate([one.features for one in found])
    features[:, FEATURES.index("common in postings")] = common[titles]
    # What a mention says of itself must not be in the trust that it is judged by.
    features[:, FEATURES.index("trusted")] = without
    known = np.stack([common, trust], axis=1).astype(np.float32)
    return replace(named, known=known, weights=_regress(features, target))


def _reputation(
    posting: NDArray[np.intp], titles: NDArray[np.intp], target: FloatArray, n_titles: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return, per title, how common it is and how trusted; per mention, the trust without it."""
    _, first = np.unique(np.stack([posting, titles]), axis=1, return_index=True)
    counts = np.bincount(titles[first], minlength=n_titles)
    sums = np.bincount(titles[first], target[first], n_titles)
    mean = float(np.clip(sums.sum() / counts.sum(), _SMALLEST, 1 - _SMALLEST))

    def trust(n: NDArray[Any], said: NDArray[Any]) -> FloatArray:
        share = np.clip((said + _SHRINKAGE * mean) / (n + _SHRINKAGE), _SMALLEST, 1 - _SMALLEST)
        odds = np.log(share / (1 - share)) - np.log(mean / (1 - mean))
        return np.asarray(odds, np.float32)

    left = np.maximum(sums[titles] - target, 0)
    without = trust(counts[titles] - 1, left)
    return np.log1p(counts).astype(np.float32), trust(counts, sums), without


def _regress(features: FloatArray, target: FloatArray) -> FloatArray:
    """Fit a logistic regression to soft targets: each mention counts as both, by its shares."""
    twice = np.concatenate([features, features])
    on = np.repeat([1, 0], len(target))
    shares = np.concatenate([target, 1 - target])
    if min(shares[: len(target)].sum(), shares[len(target) :].sum()) < 1:
        return np.zeros(features.shape[1], np.float32)
    model = LogisticRegression(C=0.2, fit_intercept=False, max_iter=300)
    return np.asarray(model.fit(twice, on, sample_weight=shares).coef_[0], np.float32)
