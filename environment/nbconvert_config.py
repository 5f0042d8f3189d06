# How nbconvert executes a chapter and writes its page. It is Python because nbconvert reads nothing else.
import json
import os
import sys

import nbformat

c = get_config()  # noqa: F821 (Jupyter defines it)

c.ExecutePreprocessor.timeout = None  # a cell may train for hours
c.ExecutePreprocessor.startup_timeout = 120
c.ExecutePreprocessor.allow_errors = False
# Without these two, a page silently lacks what a busy kernel printed late.
c.ExecutePreprocessor.iopub_timeout = 90
c.ExecutePreprocessor.raise_on_iopub_timeout = True

c.HTMLExporter.template_name = "math-symbols"
c.CSSHTMLHeaderPreprocessor.style = "default"

running = {}


def started(notebook):
    running["notebook"] = notebook
    notebook.metadata["chapters"] = json.loads(os.environ["MATH_SYMBOLS_CHAPTERS"])


def cell_started(cell, cell_index):
    print(f"cell {cell_index + 1} of {len(running['notebook'].cells)}", file=sys.stderr, flush=True)


def failed(**_):
    """Keeps what was executed so far, which nbconvert would throw away."""
    nbformat.write(running["notebook"], os.environ["MATH_SYMBOLS_FAILED"])


c.ExecutePreprocessor.on_notebook_start = started
c.ExecutePreprocessor.on_cell_execute = cell_started
c.ExecutePreprocessor.on_cell_error = failed
c.ExecutePreprocessor.on_notebook_error = failed
