"""What staff, programs and guessers do at the door."""

import hypothesis.strategies as st
from hypothesis.stateful import precondition, rule

from kiosk.desk.model import UnknownName
from kiosk.desk.staff import WrongPin
from tests.torture.model.site import STAFF
from tests.torture.model.world import World, robots

PINS = ("135791", "246802", "802468135790")
WEAK = ("111111", "123456", "987654", "12345", "1234567890123", "1357a1", "１３５７９１", "")
GUESS = "999998"
ADDRESS = "192.0.2.7"
names = st.sampled_from((*STAFF, "nobody"))


class AtTheDoor(World):
    """PINs, guesses, sessions and tokens."""

    @rule(robot=robots, name=names, pin=st.sampled_from((*PINS, *WEAK)), unlock=st.booleans())
    def give_a_pin(self, robot: str, name: str, pin: str, unlock: bool) -> None:
        """Or forget the wrong tries."""
        door = self.robot(robot).door
        if pin in WEAK:
            self.refused(door.set_pin(name, pin), "pin_weak")
        elif name in self.door.keys and unlock:
            self.hall.do(door.unlock(name))
            self.door.unlock(name)
        elif name == "nobody":
            self.refused(door.unlock(name), "unknown_name", UnknownName)
        else:
            self.hall.do(door.set_pin(name, pin))
            self.door.set_pin(name, pin)
        assert self.hall.do(door.names()) == tuple(sorted(self.door.keys))

    @rule(robot=robots, name=names, tries=st.lists(st.sampled_from(("right", GUESS, *PINS)), min_size=1))
    def knock(self, robot: str, name: str, tries: list[str]) -> None:
        """Some tries, one after the other."""
        for guess in tries[:6]:
            key = self.door.keys.get(name)
            self._try(robot, name, key.pin if key and guess == "right" else guess)

    def _try(self, robot: str, name: str, pin: str) -> None:
        expected = self.door.login(name, pin)
        try:
            token = self.hall.do(self.robot(robot).door.login(name, pin, ADDRESS))
        except WrongPin as error:
            assert (error.wait_s, error.locked) == expected
            assert error.code == ("pin_locked" if error.locked else "pin_wrong")
            self.reach("a name is locked" if error.locked else "a wrong PIN")
            return
        assert expected is None
        self.door.let_in(name, token)
        self.reach("a login")

    @precondition(lambda self: self.door.keys)
    @rule(robot=robots, night=st.booleans())
    def somebody_guesses_until_it_is_locked(self, robot: str, night: bool) -> None:
        """Or until the next wait, when there is no time."""
        name = min(self.door.keys)
        while (key := self.door.keys[name]).wrong < 20 and (night or not key.wait_until):
            if key.wait_until:
                self.put_clock(max(self.queue.at, key.wait_until))
            self._try(robot, name, GUESS)

    @precondition(lambda self: self.door.logins)
    @rule(robot=robots, back=st.integers(0, 5), leave=st.sampled_from((False, False, True)))
    def use_a_session(self, robot: str, back: int, leave: bool) -> None:
        door, token = self.robot(robot).door, list(self.door.logins)[-1 - back % len(self.door.logins)]
        name = self.door.session(token)
        assert self.hall.do(door.session(token)) == name
        assert self.hall.do(door.session(f"{token}?")) is None
        self.reach("a session held" if name else "a session was over")
        if leave:
            self.hall.do(door.logout(token))
            del self.door.logins[token]
            assert self.hall.do(door.session(token)) is None

    @rule(robot=robots, label=st.sampled_from(("board", "phone")))
    def a_program_gets_a_token(self, robot: str, label: str) -> None:
        door = self.robot(robot).door
        older = self.door.tokens.get(label)
        token = self.door.tokens[label] = self.hall.do(door.new_token(label))
        assert self.hall.do(door.token(token)) == label
        assert older is None or self.hall.do(door.token(older)) is None
