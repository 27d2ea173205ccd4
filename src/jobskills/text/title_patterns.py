"""What stands in a title beside the job: patterns only, one alternative a line."""

import re
from typing import Final

from jobskills.text.wordset import any_of, word_set

__all__ = [
    "ACRONYMS",
    "BRACKETS",
    "COMPANY",
    "COUNT",
    "EDGES",
    "EMPTY_BRACKETS",
    "GENDER",
    "HIRING",
    "HIRING_TAIL",
    "IDS",
    "LABEL",
    "LOWER",
    "MONEY",
    "PLACE",
    "REPEATS",
    "SEPARATOR",
    "SHIFT",
    "STATUS_HEAD",
    "STATUS_ONLY",
    "STATUS_TAIL",
]

_DAY: Final = r"\b(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?\b"
_TIME: Final = r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?m?\.?)?"
_STATES: Final = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|"
    "NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|UK|USA|US|NYC|EMEA|APAC|GB"
)
_STATUS: Final = any_of(r"""
    (?:full|part)[ -]?time|ft|pt|fte|prn|per[ -]diem|temp(?:orary)?|perm(?:anent)?|contract(?:or)?
    seasonal|casual|fixed[ -]term|hybrid|remote|on[ -]?site|in[ -]?office|in[ -]person|freelance
    work (?:from|at) home|wfh|telecommute|telework|home[ -]based|open to remote
    immediate(?:ly)? (?:start|hire|available)|hiring|urgent(?:ly)?|apply (?:now|today)
    weekly pay|no experience(?: (?:needed|required|necessary))?
    will train|paid training|entry[ -]level
    (?:sign[ -]?on )?bonus|benefits|ote|d\.?o\.?e|start(?:s|ing)? (?:asap|immediately)|asap|new
    (?:\d+|multiple|several|many) (?:positions?|openings?|vacancies|posts?|shifts?)
    flexible(?: (?:hours|schedule|shifts?))?|(?:various|all|12[ -]hour) shifts?|shifts? available
    (?:1st|2nd|3rd|first|second|third|day|night|evening|morning|overnight|weekend|[abc])[ -]shifts?
    (?:late|early|swing|graveyard|rotating|afternoon|am|pm)[ -]shifts?
    days|nights|evenings|weekends?|overnights?|mornings|prov\.?|provisional|exempt|non-exempt
    (?:up to )?\d+(?:\.\d+)?(?:\s?-\s?\d+(?:\.\d+)?)?\s?(?:hours|hrs?)(?:\.|/(?:wk|week))?
    (?:up to )?\d+(?:\.\d+)?(?:\s?-\s?\d+(?:\.\d+)?)?\s?(?:hours|hrs?)(?: per week| pw)?
    jobs?|opportunity|opportunities|vacancy|vacancies|position|role|opening|open|all levels
""")

#: A part of a title with nothing but such words.
STATUS_ONLY: Final = re.compile(rf"(?i)(?:{_STATUS}|and|or|&|/|\+|,|\s|-)+")
#: Such words at the end and at the beginning.
STATUS_TAIL: Final = re.compile(
    rf"(?i)[\s,(/*-]+{_STATUS}(?:\s*(?:/|&|and|or)\s*{_STATUS})*[\s)*.!-]*$"
)
STATUS_HEAD: Final = re.compile(
    r"(?i)^(?:(?:full|part)[ -]?time|temporary|temp(?!\w)|permanent|seasonal|casual|hybrid|locum|"
    r"urgent(?:ly)?|freelance|remote(?! (?:sensing|pilot))|immediate(?:ly)?)"
    r"(?:\s*(?:/|&|and|or)\s*(?:part|full)[ -]?time)?(?:\s+staff(?=:))?[\s:,/*!-]+(?=\w)"
)
#: "$18-20/hr".
MONEY: Final = re.compile(
    r"(?i)(?:up to |from |circa |c\.? ?|to )?[$£€]\s?\d[\d,.]*\s?k?\+?"
    r"(?:\s?(?:-|–|—|to|/)\s?[$£€]?\s?\d[\d,.]*\s?k?)?"
    r"(?:\s?(?:/|per|an?|p)\s?\.?(?:hour|hr|h|year|yr|annum|a|week|wk|day|month|mo)\b\.?)?"
)
#: "(m/f/d)".
GENDER: Final = re.compile(
    r"(?i)[\s(\[|,-]*(?<![a-z])(?:[mwfhd](?:\s?/+\s?(?:[mwfhdxi*]|div|gn))+|all genders?|gn)"
    r"(?![a-z])[\s)\]*]*"
)
_SEEK: Final = r"(?:hiring|recruiting|seeking|looking for|require[sd]?|wanted|needed)"
_HASTE: Final = r"(?:now|immediately|urgently|actively|currently|we(?:'|’)?re|we are)"
#: "Acme is hiring: a ...".
HIRING: Final = re.compile(
    rf"(?i)^(?:(?:[\w&'. ]{{2,40}}? (?:is|are) )(?:{_HASTE} )*{_SEEK}|(?:{_HASTE} )+{_SEEK}|"
    rf"{_SEEK}(?=\s*[:!,*-]| for | an? | now| immediately))(?: immediately| now| for| all)*"
    r"\s*[:!,*-]*\s*(?:an? |our |new |experienced )*(?=\w{3})"
)
HIRING_TAIL: Final = re.compile(
    r"(?i)[\s,!*-]+(?:(?:is |are )?(?:urgently |immediately )?(?:needed|wanted|required?|sought)|"
    r"now hiring|hiring now|we're hiring|to join .{3,60}|(?:job|jobs) in .{2,40}|"
    r"for (?:a |an |our )?(?:leading|growing|busy|exciting|local) .{3,60}|to)[\s!.]*.{0,40}$"
)
#: "Job title: ...".
LABEL: Final = re.compile(
    r"(?i)^(?:job (?:posting )?title|position(?: title)?|title|role|job|vacancy|opening|wanted)"
    r"\s*[:–—-]+\s*|^job posting title\s+"
)
#: Numbers of the posting, the store, the year.
IDS: Final = re.compile(
    any_of(r"""
    (?i:\b(?:job|req|requisition|ref|reference)\s?(?:id|no|#)?\s?[.:#]*\s?#?(?=[\w-]*\d)[\w-]{3,})
    (?i:\b(?:position|posting|vacancy)\s?(?:id|no|#)?\s?[.:#]*\s?#?(?=[\w-]*\d)[\w-]{3,})
    (?i:\b(?:store|unit|branch|site)\s?#?\s?\d+)
    \#\s?(?=[\w-]*\d)[\w-]+
    (?i:(?<![\w.+#])(?!as/?400|401k|36[05]\b|[39]11\b)(?=[\w/]*\d{3})[a-z]{0,4}-?\d{3,}[\w/-]*)
    \bR-?\d{4,}\b|\bSY ?\d{4}\b
    \b(?!AS400)(?=[A-Z]*\d)[A-Z]{1,3}\d{3,}\b(?:\s*[&,/]\s*[A-Z]{1,3}\d{2,}\b)*
    (?i:\b(?:summer|fall|spring|winter|autumn)\s+20\d\d)
    \(?x ?\*{2,}\)?|\*{2,}\w*
    """)
)
#: "x3", "2x", "10 Pickers".
COUNT: Final = re.compile(
    r"(?i)\(?\s*\b(?:x\s?\d{1,3}|\d{1,3}\s?x)\b\s*\)?|^\d{1,2}\s+(?=[A-Za-z]{3})"
)
#: Days and hours.
SHIFT: Final = re.compile(
    rf"(?i)(?:{_DAY}[\s,./&-]*(?:to|thru|through|and)?[\s-]*)+(?:{_TIME}\s?(?:-|–|to)\s?{_TIME})?|"
    r"\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?\s?(?:-|–|to)\s?\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?|"
    r"\b\d{1,2}:\d\d\s?(?:-|–|to)\s?\d{1,2}:\d\d\b|"
    r"\b(?:1st|2nd|3rd|first|second|third|day|night|evening|morning|overnight|weekend|swing|"
    r"rotating)[ -]shifts?\b"
)
#: "- Austin, TX", "in NYC"; a bare city can't be told from a specialty.
PLACE: Final = re.compile(
    rf"[\s,(|–—-]+(?:in\s+)?(?:[A-Z][\w.'’]+ ){{0,3}}?[A-Z][\w.'’]+,\s*(?:{_STATES})\b\.?"
    rf"(?:\s+\d{{5}})?[\s)]*$|\s[|–—-]\s*(?:[A-Z][\w.'’]+ ){{1,3}}(?:{_STATES})[\s)]*$|"
    rf"[\s,(|–—-]+in\s+(?:{_STATES})\b[\s)]*$|\s[–—|-]\s*(?:{_STATES})[\s)]*$"
)
#: "at Acme", "@ Acme".
COMPANY: Final = re.compile(
    r"\s+(?:@|at)\s+(?:the\s+)?[A-Z][\w&.'’-]*(?:\s+(?:[A-Z][\w&.'’-]*|of|and|the|&))*\s*$"
)
SEPARATOR: Final = re.compile(
    r"\s*[|•·~]\s*|\s+[–—:-]+\s*|\s*[–—]\s+|\s*-\s+|"
    r"\s*/\s+(?=(?i:mon|tue|wed|thu|fri|sat|sun))"
)
BRACKETS: Final = re.compile(r"\s*[(\[{]([^()\[\]{}]{0,120})[)\]}]\s*")
EMPTY_BRACKETS: Final = re.compile(r"[(\[{][\s,./|*&-]*[)\]}]|\s*[(\[{][^)\]}]*$")
EDGES: Final = re.compile(r"^[\s,.;:!|/&*–—_~•·\-)\]]+|[\s,;:!|/&*–—_~•·\-(\[]+$")
REPEATS: Final = re.compile(r"([^\w\s*])\1{2,}")
#: What stays in capitals when a shouted title is calmed.
ACRONYMS: Final = word_set(
    """
    RN LPN LVN CNA CMA RGN RMN EMT IT HR HVAC CDL CNC QA QC UX UI SAP SQL CEO CFO COO CTO VP
    AVP SVP PA GM ICU ER ED OR PT OT SLP BCBA RBT MRI CT CAD BIM GIS ERP CRM SEO PPC PR AV
    ASP NET PHP AWS ML AI BI DBA SDET SRE II III IV VI VII VIII USA US UK NYC DMV ABA ESL
    SPED STEM K12 PE EKG X-RAY MD DO NP CRNA LCSW LMSW MSW PCA HHA DSP CSR TSA USPS IRS FBI
    HGV LGV PCV FMCG SEN EYFS NHS CIPD ACCA CIMA
    """
)
LOWER: Final = word_set("and or of the for in to with a an at by on")
