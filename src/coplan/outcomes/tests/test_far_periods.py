"""A reading whose period never ends would break every page that shows it."""

from django_scopes import scope

from coplan.outcomes.models import Element, Indicator, Reading


def test_a_period_to_the_end_of_the_calendar_is_refused(signed_in, coordinator, partnership):
    with scope(partnership=partnership):
        outcome = Element.objects.create(partnership=partnership, tier="short", title="Fewer lonely days")
        indicator = Indicator.objects.create(
            partnership=partnership, outcome=outcome, name="Visits", definition="Each call", unit="visits"
        )
    client = signed_in(coordinator)
    typed = {"indicator": indicator.pk, "starts_on": "2026-01-01", "figure": "1", "source": "Diary"}
    page = client.post("/p/living-well/readings/add/", {**typed, "ends_on": "9999-12-31"})
    assert page.status_code == 422
    assert client.get("/p/living-well/readings/").status_code == 200
    with scope(partnership=partnership):
        assert not Reading.objects.exists()
