"""What the camera sees, as JPEG. A scene is made once; of each picture only the noise is new."""

from functools import cached_property

from PIL import Image

from simulator.card_pictures.held import Held, flat_picture
from simulator.card_pictures.scene import scene
from simulator.card_pictures.sensor import Sensor, noise_in
from simulator.card_pictures.view import FRAME, View

COVERED = (26, 12, 9)  # a finger on the lens lets a little red through
DARK_LIGHT = 0.1


class Eye:
    """Holds the scene of the last picture."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._of: tuple[Held | None, View, bool] | None = None
        self._scene = Image.new("YCbCr", FRAME)

    def picture(self, held: Held | None, view: View, covered: bool, black: bool) -> bytes:
        """One picture; `black`: nothing reaches the sensor, and it does not even make noise."""
        quality = round(view.quality)
        if black:
            return self._sensor.picture(Image.new("RGB", FRAME).convert("YCbCr"), 0, quality)
        if self._of != (held, view, covered):
            self._of = held, view, covered
            self._scene = self._seen(held, view, covered).convert("YCbCr")
        light = DARK_LIGHT if covered else view.light
        return self._sensor.picture(self._scene, noise_in(light, view.noise), quality)

    @cached_property
    def _sensor(self) -> Sensor:
        """Made when the first picture is: its noise takes a moment."""
        return Sensor(self._seed)

    def _seen(self, held: Held | None, view: View, covered: bool) -> Image.Image:
        if covered:
            return Image.new("RGB", FRAME, COVERED)
        return scene(flat_picture(held) if held else None, view, self._seed)
