"""The page of the study, from its results alone: the same results give the same page."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.study import plan, tables
from benchmarks.study.results import Results
from benchmarks.study.scenarios import SEED

HERE = Path(__file__).parent


def page(folder: Path) -> str:
    """Write the page as Markdown."""
    results = Results(folder=folder)
    # Markdown for a document of ours, from numbers of ours: nothing to escape.
    pages = Environment(loader=FileSystemLoader(HERE), undefined=StrictUndefined, autoescape=False)  # noqa: S701
    template = pages.get_template("page.md.jinja")
    return template.render(results=results, tables=tables, seed=SEED, plan=plan) + "\n"
