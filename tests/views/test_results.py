import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from infopilot.model.engagement import Company
from infopilot.views.markup import VOID
from infopilot.views.results import results_page
from infopilot.views.subject import Subject


class Page(HTMLParser):
    """Elements in the order they open; ``unclosed`` are those that nobody closed."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.unclosed, self.words = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note an element and what it says of itself."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_endtag(self, tag):
        """Check that elements close in order."""
        assert self.unclosed.pop() == tag

    def handle_data(self, data):
        """Note what is read."""
        if self.unclosed and self.unclosed[-1] != "style":
            self.words.append(data)

    @property
    def text(self):
        """What is read, its no-break spaces kept."""
        return re.sub(r"[ \n]+", " ", " ".join(self.words))


@pytest.fixture(scope="module")
def subject(questionnaire, engagement, method, incident_facts):
    return Subject(
        questionnaire=questionnaire,
        engagement=engagement,
        method=method,
        language="fr",
        facts=incident_facts,
    )


@pytest.fixture(scope="module")
def html(scorecard, subject):
    return results_page(scorecard, subject)


def test_the_page_is_well_formed_and_its_ids_are_unique(html):
    page = Page(html)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]

    assert page.unclosed == []
    assert len(ids) == len(set(ids))


def test_every_link_and_label_of_the_page_finds_its_target(html):
    attributes = [attributes for _, attributes in Page(html).elements]
    ids = {each["id"] for each in attributes if "id" in each}
    wanted = {each["href"].removeprefix("#") for each in attributes if "href" in each}
    wanted |= {key for each in attributes for key in each.get("aria-labelledby", "").split()}

    assert wanted <= ids
    assert len(wanted) > 10


def test_the_page_asks_nothing_of_the_network(html):
    assert not re.search(r"(src|href|url)\s*[=(]\s*[\"']?(https?:)?//", html)
    assert not re.search(r"<script|\bon\w+=", html)


def test_the_page_answers_the_leader_in_order(html):
    words = Page(html).text.replace("\N{NARROW NO-BREAK SPACE}", " ")
    questions = (
        "Qui décide quoi ?",
        "Pourrait-on vivre sans ce prestataire ?",
        "Qu’est-ce que personne ne peut nous dire ?",
        "Où en est la maturité du pilotage ?",
    )

    assert [words.index(question) for question in questions] == sorted(
        words.index(question) for question in questions
    )


def test_the_header_tells_how_many_of_those_expected_answered(html):
    assert "Utilisateurs 34 sur 80, Prestataire 2" in Page(html).text


def test_each_headline_opens_into_its_reasons(html):
    cards = html.split('class="ip-card"')[1:]

    assert len(cards) == 3
    summaries = [card.partition("<summary>")[2].partition("</summary>")[0] for card in cards]
    assert summaries == [
        "Pourquoi 57\N{NARROW NO-BREAK SPACE}?",
        "Pourquoi 58\N{NARROW NO-BREAK SPACE}?",
        "Pourquoi 9\N{NO-BREAK SPACE}%\N{NARROW NO-BREAK SPACE}?",
    ]


def test_nothing_is_said_of_what_is_not_computed_yet(html):
    words = Page(html).text

    assert "disent-ils la même chose" not in words
    assert "Par quoi commencer" not in words


def test_names_given_by_people_are_text(scorecard, subject):
    company = Company(name='<script>alert("1")</script>', headcount=3)
    hostile = replace(subject, engagement=replace(subject.engagement, company=company))

    html = results_page(scorecard, hostile)

    assert "<script" not in html
    assert '<script>alert("1")</script>' in Page(html).text


def test_a_campaign_without_answers_says_why_and_never_zero(empty_scorecard, subject):
    page = Page(results_page(empty_scorecard, replace(subject, facts=None)))

    assert page.text.count("non calculable") > 4
    assert "Personne n’a répondu à la carte des décisions" in page.text
    assert "nan" not in page.text.lower().split()
    assert "None" not in page.text


def test_the_page_speaks_one_language(html, scorecard, subject):
    french = Page(html).text
    english = Page(results_page(scorecard, replace(subject, language="en"))).text

    assert "[en]" not in french
    assert not set(re.findall(r"[Tt]he \w+ \w+", french))
    assert "Could we live without this provider?" in english
    assert "sur 100" not in english


def test_french_typography_is_kept(html):
    words = Page(html).text

    assert not re.search(r"\w[;?!]", words)
    assert not re.search(r" [;?!%»]|« ", words)
    assert "'" not in words


def test_every_table_names_its_columns_and_rows(html):
    elements = Page(html).elements
    tables = sum(tag == "table" for tag, _ in elements)

    assert tables == sum(tag == "caption" for tag, _ in elements)
    assert all("scope" in attributes for tag, attributes in elements if tag == "th")
    assert all(attributes.get("data-label") for tag, attributes in elements if tag == "td")


def test_contradictions_and_a_single_letter_of_confidence_are_told(scorecard, subject):
    maturity = {key: replace(score, confidence="B") for key, score in scorecard.maturity.items()}

    assert "confiance B" in Page(results_page(replace(scorecard, maturity=maturity), subject)).text


def test_every_section_is_in_the_list_of_contents_in_its_order(html):
    page = Page(html)
    sections = [attributes["id"] for tag, attributes in page.elements if tag == "section"]
    guide = html[html.index('<nav class="ip-contents"') : html.index("</nav>")]
    links = [attributes["href"] for tag, attributes in Page(guide).elements if tag == "a"]

    assert len(sections) >= 5
    assert links == [f"#{place}" for place in sections]
