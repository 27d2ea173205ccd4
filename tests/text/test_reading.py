"""The shapes in which employers' texts arrive: HTML, broken encodings, walls, tables, wraps."""

import time

import pytest

from jobskills.prediction import Posting
from jobskills.text import Reading, read_posting
from jobskills.text.doubts import EMPTY, NOT_ENGLISH, TOO_LONG, TOO_SHORT


def read(description: str, title: str = "") -> Reading:
    """Read a description."""
    return read_posting(Posting(title, description))


def said(description: str) -> list[tuple[str, str]]:
    """Return what a description says, headings left out, with its sections."""
    return [(unit.text, unit.section) for unit in read(description).units if not unit.heading]


def test_sections_hold_until_the_next_heading() -> None:
    sent = (
        "Key Responsibilities\n• Bake bread\n- Greet guests\n\nWHAT YOU BRING\n1. A food permit\n"
        "What we offer:\nFree bread\nAbout Acme Bakeries\nWe bake since 1950.\n"
    )
    assert said(sent) == [
        ("Bake bread", "duties"),
        ("Greet guests", "duties"),
        ("A food permit", "requirements"),
        ("Free bread", "benefits"),
        ("We bake since 1950.", "about"),
    ]


def test_a_field_holds_for_its_value_only() -> None:
    sent = "Duties:\nBake bread\nSalary:\n18 an hour\nGreet guests"
    assert said(sent) == [
        ("Bake bread", "duties"),
        ("18 an hour", "benefits"),
        ("Greet guests", "duties"),
    ]


def test_a_wall_of_text_is_parted_at_its_headings() -> None:
    sent = (
        "We need a baker who likes early mornings and knows the craft. Key Responsibilities Bake "
        "bread, clean the oven and serve the counter every day of the week with a smile. Skills "
        "Required A food permit. Requirements: two years of baking."
    )
    assert dict(said(sent))["A food permit."] == "requirements"
    assert dict(said(sent))["two years of baking."] == "requirements"
    assert [unit.text for unit in read(sent).units if unit.heading] == [
        "Key Responsibilities",
        "Skills Required",
        "Requirements:",
    ]


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("All qualified applicants will be considered regardless of race or gender.", "legal"),
        ("Employment is contingent on a background check.", "legal"),
        ("We offer medical, dental and vision insurance.", "benefits"),
        ("Pay: $18 - $20 per hour", "benefits"),
        ("Acme is a leading provider of bread.", "about"),
        ("Bake bread for the whole town.", "duties"),
        ("You will keep the oven clean.", "duties"),
        ("Planning the work of three bakers.", "duties"),
        ("Two years of experience in a bakery.", "requirements"),
        ("The ideal candidate rises early.", "requirements"),
        ("Our client runs four bakeries.", "about"),
        ("Across four towns, we bake for schools.", "about"),
        ("Across four towns, we look for bakers.", "none"),
        ("Acme Bakeries stands for good bread.", "about"),
        ("Our client is looking for a baker.", "none"),
        ("To apply, send your CV to the shop.", "none"),
        ("Able to apply glaze evenly.", "requirements"),
        ("We look for a baker.", "none"),
        ("The shop lies at the corner.", "none"),
    ],
)
def test_sentences_that_speak_for_themselves(sentence: str, section: str) -> None:
    assert said(sentence)[-1][1] == section


def test_work_with_benefits_stays_a_duty() -> None:
    sent = "Duties:\nAdminister the pension plan.\nTrain staff on equal opportunity rules."
    assert {section for _, section in said(sent)} == {"duties"}


@pytest.mark.parametrize(
    ("sentence", "section"),
    [
        ("Other benefits include free bread on Sundays.", "benefits"),
        ("We are a leading provider of bread.", "about"),
        ("Please send your CV by Friday.", "none"),
        ("The pay range for this work is posted at the door.", "benefits"),
        ("After a year you are eligible for a yearly bonus.", "benefits"),
        ("We keep the ovens clean.", "duties"),
        ("Explain to staff which benefits there are.", "duties"),
    ],
)
def test_what_follows_the_duties_without_a_heading(sentence: str, section: str) -> None:
    assert said(f"Duties:\nBake bread.\n{sentence}")[-1] == (sentence, section)


def test_documents_to_send_are_no_benefits() -> None:
    sent = "Your application package must include:\nA transcript"
    assert said(sent) == [("A transcript", "none")]


def test_a_heading_and_what_it_says_on_one_line_are_two() -> None:
    assert said("Duties: bake bread\nRequirements: a permit") == [
        ("bake bread", "duties"),
        ("a permit", "requirements"),
    ]


def test_html_is_read_with_exact_offsets() -> None:
    sent = (
        "<html><head><style>p {color: red}</style></head><body><h2>Requirements</h2>"
        "<ul><li>Knows R&amp;D</li><li><b>Two</b> years &#8211; or more</li></ul>"
        "<script>var Duties = 1;</script><!-- hidden --><p>Bakes\n  bread.</p></body></html>"
    )
    units = read(sent).units
    assert [unit.text for unit in units] == [
        "Requirements",
        "Knows R&D",
        "Two years – or more",
        "Bakes bread.",
    ]
    assert sent[units[1].start : units[1].end] == "Knows R&amp;D"
    assert sent[units[2].start : units[2].end] == "Two</b> years &#8211; or more"
    assert units[1].section == "requirements"


def test_table_cells_tell_headings_from_what_they_head() -> None:
    sent = (
        "<table><tr><th>Duties</th><td>Bake bread<br>Clean the oven</td></tr>"
        "<tr><th>Requirements</th><td>A food permit</td></tr></table>"
    )
    assert said(sent) == [
        ("Bake bread", "duties"),
        ("Clean the oven", "duties"),
        ("A food permit", "requirements"),
    ]


def test_markdown_is_read_without_its_signs() -> None:
    sent = "## About the role\n**Responsibilities**\n* Bake bread\n* Greet guests\n__Pay__\n$18"
    units = read(sent).units
    assert [unit.text for unit in units if unit.heading] == [
        "About the role",
        "Responsibilities",
        "Pay",
    ]
    assert [sent[unit.start : unit.end] for unit in units] == [unit.text for unit in units]


def test_statements_that_ran_together_are_parted() -> None:
    sent = (
        "Bake bread and rolls for the shop Maintain the oven and the mixer Greet guests in the "
        "Support Service centre under the Clean Air Act and keep the counter tidy."
    )
    assert [text for text, _ in said(sent)] == [
        "Bake bread and rolls for the shop",
        "Maintain the oven and the mixer",
        "Greet guests in the Support Service centre under the Clean Air Act and keep the counter "
        "tidy.",
    ]


def test_a_title_is_mended_as_the_text_is() -> None:
    assert read("", "CafÃ© manager &amp; baker").title_clean == "Café manager & baker"


def test_escaped_html_is_html() -> None:
    sent = "&lt;p&gt;Duties:&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Bake bread&lt;/li&gt;&lt;/ul&gt;"
    assert said(sent) == [("Bake bread", "duties")]


def test_placeholders_are_no_tags() -> None:
    assert said("Join <COMPANY> in <CITY> as a baker.")[0][0] == (
        "Join <COMPANY> in <CITY> as a baker."
    )


def test_broken_encodings_are_mended_in_the_text_only() -> None:
    sent = "Youâ€™ll bake the cafÃ©â€™s bread."
    (unit,) = read(sent).units
    assert unit.text == "You’ll bake the café’s bread."
    assert (unit.start, unit.end) == (0, len(sent))


def test_bullets_within_a_line() -> None:
    sent = "• Bake bread every morning • Greet guests at the door • Clean the oven at night"
    assert [text for text, _ in said(sent)] == [
        "Bake bread every morning",
        "Greet guests at the door",
        "Clean the oven at night",
    ]


def test_lines_broken_at_a_width_are_joined() -> None:
    sent = (
        "The baker prepares bread and rolls for three shops in town and makes\n"
        "sure that every shop has what it needs before its doors are opened in\n"
        "the morning. The baker also keeps the oven and the tools in good order\n"
        "and orders flour.\n"
    )
    assert len(read(sent).units) == 2


def test_long_sentences_are_parted_at_clauses() -> None:
    sent = "; ".join(f"bakes the bread of shop number {n} and cleans its oven" for n in range(30))
    units = read(sent).units
    assert len(units) > 5
    assert max(len(unit.text.split()) for unit in units) <= 60


@pytest.mark.parametrize(
    ("posting", "warning"),
    [
        (Posting(), EMPTY),
        (Posting("", "Bake."), TOO_SHORT),
        (Posting("", "bread " * 21_000), TOO_LONG),
        (Posting("", "Wir suchen eine Person, die mit uns für alle backt und " * 5), NOT_ENGLISH),
        (Posting("Boulanger", "Nous cherchons un boulanger pour le soir."), NOT_ENGLISH),
        (Posting("", "我们正在寻找一位面包师，负责每天早上烘烤面包并接待顾客。"), NOT_ENGLISH),
    ],
)
def test_what_limits_the_reading_is_said(posting: Posting, warning: str) -> None:
    assert warning in read_posting(posting).warnings


@pytest.mark.parametrize("title", ["Baker", "Licensed practical nurse", "Winter"])
def test_a_title_alone_is_no_reason_to_warn(title: str) -> None:
    reading = read("", title)
    assert reading.warnings == ()
    assert not reading.doubtful


def test_an_ordinary_posting_has_no_warning() -> None:
    reading = read(
        "We look for a baker who will bake bread and greet the guests of our shop.", "Baker"
    )
    assert reading.warnings == ()
    assert not reading.truncated
    assert not reading.doubtful


@pytest.mark.parametrize(
    "piece",
    ["<", " ", "(", "a", "\n", ".", ". ", "<p ", "<script>", "<p><!--", "&lt;p ", '<a "\'', "â€",
     "•", " - ", "a: ", "|", "\t", "Word ", "equal ", "a@", "Requirements: ", "\ud800", "Java, "],
)  # fmt: skip
def test_hostile_repeats_take_no_quadratic_time(piece: str) -> None:
    began = time.perf_counter()
    read(piece * (100_000 // len(piece)), title=piece * 1000)
    # Quadratic patterns need minutes here; a linear pass takes about a tenth of a second.
    assert time.perf_counter() - began < 10
