"""Executes a notebook with Deno's kernel: execute.py NOTEBOOK FOLDER. Prints it with its outputs."""

import sys

import nbclient
import nbformat

path, folder = sys.argv[1:]
notebook = nbformat.read(path, 4)
client = nbclient.NotebookClient(
    notebook, kernel_name="deno", timeout=120, startup_timeout=120, record_timing=False,
    resources={"metadata": {"path": folder}},
)
client.execute()
print(nbformat.writes(notebook))
