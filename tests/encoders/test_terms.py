"""The inverted index against scikit-learn's vectoriser, and what a saved copy keeps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from jobskills.encoders.terms import TermIndex, character_terms, phrase_terms

DOCUMENTS = [[1, 2, 2, 3], [2, 4], [5, 5, 5, 1], [6]]
terms = st.lists(st.integers(1, 8), max_size=12)


def _by_scikit_learn(documents: list[list[int]], query: list[int]) -> np.ndarray:
    vectoriser = TfidfVectorizer(analyzer=lambda document: document, sublinear_tf=True)
    matrix = vectoriser.fit_transform(documents)
    return np.asarray((vectoriser.transform([query]) @ matrix.T).toarray()[0])


@given(terms)
def test_scores_are_the_cosines_of_tf_idf_vectors(query: list[int]) -> None:
    [scores] = TermIndex.fit(DOCUMENTS).scores([query])
    np.testing.assert_allclose(scores, _by_scikit_learn(DOCUMENTS, query), atol=1e-5)


def test_terms_of_too_few_documents_are_left_out() -> None:
    index = TermIndex.fit(DOCUMENTS, min_documents=2)
    assert index.terms.tolist() == [1, 2]
    assert index.rows([1, 9, 2, 2]).tolist() == [0, -1, 1, 1]


def test_terms_of_too_many_documents_are_left_out() -> None:
    common = TermIndex.fit(DOCUMENTS)
    frequency = np.diff(common.starts)
    index = TermIndex.fit(DOCUMENTS, max_share=0.25)
    assert 0 < len(index.terms) < len(common.terms)
    np.testing.assert_array_equal(index.terms, common.terms[frequency == 1])


@given(st.lists(terms, max_size=3))
def test_hits_are_the_scores_of_documents_with_a_term(queries: list[list[int]]) -> None:
    index = TermIndex.fit(DOCUMENTS)
    texts, documents, cosines = index.hits(queries)
    scores = np.zeros((len(queries), index.n_documents), np.float32)
    scores[texts, documents] = cosines
    np.testing.assert_allclose(scores, index.scores(queries), atol=1e-7)
    assert (np.diff(texts * index.n_documents + documents) > 0).all()


@given(terms, terms)
def test_a_text_scores_among_others_as_it_does_alone(one: list[int], other: list[int]) -> None:
    index = TermIndex.fit(DOCUMENTS)
    alone = np.concatenate([index.scores([one]), index.scores([other])])
    np.testing.assert_array_equal(index.scores([one, other]), alone)


def test_columns_are_the_dense_form_of_the_index() -> None:
    index = TermIndex.fit(DOCUMENTS)
    rows = np.arange(len(index.terms))
    dense = index.columns(rows)
    assert dense.shape == (6, 4)
    np.testing.assert_allclose(np.linalg.norm(dense, axis=0), 1, atol=1e-6)


def test_a_saved_copy_scores_alike() -> None:
    index = TermIndex.fit(DOCUMENTS)
    copy = TermIndex.from_arrays(index.arrays())
    np.testing.assert_allclose(copy.scores([[1, 2, 5]]), index.scores([[1, 2, 5]]), atol=1e-3)


@pytest.mark.parametrize("cut", [phrase_terms, character_terms])
def test_nothing_known_scores_nothing(cut: object) -> None:
    assert callable(cut)
    assert cut("– ! –") == []
    assert not TermIndex.fit(DOCUMENTS).scores([[]]).any()
