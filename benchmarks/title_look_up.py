"""What a reader of titles has to beat: look the title up among all job titles of the release.

First exactly (but for case and punctuation), then by the cosine of character n-grams
weighted by TF-IDF. That is scikit-learn's, which the train extra brings anyway.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from jobskills.models.profile import Occupation

__all__ = ["TitleLookUp"]

_CHUNK = 200
_EXACT = 2.0  # above any cosine
#: Where several occupations have the very title, the one whose own title is most like it.
_OWN = 1e-3


class TitleLookUp:
    """Finds occupations by title.

    Parameters
    ----------
    occupations : sequence of Occupation
        Each is looked for by its title and its job titles.
    """

    def __init__(self, occupations: Sequence[Occupation]) -> None:
        titled = [(one.code, [one.title, *one.job_titles]) for one in occupations]
        self._codes = [code for code, _ in titled]
        names = [_plain(name) for _, listed in titled for name in listed]
        self._names = np.array(names, dtype=np.str_)
        # The first name of each occupation is its own title.
        self._first = np.cumsum([0, *(len(listed) for _, listed in titled[:-1])])
        self._features = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        self._matrix = self._features.fit_transform(names)

    def ranked(self, titles: Sequence[str], most: int = 10) -> list[list[str]]:
        """Return the codes of the best occupations per title, best first."""
        found = []
        for start in range(0, len(titles), _CHUNK):
            for scores in self._scores([_plain(title) for title in titles[start : start + _CHUNK]]):
                best = np.argsort(-scores, kind="stable")[:most]
                found.append([self._codes[i] for i in best])
        return found

    def _scores(self, titles: Sequence[str]) -> NDArray[np.float32]:
        """Return how well each occupation's best name fits, [titles, occupations]."""
        alike = (self._features.transform(titles) @ self._matrix.T).toarray().astype(np.float32)
        own = alike[:, self._first]
        for row, title in zip(alike, titles, strict=True):
            row[self._names == title] = _EXACT
        best = np.maximum.reduceat(alike, self._first, axis=1)
        return np.asarray(best + _OWN * own, dtype=np.float32)


def _plain(title: str) -> str:
    return " ".join(re.findall(r"[a-z0-9+#]+", title.lower()))
