"""Run one target, with options and folders of libFuzzer: python -m tests.fuzz NAME -runs=20000 -seed=1 FOLDER..."""

import sys

import atheris

with atheris.instrument_imports(include=["towpath"]):
    from tests.fuzz.targets import TARGETS

atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
atheris.Fuzz()
