"""What a sentence under no heading speaks of, told by its first words and its subject.

Half of all advertisements have no headings, or none that can be known. A sentence there
that begins with a verb of work tells a duty, one that begins with "Experience in" a
requirement, and one whose subject is the employer speaks of the company.
"""

import re
from typing import Final

from jobskills.text.hints import Grams, Hints
from jobskills.text.keyed import KeyedPatterns
from jobskills.text.reading import Section
from jobskills.text.sentences import VERBS
from jobskills.text.wordset import holds_any, word_set

__all__ = ["Unannounced", "begins_with_work", "goes_on", "is_employers"]

_FIRST: Final = re.compile(r"[^\w<]*+(?:to |also |and |or )?([\w'’/&+-]+)")

_HAVING: Final = word_set(
    """
    experience experienced ability able knowledge understanding familiarity familiar proficiency
    proficient fluency fluent degree bachelor bachelor's bachelors bachelor’s master master's
    masters master’s ba bs bsc msc mba phd jd ba/bs bs/ba diploma ged license licence licensed
    certification certified certificate valid minimum strong excellent exceptional outstanding
    solid proven demonstrated demonstrable effective deep extensive previous prior must
    comfortable willing willingness enthusiastic self-starter self-motivated motivated team-player
    candidates applicants skilled qualified educated good great working working-knowledge
    expertise background competent conversant capable highly flexible confident passionate
    passion hands-on advanced basic interest interested relevant
    """
)
_HAVE: Final = KeyedPatterns(r"""
    candidate|applicant|person  \b(?:ideal|successful|right) (?:candidate|applicant|person)
    candidate|applicant|person  \b(?:suitable|strong|perfect) (?:candidate|applicant|person)
    candidate|applicant  \b(?:candidates|applicants) (?:must|should|will|need|with)
    you  you(?<!\wyou) (?:\w+ )?(?:must|should|need to|will need to) (?:have|be an? |hold)
    you  you(?<!\wyou) (?:\w+ )?(?:will already|may|will) (?:have|be an? |hold)
    you  you(?<!\wyou)(?:'ll|’ll| will| must| should)? (?:also )?(?:have|possess|hold|bring|need)\b
    you  you(?<!\wyou) must also (?:also )?(?:have|possess|hold|bring|need)\b
    you  you(?<!\wyou) (?:are|should be|must be|will be) (?:an? )?(?:\w+ly )?(?:motivated|confident)
    you  you(?<!\wyou) (?:are|should be|must be|will be) (?:an? )?(?:\w+ly )?organi[sz]ed
    you  you(?<!\wyou) (?:are|should be|must be|will be) (?:an? )?(?:\w+ly )?qualified
    you  you(?<!\wyou) (?:are|should be|must be|will be) (?:an? )?(?:\w+ly )?(?:experienced|driven)
    experience  years?['’]? (?:of )?(?:[\w-]+ ){0,3}experience
    experience|record  (?:previous|prior|proven|relevant) (?:[\w-]+ ){0,4}(?:experience|record)
    experience|record  demonstrable (?:[\w-]+ ){0,4}(?:experience|record)
    experience  experience (?:in|of|with|working|as)\b
    degree  degree(?<!\wdegree) (?:in|or)\b
    knowledge of  knowledge of
    essential|required|preferred  (?:is|are|be) (?:highly )?(?:essential|required|preferred)
    desirable|advantage|a must  (?:is|are|be) (?:highly )?(?:desirable|advantageous|a must)
    advantage|plus|bonus  (?:is|be) an? (?:advantage|plus|bonus)
    asset|requirement  (?:is|be) an? (?:asset|requirement)
    skills  skills (?:and|are|in)
    ability to  ability to\b
    equivalent  or equivalent
    licen  driv(?:er's|ing) licen[cs]e
""")
_HAVE_HINTS: Final = Hints((
    "you", "experience", "candidate", "applicant", "degree", "knowledge of", "ability to",
    "skills", "required", "preferred", "essential", "desirable", "equivalent", "licen", "is a",
    "be a", "person",
))  # fmt: skip
_WORK: Final = KeyedPatterns(
    r"""
    you  you(?<!\wyou)(?:'ll|’ll| will| would) (?:also |then )?(?:be )?(?:responsible|expected)
    you  you(?<!\wyou)(?:'ll|’ll| will| would) (?:also |then )?(?:be )?(?:required|involved)
    you  you(?<!\wyou)(?:'ll|’ll| will| would) (?:also |then )?(?!{others}\b)\w{4}
    responsib  responsib(?:le|ilit)
    duties|tasks  \b(?:duties|tasks)\b
    accountable  accountable for
    is to|will  \b(?:role|job|position|post|work) (?:is to|will)
    involves|includes|requires  \b(?:role|job|position|post|work) (?:involves|includes|requires)
    entails|consists  \b(?:role|job|position|post|work) (?:entails|consists)
    who will  \bwho will\b
    you  \bas an? [\w /-]{3,40} you\b
    key function  \bkey function
""".replace("{others}", "(?:be|have|need|get|receive|find)")
)
_RECEIVE: Final = re.compile(
    r"\byou(?:'ll|’ll| will)(?: also)? (?:be (?:working for|joining|part|given|offered|rewarded)|"
    r"join|enjoy|earn)\b"
)
_EMPLOYER: Final = re.compile(
    r"[^\w<]*+(?:(?:at|as|for|with|across|in) [^,.]{2,50}, |here |at <?\w+>? )?"
    r"(?:<organi[sz]ation>|(?:our|my|we|we['’]re|(?:the|this) (?:company|firm|group|business|"
    r"organi[sz]ation|client|school|hospital|agency|charity|practice|bank|university|department|"
    r"trust|college))\b)"
)
#: Whom these mean, the sentence before tells.
_PRONOUN: Final = re.compile(r"[^\w<]*+(?:they|their|its?|this|these|there)\b")
#: "Acme Bakeries provides ...", "Acme is a ...".
_NAME: Final = r"<?[A-Z][\w&.'’-]*>?,?"
_NAMED: Final = re.compile(
    rf"[^\w<]*+{_NAME}(?:(?: (?:of|and|&|the|for|in))? {_NAME}){{1,5}}"
    r" (?:is|was|has|offers|provides|operates|delivers|specialises|specializes|serves|helps|works|"
    rf"believes|aims|employs|stands|supports|combines|designs|makes|continues)\b|[^\w<]*+{_NAME} "
    r"(?:is|was) (?:an?|the|one) "
)
_OF_THE_JOB: Final = re.compile(
    r"\byou|candidate|applica|seek|look(?:ing)? for|recruit|hir(?:e|ing)\b|\broles?\b|position|"
    r"vacanc|responsib|requir|\bneed|appoint|experience|opportunit|skills|team member"
)
_EARLY: Final = 50
_APPLICATION: Final = KeyedPatterns(r"""
    apply  ^\W*to apply\b|\bto apply(?:,| (?:for|please|you|click|online|via|by|simply|send)\b)
    apply  apply(?<!\wapply) (?:now|today|online|here|via|by|at|directly)\b
    apply  apply(?<!\wapply) for th\w+ (?:role|position|job)\b
    cv|resume  (?:send|submit|forward|upload|attach) (?:us )?(?:your|an?) (?:\w+ ){0,2}(?:cv|resume)
    cv|resume  e-?mail (?:us )?(?:your|an?) (?:\w+ ){0,2}(?:cv|resume)
    letter  (?:cover(?:ing)?|motivation) letter
    applic  your application|application (?:form|deadline|process|pack)
    applic  applications? (?:must|will|received|should|submitted)
    deadline|date  (?:application|closing) (?:deadline|date)
    interview  (?:be|if you are) (?:contacted|selected) for (?:an )?interview
    click  click (?:here|on|the|'|‘|"|apply)
    information  for (?:more|further|additional) information
    please  please (?:contact|call|visit|e-?mail|apply|note that)
    considered  to be considered for this
    @  @[\w-]+\.\w
    http  https?://
    www.  www\.(?<!\wwww\.)
""")
#: Verbs of work that begin statements, besides those that also part run-on text.
_MORE_VERBS: Final = word_set(
    """
    accompany allocate amend approve assemble assign audit authorise authorize bake balance brief
    budget calculate calibrate care champion coach code compile compose configure consult control
    convert cook counsel cultivate cut debug delegate deploy diagnose dispatch dispense distribute
    edit educate enable encourage enforce enter escalate escort estimate examine expand facilitate
    fill fix foster gather grow hire influence inform initiate integrate interpret interview launch
    learn liaise lift listen mix mobilise modify motivate move observe obtain open pack paint pick
    place procure program protect pull purchase raise reconcile refer register remove repair
    replace restock retrieve review safeguard scan search secure select share ship sort source
    spearhead stock store study submit supply synchronise synchronize tend transfer transport
    travel treat unload validate visit wash watch weigh welcome wrap
    """
)
_ALL_VERBS: Final = (VERBS | _MORE_VERBS) - _HAVING
_LAST_LETTERS: Final = ("s", "g")
_VERB_ENDINGS: Final = (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"))


class Unannounced:
    """Tells what the sentences of a text speak of that stand under no heading.

    Parameters
    ----------
    grams : Grams
        Those of the text, in lower case.
    """

    def __init__(self, grams: Grams) -> None:
        self._have_hints = _HAVE_HINTS.within(grams)
        self._have = _HAVE.keys.within(grams)
        self._work = _WORK.keys.within(grams)
        self._application = _APPLICATION.keys.within(grams)

    def is_application(self, lower: str) -> bool:
        """Whether a sentence tells how to apply; it is in lower case.

        Examples
        --------
        >>> for text in ("please send your cv by friday.", "apply paint to walls."):
        ...     print(Unannounced(Grams(text)).is_application(text))
        True
        False
        """
        # Further in, it is the end of a wall of text that says other things first.
        found = _APPLICATION.matches(lower, self._application)
        return any(match.start() < _EARLY for match in found)

    def section(self, text: str, lower: str) -> Section:
        """Return what a sentence speaks of, from its text as it is and in lower case.

        Examples
        --------
        >>> for text in ("Manages the stock of three shops.", "Our client bakes rolls.",
        ...     "Two years of experience in a kitchen.", "The shop lies at the corner."):
        ...     print(Unannounced(Grams(text.lower())).section(text, text.lower()))
        duties
        about
        requirements
        none
        """
        word = _first_word(lower)
        if word in _HAVING:
            return "requirements"
        if _is_work(word):
            return "duties"
        if holds_any(lower, self._have_hints) and any(_HAVE.matches(lower, self._have)):
            return "requirements"
        if any(_WORK.matches(lower, self._work)) and not _RECEIVE.search(lower):
            return "duties"
        return "about" if is_employers(text, lower) else "none"


def is_employers(text: str, lower: str) -> bool:
    """Whether a sentence says what the employer is or does, not what it looks for.

    Examples
    --------
    >>> [is_employers(text, text.lower()) for text in ("Our client builds bridges.",
    ...     "Acme Bakeries has four shops.", "We are looking for a baker.")]
    [True, True, False]
    """
    named = _EMPLOYER.match(lower) or (not text.isupper() and _NAMED.match(text))
    return bool(named) and _OF_THE_JOB.search(lower) is None


def goes_on(lower: str) -> bool:
    """Whether a sentence goes on about what the one before spoke of, if that was the employer.

    Examples
    --------
    >>> goes_on("they have four shops."), goes_on("they are looking for a baker.")
    (True, False)
    """
    return _PRONOUN.match(lower) is not None and _OF_THE_JOB.search(lower) is None


def begins_with_work(lower: str) -> bool:
    """Whether the first word is a verb of work: "plan", "plans" or "planning".

    Examples
    --------
    >>> begins_with_work("to serve the guests."), begins_with_work("we serve the guests.")
    (True, False)
    """
    return _is_work(_first_word(lower))


def _is_work(word: str) -> bool:
    """Whether a word is a form of a verb of work."""
    if word in _ALL_VERBS:
        return True
    if word[-1:] not in _LAST_LETTERS:
        return False
    for ending, instead in _VERB_ENDINGS:
        stem = word.removesuffix(ending)
        # "Planning" doubles what "plan" ends in.
        doubled = ending == "ing" and stem[-1:] == stem[-2:-1] and stem[:-1] in _ALL_VERBS
        if stem != word and (stem + instead in _ALL_VERBS or doubled):
            return True
    return False


def _first_word(lower: str) -> str:
    first = _FIRST.match(lower)
    return first[1] if first else ""
