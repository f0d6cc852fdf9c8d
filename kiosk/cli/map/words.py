"""What stands on the picture of a hall, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Of one language; `zone_speed` has a place for metres a second."""

    title: str
    clearance: str
    robot: str
    no_go: str
    slow: str
    zone_speed: str
    ways: str
    narrowest: str
    place: str
    home: str
    point: str = "."

    def number(self, value: float, digits: int = 2) -> str:
        """As it is written in this language."""
        return f"{value:.{digits}f}".replace(".", self.point)


WORDS = {
    "en": Words(
        title="Map of the hall",
        clearance="Distance to the nearest thing (m)",
        robot="robot",
        no_go="no-go zone",
        slow="slow zone",
        zone_speed="up to {} m/s",
        ways="ways between the places",
        narrowest="narrowest point on the ways",
        place="place, and where it faces",
        home="post and dock",
    ),
    "vi": Words(
        title="Bản đồ sảnh",
        clearance="Khoảng cách tới vật gần nhất (m)",
        robot="rô-bốt",
        no_go="vùng cấm vào",
        slow="vùng đi chậm",
        zone_speed="tối đa {} m/s",
        ways="đường đi giữa các điểm",
        narrowest="chỗ hẹp nhất trên đường đi",
        place="điểm dừng và hướng nhìn",
        home="chỗ đứng và trạm sạc",
        point=",",
    ),
}
