"""Commands of `kiosk card` without the way through `kiosk` itself."""

import argparse
from collections.abc import Callable
from types import ModuleType

import pytest

from kiosk.cli.failure import Failure

Run = Callable[..., tuple[int, str, str]]


def runner(module: ModuleType, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command of `module`: exit code, standard output, error stream; a `Failure` is code 1."""

    def run(*words: object) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser(module.__name__)
        module.add_arguments(parser)
        failed = ""
        try:
            code = module.main(parser.parse_args([str(word) for word in words]))
        except Failure as failure:
            code, failed = 1, str(failure)
        out, err = capsys.readouterr()
        return code, out, err + failed

    return run
