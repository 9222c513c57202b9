"""Run the study: python -m benchmarks.study FOLDER keeps the results there and writes the page.

A run that was stopped goes on where it was. With --quick a few runs of everything are made, and the page is written
into the folder.
"""

import argparse
from pathlib import Path

from benchmarks.study import page, plan
from benchmarks.study.runner import carry_out

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "simulation-study.md"


def main() -> None:
    """Run what is left to run, then write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.study", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the results are kept")
    parser.add_argument("--quick", action="store_true", help="a few runs of everything, to see that it works")
    parser.add_argument("--only", default="", help="only jobs whose name holds this; writes no page")
    given = parser.parse_args()
    jobs = plan.quick() if given.quick else plan.full()
    carry_out(given.folder, [job for job in jobs if given.only in job.name])
    if not given.only:
        target = given.folder / PAGE.name if given.quick else PAGE
        target.write_text(page.page(given.folder), "utf-8")
        print(target)


if __name__ == "__main__":
    main()
