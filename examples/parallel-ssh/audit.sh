#!/usr/bin/env bash
# Audits a list of inputs on several hosts, with GNU parallel over ssh, and merges the answers in the order of the list.
# Run again after a failure, it audits only what is missing.
#
#     audit.sh LIST HOSTS FOLDER [options of daicha audit]
#
# LIST    an input a line; every host sees the inputs at the same paths
# HOSTS   a host a line, as `parallel --sshloginfile` takes it; `daicha` is on the PATH of each
# FOLDER  gets a shard-*.ndjson for every part of the list, jobs.log, and the whole as all.ndjson
#
# SHARD is how many inputs a host is given at a time, 100 where it is not set. PARALLEL_SSH is the ssh to call.
# Exits as `daicha audit` of the whole list would; with 75 where a shard is missing.
set -euo pipefail

if [ $# -lt 3 ]; then
  echo "usage: audit.sh LIST HOSTS FOLDER [options of daicha audit]" >&2
  exit 2
fi
list=$1 hosts=$2 folder=$3 shard=${SHARD:-100}
shift 3
options=
[ $# -eq 0 ] || options=$(printf ' %q' "$@")
# A host that says nothing for 15 seconds is gone.
export PARALLEL_SSH=${PARALLEL_SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10 -o ServerAliveInterval=5}

# Shards of another list, or audited in another way, never get into one report.
plan() {
  echo "daicha audit$options, $shard inputs at a time"
  cat -- "$list"
}
mkdir -p "$folder"
[ -e "$folder/plan" ] || plan > "$folder/plan"
if ! plan | cmp -s - "$folder/plan"; then
  echo "$folder holds shards of another list, or with other options: name another folder" >&2
  exit 2
fi

# 0, 1, 3 and 5 are answers. Whatever else a job ends with, another host is given its shard.
parallel --sshloginfile "$hosts" --workdir "$PWD" --jobs 1 --arg-file "$list" --no-run-if-empty -N "$shard" --plus \
  --retries 3 --joblog "$folder/jobs.log" --resume-failed --results "$folder/shard-{0#}.ndjson" \
  "printf '%s\n' {} | daicha audit --files-from - -f ndjson$options || case \$? in 1|3|5) ;; *) exit \$? ;; esac" \
  > /dev/null || {
  echo "some shards are missing: their Exitval in $folder/jobs.log is not 0. Run the same again: only they are audited" >&2
  exit 75
}

daicha report merge "$folder"/shard-*.ndjson -f ndjson="$folder/all.ndjson" --use-exit
