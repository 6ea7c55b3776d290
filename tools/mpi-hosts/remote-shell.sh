#!/usr/bin/env bash
# What ssh is to real hosts, to those of mpi-hosts.sh: remote-shell.sh HOST COMMAND [ARG…]. Like ssh it gives the words of the
# command to a shell; unlike ssh it keeps the environment.
set -euo pipefail

# mpirun of MPICH gives options of ssh first.
while [[ ${1:-} == -* ]]; do shift; done
export REMOTE_HOST=$1
shift
export REMOTE_COMMAND="$*"
# Without shared memory of its own, a host would reach its neighbour through that of the machine.
# shellcheck disable=SC2016 # for the shell within
exec ip netns exec "$REMOTE_HOST" unshare --uts --ipc --mount -- sh -c '
  hostname "$REMOTE_HOST"
  mount -t tmpfs tmpfs /dev/shm
  command=$REMOTE_COMMAND
  unset REMOTE_HOST REMOTE_COMMAND
  exec sh -c "$command"
'
