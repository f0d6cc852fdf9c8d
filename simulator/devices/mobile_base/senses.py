"""From what is so to what a frame tells of it: every sensor, with what hands press and what is wrong with it.

Not responsible for: when a frame is due (base.py) and how it is encoded (feedback.py). Pure.
"""

from simulator.devices.mobile_base.battery import Battery
from simulator.devices.mobile_base.body import Sensed
from simulator.devices.mobile_base.condition import Value
from simulator.devices.mobile_base.feedback import Feedback
from simulator.devices.mobile_base.gyro import Gyro, limited, wrapped_cdeg
from simulator.devices.mobile_base.pressed import Pressed
from simulator.devices.mobile_base.sensors import CLIFF_ADC, FLOOR_ADC, Sensors
from simulator.devices.mobile_base.wheels import OVER_A, TICKS_PER_M, Pair, Wheels

IDLE_10MA, MOST_10MA = 5, 255


class Senses:
    """All sensors of the base. `stop_input`: the digital input of the emergency stop; None = not wired."""

    def __init__(
        self, wheels: Wheels, battery: Battery, gyro: Gyro, sensors: Sensors, stop_input: int | None
    ) -> None:
        self.sensors = sensors
        self.pressed = Pressed()
        self._wheels = wheels
        self._battery = battery
        self._gyro = gyro
        self._stop_bit = 0 if stop_input is None else 1 << stop_input
        self._zero_m: Pair | None = None  # as far as its wheels had turned when it told its first frame
        self._frames = 0

    def boot(self) -> None:
        """Where it stands and looks now is 0."""
        self._gyro.boot()
        self._zero_m = None
        self._frames = 0

    def feel(self, sensed: Sensed, at: float, up_s: float, seconds: float) -> Feedback:
        """What they tell at `at`, `up_s` after its start and `seconds` after the last time."""
        self.pressed.expire(at)
        sensors, held = self.sensors, self.pressed.bits
        cliff = sensors.cliff.told(_cliff(sensed, held["cliff"]), at)
        current = sensors.current.told(_current(sensed), at)
        gyro = sensors.gyro.told(self._gyro.value(sensed, seconds), at)
        first, samples = self._gyro.samples(gyro, self._frames)
        self._frames += 1
        return Feedback(
            timestamp_ms=round(up_s * 1000) & 0xFFFF,
            bumper=sensors.bumper.told((_sides(*sensed.bumpers) | held["bumper"],), at)[0],
            wheel_drop=sensors.wheel_drop.told(_wheel_drop(sensed), at)[0],
            cliff=cliff[0],
            encoders=sensors.encoders.told(self._ticks(), at),
            pwm=self._wheels.pwm,
            buttons=held["button"],
            charger=self._battery.charger,
            battery_dv=sensors.battery.told((round(self._battery.volts * 10),), at)[0],
            over_current=current[2],
            dock=sensors.dock.told(sensed.dock_beams, at),
            angle_cdeg=wrapped_cdeg(gyro[0]),
            rate_cdeg_s=limited(gyro[1]),
            cliff_adc=cliff[1:],
            current_10ma=current[:2],
            gyro_frame=first,
            gyro=samples,
            digital=self._stop_bit if self.pressed.emergency_stop else 0,
        )

    def _ticks(self) -> Value:
        turned = self._wheels.turned_m
        zero = self._zero_m = self._zero_m or turned
        return round((turned[0] - zero[0]) * TICKS_PER_M), round((turned[1] - zero[1]) * TICKS_PER_M)


def _sides(left: bool, centre: bool, right: bool) -> int:
    """Bumpers and cliffs as on the wire."""
    return left << 2 | centre << 1 | right


def _cliff(sensed: Sensed, held: int) -> Value:
    """The bits, and what the eyes right, centre, left measure."""
    bits = _sides(*sensed.cliffs) | held
    right, centre, left = (CLIFF_ADC if bits & bit else FLOOR_ADC for bit in (1, 2, 4))
    return bits, right, centre, left


def _wheel_drop(sensed: Sensed) -> Value:
    """Which wheels hang: 1 right, 2 left."""
    left, right = sensed.wheel_drops
    return (left << 1 | right,)


def _current(sensed: Sensed) -> Value:
    """The currents left and right in 10 mA, and which is too high: 1 left, 2 right."""
    left, right = abs(sensed.currents_a[0]), abs(sensed.currents_a[1])
    return (
        min(MOST_10MA, IDLE_10MA + round(left * 100)),
        min(MOST_10MA, IDLE_10MA + round(right * 100)),
        (left > OVER_A) | (right > OVER_A) << 1,
    )
