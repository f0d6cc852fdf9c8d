"""What is allowed and worth a second look."""

from typing import Any

from kiosk.site.load import check_config


def warnings(site: Any) -> list[str]:
    return [str(line).removeprefix(f"{site.folder}/") for line in check_config(site.folder).warnings]


def quiet(site: Any) -> None:
    """Make the shipped configuration one of an office at work."""
    site.change("hours.yaml", "training: yes", "training: no")
    site.change("site.yaml", "listen: 127.0.0.1", "listen: 0.0.0.0")


def test_training_and_an_unreachable_phone_page_are_warned_about_as_shipped(site: Any) -> None:
    first, second = warnings(site)
    assert first.startswith("hours.yaml:7:11: warning training: training is on")
    assert second.startswith("site.yaml:13:9: warning not-reachable: phones cannot open the ticket's page")


def test_an_office_at_work_has_no_warning(site: Any) -> None:
    quiet(site)
    assert warnings(site) == []


def test_a_robot_without_printer_is_warned_about(site: Any) -> None:
    quiet(site)
    site.write("devices.yaml", "printer:\n")
    told = "there is no printer: citizens get their number on the screen only"
    assert warnings(site) == [f"devices.yaml:1:1: warning no-printer: {told}"]


def test_a_counter_nobody_is_called_to_is_warned_about(site: Any) -> None:
    quiet(site)
    site.change("services.yaml", "counters: [1, 2]", "counters: [1]")
    told = "no service names the counter `2`: nobody will be called there"
    assert warnings(site) == [f"services.yaml:56:10: warning unserved-counter: {told}"]


def test_no_opening_hours_at_all_are_warned_about(site: Any) -> None:
    quiet(site)
    site.write("hours.yaml", "")
    assert warnings(site) == [
        "hours.yaml:1:1: warning no-hours: no day has opening hours: no number will ever be issued"
    ]


def test_more_services_than_a_screen_takes_are_warned_about(site: Any) -> None:
    quiet(site)
    more = "  - {id: more, prefix: G, name: {vi: Thêm, en: More}, counters: [1]}\n"
    site.change("services.yaml", "\ncounters:\n", f"{more}\ncounters:\n")
    (line,) = warnings(site)
    assert line.startswith("services.yaml:11:1: warning many-services: 7 services")
