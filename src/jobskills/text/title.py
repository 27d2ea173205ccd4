"""A posting's title without what is not the job: pay, ids, shifts, places, hiring words."""

import re
from typing import Final

from jobskills.text.wordset import word_set

__all__ = ["clean_title"]

_MAX_LENGTH: Final = 300
_MONEY: Final = (
    r"(?:up to |from |circa |c\.? ?|to )?[$£€]\s?\d[\d,.]*\s?k?\+?(?:\s?(?:-|–|—|to|"
    r"/)\s?[$£€]?\s?\d[\d,.]*\s?k?)?"
    r"(?:\s?(?:/|per|an?|p)\s?\.?(?:hour|hr|h|year|yr|annum|a|week|wk|day|month|mo)\b\.?)?"
)
_DAYS: Final = r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?"
_TIME: Final = r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m?\.?)?"
_STATES: Final = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|"
    "NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|UK|USA|US|NYC|EMEA|APAC|GB"
)
_STATUS: Final = (
    r"(?:full|part)[ -]?time|ft|pt|fte|prn|per[ -]diem|temp(?:orary)?|perm(?:anent)?|"
    r"contract(?:or)?|"
    r"seasonal|casual|fixed[ -]term|hybrid|remote|on[ -]?site|in[ -]?office|in[ -]person|work "
    r"(?:from|at) home|"
    r"wfh|telecommute|telework|home[ -]based|immediate(?:ly)? (?:start|hire|available)|freelance|"
    r"weekly pay|no experience(?: (?:needed|required|necessary))?|will train|paid training|"
    r"entry[ -]level|bonus|sign[ -]?on bonus|benefits|ote|d\.?o\.?e|open to remote|hiring|"
    r"urgent(?:ly)?|"
    r"(?:\d+|multiple|several|many) (?:positions?|openings?|vacancies|posts?|shifts?)|various "
    r"shifts|"
    r"flexible(?: (?:hours|schedule|shifts?))?|(?:1st|2nd|3rd|first|second|third|day|night|"
    r"evening|morning|"
    r"overnight|late|early|weekend|swing|graveyard|rotating|afternoon|am|pm|[abc])[ -]shifts?|"
    r"days|nights|evenings|"
    r"weekends?|overnights?|mornings|all shifts|shifts? available|12[ -]hour shifts?|new|apply "
    r"(?:now|today)|"
    r"(?:up to )?\d+(?:\.\d+)?(?:\s?-\s?\d+(?:\.\d+)?)?\s?(?:hours|hrs?|hr/wk)(?:\.|/(?:wk|week)|"
    r" per week| pw)?|"
    r"prov\.?|provisional|exempt|non-exempt|internship opportunity|job|jobs|opportunity|"
    r"opportunities|"
    r"vacancy|vacancies|position|role|opening|open|all levels|start(?:s|ing)? (?:asap|"
    r"immediately)|asap"
)
_STATUS_ONLY: Final = re.compile(rf"(?i)(?:{_STATUS}|and|or|&|/|\+|,|\s|-)+")
_STATUS_TAIL: Final = re.compile(
    rf"(?i)[\s,(/*-]+(?:{_STATUS})(?:\s*(?:/|&|and|or)\s*(?:{_STATUS}))*[\s)*.!-]*$"
)
_STATUS_HEAD: Final = re.compile(
    r"(?i)^(?:(?:full|part)[ -]?time|temporary|temp|permanent|contract|seasonal|casual|remote|"
    r"hybrid|"
    r"urgent(?:ly)?|new|locum|freelance|immediate(?:ly)?)(?:\s*(?:/|&|and|or)\s*(?:part|full)[ "
    r"-]?time)?"
    r"(?:\s+staff)?[\s:,/*!-]+(?=\w)"
)
_GENDER: Final = re.compile(
    r"(?i)[\s(\[|,-]*(?<![a-z])(?:[mwfhd](?:\s?/+\s?(?:[mwfhdxi*]|div|gn))+|all genders?|"
    r"gn)(?![a-z])[\s)\]*]*"
)
_HIRING: Final = re.compile(
    r"(?i)^(?:[\w&'. ]{2,40}? (?:is|are) )?(?:currently |now |immediately |urgently |actively )*"
    r"(?:hiring|recruiting|seeking|looking for|require[sd]?|wanted|needed)(?: immediately| now| "
    r"for| all)*"
    r"\s*[:!,*-]*\s*(?:an? |our |new |experienced )*(?=\w{3})"
)
_HIRING_TAIL: Final = re.compile(
    r"(?i)[\s,!*-]+(?:(?:is |are )?(?:urgently |immediately )?(?:needed|wanted|required?|sought)|"
    r"now hiring|"
    r"hiring now|we're hiring|to join .{3,60}|for (?:a |an |our )?(?:leading|growing|busy|"
    r"exciting|local) .{3,60}|"
    r"(?:job|jobs) in .{2,40})[\s!.]*.{0,40}$"
)
_LABEL: Final = re.compile(
    r"(?i)^(?:job (?:posting )?title|position(?: title)?|title|role|job|vacancy|opening|"
    r"wanted)\s*[:–—-]+\s*|"
    r"^job posting title\s+"
)
_IDS: Final = re.compile(
    r"(?i)(?:\b(?:job|req(?:uisition)?|ref(?:erence)?|position|posting|vacancy|announcement)\s?"
    r"(?:id|no|number|code|#)?\s?[.:#]*\s?#?(?=[\w-]*\d)[\w-]{3,}|#\s?(?=[\w-]*\d)[\w-]+|"
    r"(?<![\w.+#])(?=[\w/]*\d{3})[A-Z]{0,4}-?\d{3,}[\w/-]*|\bR-?\d{4,}\b|"
    r"\b(?=[A-Z]*\d)[A-Z]{1,3}\d{2,}\b"
    r"(?:\s*[&,/]\s*[A-Z]{1,3}\d{2,}\b)*|\bSY ?\d{4}\b|\(?x ?\*{2,}\)?|\*{2,}\w*)"
)
_COUNT: Final = re.compile(
    r"(?i)\(?\s*\b(?:x\s?\d{1,3}|\d{1,3}\s?x)\b\s*\)?|^\d{1,2}\s+(?=[A-Za-z]{3})"
)
_SHIFT: Final = re.compile(
    rf"(?i)(?:\b{_DAYS}\b[\s,./&-]*(?:to|thru|through|and)?[\s-]*)+(?:{_TIME}\s?(?:-|–|"
    rf"to)\s?{_TIME})?|"
    r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?\s?(?:-|–|to)\s?\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?|"
    r"\b\d{1,2}:\d\d\s?(?:-|–|to)\s?\d{1,2}:\d\d\b|"
    r"\b(?:1st|2nd|3rd|first|second|third|day|night|evening|morning|overnight|weekend|swing|"
    r"rotating)[ -]shifts?\b"
)
_PLACE: Final = re.compile(
    rf"[\s,(|–—-]+(?:in\s+)?(?:[A-Z][\w.'’]+[ "
    rf"]){{0,3}}?[A-Z][\w.'’]+,\s*(?:{_STATES})\b\.?(?:\s+\d{{5}})?[\s)]*$|"
    rf"[\s,(|–—-]+(?:in\s+)(?:{_STATES})\b[\s)]*$|\s[–—|-]\s*(?:{_STATES})[\s)]*$|"
    r"\s+in\s+(?:[A-Z][\w.'’]+ ?){1,3}$"
)
_COMPANY: Final = re.compile(
    r"\s+(?:@|at)\s+(?:the\s+)?[A-Z][\w&.'’-]*(?:\s+(?:[A-Z][\w&.'’-]*|of|and|the|&))*\s*$"
)
_SEPARATOR: Final = re.compile(
    r"\s*[|•·~]\s*|\s+[–—:-]+\s*|\s*[–—]\s+|\s*-\s+|\s*/\s+(?=(?i:mon|tue|wed|thu|fri|sat|sun))"
)
_BRACKETS: Final = re.compile(r"\s*[(\[{]([^()\[\]{}]{0,120})[)\]}]\s*")
_EMPTY_BRACKETS: Final = re.compile(r"[(\[{][\s,./|*&-]*[)\]}]")
_EDGES: Final = re.compile(r"^[\s,.;:!|/&*–—_~•·\-)\]]+|[\s,;:!|/&*–—_~•·\-(\[]+$")
_SPACES: Final = re.compile(r"\s+")
_ACRONYMS: Final = word_set(
    "RN LPN LVN CNA CMA RGN RMN EMT IT HR HVAC CDL CNC QA QC UX UI SAP SQL CEO CFO COO CTO VP AVP "
    "SVP PA GM ICU "
    "ER ED OR PT OT SLP BCBA RBT MRI CT CAD BIM GIS ERP CRM SEO PPC PR AV ASP NET PHP AWS ML AI "
    "BI DBA SDET SRE "
    "II III IV VI VII VIII USA US UK NYC DMV ABA ESL SPED STEM K12 PE EKG X-RAY MD DO NP CRNA "
    "LCSW LMSW "
    "MSW PCA HHA DSP CSR TSA USPS IRS FBI HGV LGV PCV FMCG SEN EYFS NHS CIPD ACCA CIMA"
)
_LOWER: Final = word_set("and or of the for in to with a an at by on")


def clean_title(title: str) -> str:
    """Return the job in a title; the title itself where nothing would be left.

    Seniority stays: it says something about the job.

    Examples
    --------
    >>> clean_title("RN - Night Shift - $45/hr - Austin, TX (Req #88213)")
    'RN'
    >>> clean_title("NOW HIRING!! WAREHOUSE ASSOCIATE (FULL-TIME)")
    'Warehouse Associate'
    >>> clean_title("Senior Data Engineer (m/f/d) | Remote at Acme Corp")
    'Senior Data Engineer'
    """
    first = _once(title[:_MAX_LENGTH])
    # Taking one thing away can bring another to the end; two rounds settle all but oddities.
    for _ in range(6):
        second = _once(first)
        if second == first:
            break
        first = second
    return first


def _once(title: str) -> str:
    """Return a title after one round of cleaning."""
    plain = _SPACES.sub(" ", title).strip()
    text = _LABEL.sub("", plain)
    for pattern in (_GENDER, _IDS, re.compile("(?i)" + _MONEY), _SHIFT, _COUNT):
        text = pattern.sub(" ", text)
    text = _HIRING_TAIL.sub("", _HIRING.sub("", text))
    text = _BRACKETS.sub(_bracket, text)
    text = _EMPTY_BRACKETS.sub(" ", text)
    text = _PLACE.sub("", _COMPANY.sub("", text))
    text = _segments(text)
    text = _STATUS_HEAD.sub("", _STATUS_TAIL.sub("", text))
    text = _EDGES.sub("", _SPACES.sub(" ", text))
    if sum(map(str.isalpha, text)) < 2:
        text = _EDGES.sub("", plain) or plain
    return _calm(text)


def _bracket(match: re.Match[str]) -> str:
    """Return what stays of a bracket: nothing of a status, all of a specialty."""
    return " " if _STATUS_ONLY.fullmatch(match[1]) else f" ({match[1].strip()}) "


def _segments(text: str) -> str:
    """Return a title without the parts between dashes and bars that hold only a status."""
    parts = _SEPARATOR.split(text)
    if len(parts) == 1:
        return text
    kept = [part for part in parts if part and not _STATUS_ONLY.fullmatch(part)]
    return " - ".join(kept)


def _calm(text: str) -> str:
    """Return a title written in capitals in the usual mixed case."""
    letters = [character for character in text if character.isalpha()]
    if len(letters) < 5 or not text.isupper() or (" " not in text and len(letters) <= 5):
        return text
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", _capital, text)


def _capital(match: re.Match[str]) -> str:
    """Return a word of a capitalised title in mixed case, known acronyms as they are."""
    word = match[0]
    if word in _ACRONYMS:
        return word
    if word.lower() in _LOWER and match.start() > 0:
        return word.lower()
    return word[0] + word[1:].lower()
