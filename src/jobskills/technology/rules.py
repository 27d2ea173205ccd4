"""The numbers that a lexicon and its search share; nothing else."""

from typing import Final

__all__ = [
    "ACRONYM",
    "CASED",
    "CONTEXT",
    "FREE",
    "LETTER",
    "LEXICON_FORMAT",
    "N_RULES",
    "SITE",
    "TOOL",
]

#: Number of the layout of the lexicon's data.
LEXICON_FORMAT: Final = 1
#: How much a phrase must look like a name where it stands: not at all; capitals; capitals and
#: company; exactly these capitals; a letter that is a language; a site that one also "follows
#: us" on; a tool, which says nothing of the words beside it.
FREE, CASED, CONTEXT, ACRONYM, LETTER, SITE, TOOL = range(7)
#: A phrase's number in the lexicon is ``N_RULES * name + rule``.
N_RULES: Final = 8
