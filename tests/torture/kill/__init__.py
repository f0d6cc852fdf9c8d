"""`kill -9`: the real process beside a simulated printer is killed at any moment, again and again."""

from tests.torture.kill.command import main as main
