"""How far each service ties the company, and all of them together."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infopilot.model.estimate import RangeKind
from infopilot.model.method import Ramp
from infopilot.model.services import CloudClause, Service, ServiceQuadrant
from infopilot.scoring.dependency.services import service_portfolio, service_quadrant, service_score

ON = date(2026, 7, 15)
MAIL = Service(
    name="Messagerie",
    criticality=4,
    substitution_difficulty=2,
    client_admin=True,
    documented_on=date(2026, 3, 10),
    ends_on=date(2026, 9, 1),
    cloud_clause=CloudClause.ABSENT,
)
ERP = Service(
    name="ERP",
    criticality=5,
    substitution_difficulty=5,
    client_admin=False,
    never_documented=True,
    ends_on=date(2029, 1, 1),
    cloud_clause=CloudClause.NOT_APPLICABLE,
)


def score(service, method):
    return service_score(service, ON, method.dependency)


def test_a_free_service_and_a_captive_one(method):
    free = replace(MAIL, substitution_difficulty=1, cloud_clause=CloudClause.PRESENT)

    assert score(free, method).dependency.value == 0
    assert score(ERP, method).dependency.value == 100


def test_each_position_and_its_weight(method):
    """Weights 3, 3, 2, 2, 1: (2 x 0.25 + 2 x 1) / 11."""
    mail = score(MAIL, method)

    assert mail.positions == {
        "no_client_admin": 0,
        "documentation_months": 0,
        "substitution_difficulty": 0.25,
        "cloud_clause": 1,
        "commitment_months": 0,
    }
    assert mail.dependency.value == pytest.approx(100 * 2.5 / 11)
    assert mail.dependency.low == mail.dependency.high == pytest.approx(mail.dependency.value)
    assert (mail.dependency.n, mail.dependency.range) == (5, RangeKind.IGNORANCE)
    assert mail.dependency.reason is None
    assert mail.is_documented is True


@pytest.mark.parametrize(
    ("change", "weight"),
    [({"client_admin": None}, 3), ({"documented_on": None}, 3), ({"ends_on": None}, 1)],
)
def test_what_is_unknown_leaves_a_range(method, change, weight):
    mail = score(replace(MAIL, **change), method).dependency

    assert mail.value == pytest.approx(100 * 2.5 / (11 - weight))
    assert mail.low == pytest.approx(100 * 2.5 / 11)
    assert mail.high == pytest.approx(100 * (2.5 + weight) / 11)
    assert mail.n == 4


def test_a_clause_that_does_not_apply_has_no_weight(method):
    mail = score(replace(MAIL, cloud_clause=CloudClause.NOT_APPLICABLE), method)

    assert mail.dependency.value == pytest.approx(100 * 0.5 / 9)
    assert "cloud_clause" not in mail.positions
    assert score(replace(MAIL, cloud_clause=None), method).positions["cloud_clause"] is None


def test_below_the_known_weight_there_is_no_point(method):
    """6 of 9 is known, then 5 of 9, when 60 % are asked."""
    lacking = Service(
        name="DNS",
        client_admin=False,
        documented_on=date(2026, 7, 1),
        cloud_clause=CloudClause.NOT_APPLICABLE,
    )
    refused = score(
        replace(lacking, documented_on=None, substitution_difficulty=5), method
    ).dependency

    assert score(lacking, method).dependency.value == 50
    assert refused.value is None
    assert (refused.low, refused.high) == pytest.approx((100 * 5 / 9, 100))
    assert str(refused.reason) == "2 of the 4 things asked about this service are known"


def test_one_thing_known_is_told_in_the_singular(method):
    dependency = score(Service(name="DNS", client_admin=False), method).dependency

    assert str(dependency.reason) == "1 of the 5 things asked about this service is known"


def test_services_that_tie_nothing_make_no_dependency(method):
    free = replace(MAIL, substitution_difficulty=1, cloud_clause=CloudClause.PRESENT)
    portfolio = service_portfolio(
        [free, replace(free, name="DNS", criticality=1)], ON, method.dependency
    )

    for part in (portfolio.mean, portfolio.weakest):
        assert (part.value, part.low, part.high) == (0, 0, 0)


def test_nothing_known_has_no_point_whatever_is_asked(method):
    asked_nothing = replace(method.dependency, minimum_known_weight=0)
    dependency = service_score(Service(name="DNS"), ON, asked_nothing).dependency

    assert (dependency.value, dependency.low, dependency.high) == (None, 0, 100)


@pytest.mark.parametrize(
    ("written", "position", "documented"),
    [
        (date(2026, 7, 15), 0, True),
        (date(2025, 7, 16), 0, True),
        (date(2025, 6, 15), 1.0, False),
        (date(2020, 1, 1), 1, False),
        (date(2026, 7, 16), None, None),
        (None, None, None),
    ],
)
def test_documentation_ages_from_the_day_that_it_is_read(method, written, position, documented):
    seen = score(replace(MAIL, documented_on=written), method)

    if written == date(2025, 6, 15):
        assert seen.positions["documentation_months"] == pytest.approx(
            (395 / (365.25 / 12) - 12) / 12
        )
    else:
        assert seen.positions["documentation_months"] == position
    assert seen.is_documented is documented


def test_a_commitment_that_is_over_holds_nobody(method):
    over = score(replace(MAIL, ends_on=date(2020, 1, 1)), method)
    half = score(replace(MAIL, ends_on=date(2027, 8, 29)), method)

    assert over.positions["commitment_months"] == 0
    assert half.positions["commitment_months"] == pytest.approx((410 / (365.25 / 12) - 3) / 21)


def test_a_commitment_that_is_over_counts_no_month(method):
    """Where a ramp begins at 0 months, one that ended a year ago is still at its green end."""
    ramp = replace(method.dependency.services["commitment_months"], ramp=Ramp(0, 12))
    ramps = {**method.dependency.services, "commitment_months": ramp}
    rules = replace(method, dependency=replace(method.dependency, services=ramps))

    over, day = (score(replace(MAIL, ends_on=on), rules) for on in (date(2025, 7, 15), ON))

    assert over.positions["commitment_months"] == day.positions["commitment_months"] == 0


@pytest.mark.parametrize(
    ("criticality", "difficulty", "quadrant"),
    [
        (3, 3, ServiceQuadrant.STRATEGIC),
        (2, 3, ServiceQuadrant.BOTTLENECK),
        (3, 2, ServiceQuadrant.LEVERAGE),
        (2, 2, ServiceQuadrant.ROUTINE),
        (None, 3, None),
        (3, None, None),
    ],
)
def test_the_four_places_of_kraljic(method, criticality, difficulty, quadrant):
    service = replace(MAIL, criticality=criticality, substitution_difficulty=difficulty)

    assert service_quadrant(criticality, difficulty, 3) is quadrant
    assert score(service, method).quadrant is quadrant


def test_the_mean_is_by_criticality_and_the_weakest_link_is_said(method):
    portfolio = service_portfolio([MAIL, ERP], ON, method.dependency)
    mail = 100 * 2.5 / 11

    assert portfolio.mean.value == pytest.approx((4 * mail + 5 * 100) / 9)
    assert (portfolio.mean.n, portfolio.weakest.n) == (2, 2)
    assert portfolio.weakest.value == 100
    assert portfolio.weakest_service == "ERP"
    assert [each.service.name for each in portfolio.services] == ["Messagerie", "ERP"]


def test_ranges_are_those_of_what_is_unknown(method):
    unsure = replace(MAIL, ends_on=None)
    portfolio = service_portfolio([unsure, ERP], ON, method.dependency)
    alone = service_portfolio([unsure], ON, method.dependency)
    low, high = 100 * 2.5 / 11, 100 * 3.5 / 11

    assert portfolio.mean.low == pytest.approx((4 * low + 500) / 9)
    assert portfolio.mean.high == pytest.approx((4 * high + 500) / 9)
    assert (portfolio.weakest.low, portfolio.weakest.high) == (100, 100)
    assert (alone.weakest.low, alone.weakest.high) == pytest.approx((low, high))
    assert portfolio.mean.range is portfolio.weakest.range is RangeKind.IGNORANCE


def test_a_service_without_point_or_criticality_is_left_out(method):
    unknown = Service(name="DNS", criticality=5)
    unweighed = replace(ERP, criticality=None)
    portfolio = service_portfolio([MAIL, unknown, unweighed], ON, method.dependency)

    assert portfolio.mean.value == pytest.approx(100 * 2.5 / 11)
    assert (portfolio.mean.n, portfolio.weakest.n) == (1, 2)
    assert portfolio.weakest_service == "ERP"
    assert len(portfolio.services) == 3


@pytest.mark.parametrize("services", [[], [Service(name="DNS", criticality=5)]])
def test_without_any_service_that_can_be_placed_there_is_a_reason(method, services):
    portfolio = service_portfolio(services, ON, method.dependency)

    assert (portfolio.mean.value, portfolio.weakest.value) == (None, None)
    assert (portfolio.mean.n, portfolio.weakest.n) == (0, 0)
    assert portfolio.mean.reason == portfolio.weakest.reason
    assert str(portfolio.mean.reason) == "no service of the register can be placed"
    assert portfolio.weakest_service is None


GRADES = st.none() | st.integers(1, 5)
DAYS = st.none() | st.dates(date(2018, 1, 1), date(2030, 1, 1))
SERVICES = st.builds(
    Service,
    name=st.just("X"),
    criticality=GRADES,
    substitution_difficulty=GRADES,
    client_admin=st.none() | st.booleans(),
    documented_on=DAYS,
    never_documented=st.booleans(),
    ends_on=DAYS,
    cloud_clause=st.none() | st.sampled_from(CloudClause),
)


@given(st.lists(SERVICES, max_size=6))
def test_every_figure_lies_within_its_range_and_the_mean_below_the_weakest(method, services):
    portfolio = service_portfolio(services, ON, method.dependency)
    figures = [portfolio.mean, portfolio.weakest, *(s.dependency for s in portfolio.services)]

    for each in figures:
        assert (each.value is None) == (each.reason is not None)
        if each.value is not None:
            assert -1e-9 <= each.low <= each.value + 1e-9
            assert each.value <= each.high + 1e-9 <= 100 + 1e-6
    if portfolio.mean.value is not None:
        assert portfolio.mean.value <= portfolio.weakest.value + 1e-9
