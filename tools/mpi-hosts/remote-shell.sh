#!/usr/bin/env bash
# Runs a command on a host of mpi-hosts.sh, as ssh does on a real one: remote-shell.sh HOST COMMAND [ARG…]. Like ssh it passes the words
# of the command to a shell; unlike ssh it keeps the environment.
set -euo pipefail

# mpirun of MPICH passes options of ssh first.
while [[ ${1:-} == -* ]]; do shift; done
export REMOTE_HOST=$1
shift
export REMOTE_COMMAND="$*"
# With the shared memory of the machine, a host would reach its neighbour through it.
# shellcheck disable=SC2016 # for the shell within
exec ip netns exec "$REMOTE_HOST" unshare --uts --ipc --mount -- sh -c '
  hostname "$REMOTE_HOST"
  mount -t tmpfs tmpfs /dev/shm
  command=$REMOTE_COMMAND
  unset REMOTE_HOST REMOTE_COMMAND
  exec sh -c "$command"
'
