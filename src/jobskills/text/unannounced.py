"""What a sentence under no heading speaks of, told by its first words and its subject.

Half of all advertisements have no headings, or none that can be known. A sentence there
that begins with a verb of work tells a duty, one that begins with "Experience in" a
requirement, and one whose subject is the employer speaks of the company.
"""

import re
from typing import Final

from jobskills.text.reading import Section
from jobskills.text.sentences import VERBS
from jobskills.text.wordset import any_of, holds_any, word_set

__all__ = ["begins_with_work", "goes_on", "is_application", "is_employers", "unannounced_section"]

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
_HAVE: Final = re.compile(
    any_of(r"""
    \b(?:ideal|successful|right|suitable|strong|perfect) (?:candidate|applicant|person)
    \b(?:candidates|applicants) (?:must|should|will|need|with)
    \byou (?:\w+ )?(?:must|should|need to|will need to|will already|may|will) (?:have|be an? |hold)
    \byou(?:'ll|’ll| will| must| should| must also)? (?:also )?(?:have|possess|hold|bring|need)\b
    \byou (?:are|should be|must be|will be) (?:an? )?(?:\w+ly )?(?:motivated|confident|organi[sz]ed)
    \byou (?:are|should be|must be|will be) (?:an? )?(?:\w+ly )?(?:qualified|experienced|driven)
    years?['’]? (?:of )?(?:[\w-]+ ){0,3}experience|\bdegree (?:in|or)\b|(?:working )?knowledge of
    (?:is|are|be) (?:highly )?(?:essential|required|preferred|desirable|advantageous|a must)
    (?:is|be) an? (?:advantage|plus|bonus|asset|requirement)|skills (?:and|are|in)
    (?:previous|prior|proven|relevant|demonstrable) (?:[\w-]+ ){0,4}(?:experience|record)
    experience (?:in|of|with|working|as)\b|ability to\b|or equivalent|driv(?:er's|ing) licen[cs]e
    """)
)
_HAVE_HINTS: Final = (
    "you", "experience", "candidate", "applicant", "degree", "knowledge of", "ability to",
    "skills", "required", "preferred", "essential", "desirable", "equivalent", "licen", "is a",
    "be a", "person",
)  # fmt: skip
_WORK: Final = re.compile(
    any_of(r"""
    \byou(?:'ll|’ll| will| would) (?:also |then )?(?:be )?(?:responsible|expected|required|involved)
    \byou(?:'ll|’ll| will| would) (?:also |then )?(?!be\b|have\b|need\b|get\b|receive\b|find\b)\w{4}
    responsib(?:le|ilit)|\bduties\b|\btasks\b|accountable for
    \b(?:role|job|position|post|work) (?:is to|will|involves|includes|requires|entails|consists)
    \bwho will\b|\bas an? [\w /-]{3,40} you\b|\bkey function
    """)
)
_WORK_HINTS: Final = (
    "you", "responsib", "duties", "tasks", "accountable", "who will", "key function",
    "role ", "job ", "position ", "post ", "work ",
)  # fmt: skip
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
_APPLICATION: Final = re.compile(
    any_of(r"""
    ^\W*to apply\b|\bto apply(?:,| (?:for|please|you|click|online|via|by|simply|send)\b)
    \bapply (?:now|today|online|here|via|by|at|directly|for th\w+ (?:role|position|job))\b
    (?:send|submit|forward|upload|attach|e-?mail) (?:us )?(?:your|an?) (?:\w+ ){0,2}(?:cv|resume)
    (?:cover(?:ing)?|motivation) letter|your application|application (?:form|deadline|process|pack)
    (?:application|closing) (?:deadline|date)|applications? (?:must|will|received|should|submitted)
    (?:be|if you are) (?:contacted|selected) for (?:an )?interview|click (?:here|on|the|'|‘|"|apply)
    for (?:more|further|additional) information|please (?:contact|call|visit|e-?mail|apply)
    please note that|to be considered for this|@[\w-]+\.\w|https?://|\bwww\.
    """)
)
_APPLICATION_HINTS: Final = (
    "apply", "applic", "letter", "interview", "click", "information", "please", "considered",
    " cv", "resume", "@", "http", "www", "closing",
)  # fmt: skip
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
_VERB_ENDINGS: Final = (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"))


def is_application(lower: str) -> bool:
    """Whether a sentence tells how to apply; it is in lower case.

    Examples
    --------
    >>> is_application("please send your cv by friday."), is_application("apply paint to walls.")
    (True, False)
    """
    if not holds_any(lower, _APPLICATION_HINTS):
        return False
    found = _APPLICATION.search(lower)
    # Further in, it is the end of a wall of text that says other things first.
    return found is not None and found.start() < _EARLY


def unannounced_section(text: str, lower: str) -> Section:
    """Return what a sentence under no heading speaks of, from its text as it is and in lower case.

    Examples
    --------
    >>> for text in ("Manages the stock of three shops.", "Our client bakes rolls.",
    ...     "Two years of experience in a kitchen.", "The shop lies at the corner."):
    ...     print(unannounced_section(text, text.lower()))
    duties
    about
    requirements
    none
    """
    if _first_word(lower) in _HAVING:
        return "requirements"
    if begins_with_work(lower):
        return "duties"
    if holds_any(lower, _HAVE_HINTS) and _HAVE.search(lower):
        return "requirements"
    if holds_any(lower, _WORK_HINTS) and _WORK.search(lower) and not _RECEIVE.search(lower):
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
    word = _first_word(lower)
    if word in _ALL_VERBS:
        return True
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
