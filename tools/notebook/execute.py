"""Executes a notebook with Deno's kernel: execute.py NOTEBOOK FOLDER. Prints it with its outputs."""

import queue
import sys
import time

import nbformat
from jupyter_client.manager import start_new_kernel

# Seconds for a cell, and for a result that the kernel publishes after it has reported to be idle, which happens and which nbclient drops.
LIMIT, GRACE = 120, 1


def execute(client, cell):
    """Executes a cell and stores its outputs."""
    request = client.execute(cell.source)
    cell.outputs = []
    end = time.monotonic() + LIMIT
    while True:
        try:
            message = client.get_iopub_msg(timeout=max(end - time.monotonic(), 0))
        except queue.Empty:
            break
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind in ("execute_result", "display_data", "stream", "error"):
            cell.outputs.append(nbformat.v4.output_from_msg(message))
            if kind == "error":
                sys.exit("\n".join(content["traceback"]))
        elif kind == "execute_input":
            cell.execution_count = content["execution_count"]
        elif kind == "status" and content["execution_state"] == "idle":
            end = time.monotonic() + GRACE
    reply = client.get_shell_msg(timeout=LIMIT)
    if reply["content"]["status"] != "ok":
        sys.exit(f"The cell failed: {cell.source}")


path, folder = sys.argv[1:]
notebook = nbformat.read(path, 4)
manager, client = start_new_kernel(kernel_name="deno", startup_timeout=120, cwd=folder)
try:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            execute(client, cell)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
print(nbformat.writes(notebook))
