"""`kiosk simulate` gives the robot the simulated microphone and loudspeaker at wires of its own."""

from typing import Any

from tests.support.robot import Simulated, eventually


def state(simulated: Simulated, device: str) -> dict[str, Any]:
    return simulated.bench.get(f"/devices/{device}").json()["state"]


def hands(simulated: Simulated, device: str, act: str) -> None:
    assert simulated.bench.post(f"/devices/{device}/hands/{act}").status_code == 200


def test_the_robot_listens_at_its_own_wire_and_notices_what_hands_do(simulated: Simulated) -> None:
    eventually(lambda: state(simulated, "microphone")["connectors"]["robot"]["listening"])
    assert not state(simulated, "microphone")["connectors"]["public"]["listening"]
    hands(simulated, "microphone", "pull_cable")
    eventually(lambda: any("microphone" in fault for fault in simulated.faults()))
    hands(simulated, "microphone", "plug_cable")
    eventually(lambda: state(simulated, "microphone")["connectors"]["robot"]["listening"])
    eventually(lambda: not any("microphone" in fault for fault in simulated.faults()))
