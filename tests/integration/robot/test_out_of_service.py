"""A robot that cannot start leaves its place to the page, and gets it back."""

from pathlib import Path

import httpx

from tests.support.robot import eventually, free_port, site, spawn


def test_a_robot_that_cannot_start_gives_its_place_to_the_page_and_gets_it_back(tmp_path: Path) -> None:
    config, port = site(tmp_path / "site", ""), free_port()
    file = config / "site.yaml"
    whole = file.read_text().replace("port: 8080", f"port: {port}")
    file.write_text(whole + "office: [\n")
    options = ("--config", str(config))
    with (tmp_path / "log").open("w") as sink:
        robot = spawn("run", *options, "--data", str(tmp_path / "data"), stdout=sink, stderr=sink)
        assert robot.wait(20) == 1
        page = spawn("out-of-service", *options, "--for", "60", stdout=sink, stderr=sink)
    url = f"http://127.0.0.1:{port}"
    answer = eventually(lambda: _asked(f"{url}/"))
    assert (answer.status_code, "Tạm ngừng phục vụ" in answer.text) == (503, True)
    assert httpx.get(f"{url}/healthz").json()["status"] == "failed"
    page.terminate()
    assert page.wait(10) == 130
    file.write_text(whole)
    with (tmp_path / "log").open("a") as sink:
        again = spawn("run", *options, "--data", str(tmp_path / "data"), stdout=sink, stderr=sink)
    assert eventually(lambda: _asked(f"{url}/")).status_code == 200
    again.terminate()
    assert again.wait(15) == 0


def _asked(url: str) -> httpx.Response | None:
    try:
        return httpx.get(url)
    except httpx.TransportError:
        return None
