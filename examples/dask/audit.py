#!/usr/bin/env python3
"""Audits a list of inputs on a Dask cluster, and merges the answers in the order of the list.

    audit.py SCHEDULER LIST FOLDER [options of daicha audit]

SCHEDULER  its address, such as tcp://10.0.0.1:8786
LIST       an input a line; every worker sees the inputs at the same paths, and has `daicha` on its PATH
FOLDER     gets a shard-*.ndjson for every part of the list, and the whole as all.ndjson

SHARD is how many inputs a task has, 100 where it is not set.
Exits as `daicha audit` of the whole list would; with 75 where a shard is missing.
"""

import os
import subprocess
import sys
from pathlib import Path

from distributed import Client, as_completed


def audit(inputs, cwd, options):
    """Returns the NDJSON of a shard as bytes. An error makes Dask try again, on any worker."""
    ran = subprocess.run(
        ["daicha", "audit", "--files-from", "-", "-f", "ndjson", *options],
        input=b"\n".join(inputs),
        capture_output=True,
        cwd=cwd,
    )
    # 0, 1, 3 and 5 are answers.
    if ran.returncode not in (0, 1, 3, 5):
        raise RuntimeError(f"daicha ended with {ran.returncode}: {ran.stderr.decode(errors='replace')}")
    return ran.stdout


def main(scheduler, listed, folder, *options):
    inputs = [line for line in Path(listed).read_bytes().splitlines() if line]
    size = int(os.environ.get("SHARD", 100))
    shards = [inputs[at : at + size] for at in range(0, len(inputs), size)]
    Path(folder).mkdir(parents=True, exist_ok=True)
    files = [Path(folder, f"shard-{n:06}.ndjson") for n in range(1, len(shards) + 1)]

    failed = False
    with Client(scheduler) as client:
        futures = client.map(audit, shards, cwd=os.getcwd(), options=options, pure=False, retries=2)
        file_of = dict(zip(futures, files))
        # An answer that is saved need not stay in the memory of the cluster.
        del futures
        for future in as_completed(list(file_of)):
            file = file_of.pop(future)
            if future.status == "finished":
                file.write_bytes(future.result())
            else:
                failed = True
                print(f"{file} is missing: {future.exception()}", file=sys.stderr)
    if failed:
        return 75

    merge = ["daicha", "report", "merge", *map(str, files), "-f", f"ndjson={folder}/all.ndjson", "--use-exit"]
    return subprocess.run(merge).returncode


if __name__ == "__main__":
    if len(sys.argv) < 4:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
