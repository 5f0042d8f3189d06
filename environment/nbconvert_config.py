# How nbconvert executes a chapter and writes its page. It is Python because nbconvert reads nothing else.
import json
import os
import re
import signal
import sys
import time

import nbformat

c = get_config()  # noqa: F821 (Jupyter defines it)

SECONDS_TO_START = 120

running = {}


def too_late(*_):
    sys.exit("The kernel did not answer. Another program may have taken one of its ports: run again.")


def started(notebook):
    """Waits, its kernel started, until the chapter's turn has come: for a line on the standard input."""
    signal.alarm(0)
    if not sys.stdin.readline():
        sys.exit("nobody is waiting for this chapter any more")
    running["notebook"] = notebook
    notebook.cells = nbformat.read(sys.argv[-1], as_version=4).cells  # somebody may have changed it meanwhile
    notebook.metadata["pages"] = json.loads(os.environ["MATH_SYMBOLS_PAGES"])


def cell_started(cell, cell_index):
    print(f"cell {cell_index + 1} of {len(running['notebook'].cells)}", file=sys.stderr, flush=True)


def sign(notebook):
    notebook.metadata["run"] = {"date": time.strftime("%Y-%m-%d %H:%M")}


def failed(**_):
    """Keeps what was executed so far, which nbconvert would throw away."""
    sign(running["notebook"])
    nbformat.write(running["notebook"], os.environ["MATH_SYMBOLS_FAILED"])


def joined(outputs):
    """A kernel sends what a cell prints in pieces; the neighbours among them become one again."""
    result = []
    for output in outputs:
        if output.get("data", {}).get("text/html") == "":
            continue  # shown only while the cell ran
        last = result[-1] if result else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            result.append(output)
    for output in result:
        if output.output_type == "stream":
            # What follows a carriage return is written over what stands before it.
            output.text = re.sub(r"[^\n]*\r+(?=[^\r\n])", "", output.text).replace("\r", "")
    return result


def finish(notebook, resources):
    if running:
        sign(notebook)
        print("all cells executed", file=sys.stderr, flush=True)  # the kernel has ended; what is left is the page
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
    return notebook, resources


c.ExecutePreprocessor.timeout = None  # a cell may train for hours
c.ExecutePreprocessor.startup_timeout = SECONDS_TO_START
c.ExecutePreprocessor.allow_errors = False
# Without these two, a page silently lacks what a busy kernel printed late.
c.ExecutePreprocessor.iopub_timeout = 90
c.ExecutePreprocessor.raise_on_iopub_timeout = True
c.ExecutePreprocessor.on_notebook_start = started
c.ExecutePreprocessor.on_cell_execute = cell_started
c.ExecutePreprocessor.on_cell_error = failed
c.ExecutePreprocessor.on_notebook_error = failed

if "--execute" in sys.argv:
    # Where a kernel's port belongs to another program, Jupyter may try to send to it for ever.
    signal.signal(signal.SIGALRM, too_late)
    signal.alarm(SECONDS_TO_START + 10)

c.HTMLExporter.template_name = "math-symbols"
c.HTMLExporter.preprocessors = [finish]  # runs after the execution
