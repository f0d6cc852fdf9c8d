"""Power loss: the product works on a recorded disk, the power fails at every moment, each disk is judged."""

from tests.torture.power.command import main as main
