"""The page of a study: the range, where money leaves, what would raise it, what it does not say; who may."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django_scopes import scope

from coplan.engines.local_multiplier import Bounds
from coplan.local_economy import queries
from coplan.local_economy.models import LocalSpending, LocalStudy

ROOT = "/p/living-well/local-economy/"
STUDY = {
    "title": "The grant",
    "area": "The four islands",
    "year": "2026-27",
    "income": "£10,000",
    "income_source": "Ledger",
}


def test_what_nobody_asked_makes_a_range(partnership, study):
    with scope(partnership=partnership):
        answer, faults = queries.answer_or_faults(study)
    assert faults == ()
    assert answer.result.lm3 == Bounds(1.93, 2.05, None)
    assert answer.result.round_2 == Bounds(6600, 6600, 6600)


def test_the_page_says_the_range_first_and_why_it_is_one(signed_in, observer, study):
    page = signed_in(observer).get(f"{ROOT}1/").content.decode()
    assert "For every £1 that came in, £0.93 to £1.05 more was spent in the area" in page
    assert "1.93 to 2.05" in page
    assert "Nobody has asked yet about Kitchen hire" in page
    assert "£2,700.00 to £3,900.00" in page
    assert "What would have happened without this money." in page
    assert page.index("Coaches</a>") < page.index("Kitchen hire</a>")


def test_it_says_what_would_raise_it_and_what_to_ask(signed_in, observer, study):
    page = signed_in(observer).get(f"{ROOT}1/").content.decode()
    assert "ten points more of it to local people or bodies" in page
    assert "+0.090" in page
    assert "narrower by 0.12" in page


def test_once_all_is_known_it_is_one_figure(signed_in, observer, study, partnership):
    with scope(partnership=partnership):
        row = LocalSpending.objects.get(name="Kitchen hire")
        row.respent, row.respent_how = Decimal("0.25"), "estimate"
        row.save()
    page = signed_in(observer).get(f"{ROOT}1/").content.decode()
    assert "1.96" in page
    assert "Nobody has asked" not in page
    assert (
        "Estimated without a low and a high, so the range is narrower than it should be: Kitchen hire."
        in page
    )


def test_a_low_and_a_high_narrow_what_is_not_known(partnership, study):
    with scope(partnership=partnership):
        row = LocalSpending.objects.get(name="Kitchen hire")
        row.respent_low, row.respent_high = Decimal("0.1"), Decimal("0.3")
        row.full_clean()
        row.save()
        assert queries.answer_or_faults(study)[0].result.round_3 == Bounds(2820, 3060, None)


def test_spending_more_than_came_in_is_said(signed_in, observer, study, partnership):
    with scope(partnership=partnership):
        LocalSpending.objects.filter(name="Coaches").first().delete()
        LocalSpending.objects.create(
            partnership=partnership, study=study, sort="staff", name="More", amount=Decimal(9000)
        )
    page = signed_in(observer).get(f"{ROOT}1/").content.decode()
    assert "It adds up to 13,000.00, more than the income of 10,000.00" in page


def test_a_study_is_added_and_then_asks_for_recipients(signed_in, coordinator, partnership):
    client = signed_in(coordinator)
    response = client.post(f"{ROOT}add/", STUDY)
    assert (response.status_code, response.url) == (302, f"{ROOT}1/")
    page = client.get(f"{ROOT}1/").content.decode()
    assert "No recipients yet" in page
    assert "(10,000 + 8,000 + 6,400) ÷ 10,000 = 2.44" in page
    assert pytest.approx(2.44) == (10_000 + 8_000 + 6_400) / 10_000


def test_no_income_is_refused_and_what_was_typed_is_kept(signed_in, coordinator, partnership):
    response = signed_in(coordinator).post(f"{ROOT}add/", {**STUDY, "income": "0"})
    assert response.status_code == 422
    assert 'value="The four islands"' in response.content.decode()


def test_a_study_goes_to_the_bin_with_its_rows(signed_in, coordinator, study, partnership):
    client = signed_in(coordinator)
    assert client.post(f"{ROOT}1/remove/").status_code == 302
    assert client.get(f"{ROOT}1/").status_code == 404
    assert client.post(f"{ROOT}1/restore/").status_code == 302
    with scope(partnership=partnership):
        assert LocalStudy.objects.count() == 1


@pytest.mark.parametrize("role", ["service_user", "funder_person", "observer", "evaluator"])
def test_who_only_reads_is_refused(request, signed_in, role, study):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(f"{ROOT}1/").status_code == 200
    for address in (f"{ROOT}add/", f"{ROOT}1/sheet/"):
        response = client.post(address, STUDY)
        assert response.status_code == 403
        assert "Change the studies of the local economy" in response.content.decode()


def test_an_outsider_finds_nothing(signed_in, outsider, study):
    for address in (ROOT, f"{ROOT}1/", f"{ROOT}1/sheet/", "/p/living-well/local-spending/"):
        assert signed_in(outsider).get(address).status_code == 404


def test_the_page_makes_no_query_for_each_row(
    signed_in, observer, study, partnership, django_assert_max_num_queries
):
    with scope(partnership=partnership):
        for place in range(30):
            LocalSpending.objects.create(
                partnership=partnership, study=study, sort="other", name=f"Row {place}", amount=Decimal(0)
            )
    client = signed_in(observer)
    with django_assert_max_num_queries(14):
        client.get(f"{ROOT}1/")
