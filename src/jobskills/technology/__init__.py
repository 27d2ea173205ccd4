"""The technologies and tools that a posting names, with exact spans.

`TechnologyFinder` serves and needs nothing but the standard library; its data is made on the
training side by `jobskills.technology.lexicon`. Knows nothing of models.
"""

from jobskills.technology.finder import Mention, TechnologyFinder

__all__ = ["Mention", "TechnologyFinder"]
