#!/usr/bin/env bash
# Runs an MPI program on three hosts that exist on this machine while it runs.
#
#   mpi-hosts.sh openmpi|mpich [OPTION OF MPIRUN…] PROGRAM [ARG…]   two ranks on each of epsie-a, epsie-b and epsie-c
#   mpi-hosts.sh run COMMAND [ARG…]     a command on epsie-a, such as bash; `remote-shell.sh epsie-b COMMAND` reaches the others
#   mpi-hosts.sh link HOST up|down [PID]  plugs or unplugs the network cable of a host of the mpi-hosts.sh with that PID (from
#                                         outside), or of the current hosts
#   mpi-hosts.sh check                  checks whether hosts can be created here
#
# A host is a network namespace with a cable to a switch, which is a namespace too. They are invisible from outside, and several of
# these scripts can run side by side. When this process ends, in whatever way, the kernel ends all processes on the hosts and removes
# the hosts.
#
# Needs iproute2 and util-linux; and root, or a kernel that allows user namespaces. Exit codes: 77 without that permission, 127 without
# a program.
set -euo pipefail

readonly HOSTS=(epsie-a epsie-b epsie-c)
readonly NO_PERMISSION=77 NO_PROGRAM=127
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

main() {
  local command=${1:-}
  shift || true
  case $command in
    openmpi | mpich | run) in_namespaces inside "$command" "$@" ;;
    check) in_namespaces inside run true ;;
    link) link "$@" ;;
    # Called inside the namespaces of in_namespaces.
    inside) inside "$@" ;;
    *)
      sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
      exit 2
      ;;
  esac
}

in_namespaces() {
  local options=(--net --mount --pid --fork --kill-child --mount-proc)
  # Only root of a user namespace can create networks in it.
  if [ "$(id -u)" != 0 ]; then options+=(--user --map-root-user); fi
  command -v ip >/dev/null || refuse "$NO_PROGRAM" 'ip not found (on Debian: apt-get install iproute2)'
  command -v unshare >/dev/null || refuse "$NO_PROGRAM" 'unshare not found (on Debian: apt-get install util-linux)'
  local reason
  reason=$(unshare "${options[@]}" ip link add type veth 2>&1) || refuse "$NO_PERMISSION" "${reason##*$'\n'}"
  exec unshare "${options[@]}" -- bash "${BASH_SOURCE[0]}" "$@"
}

refuse() {
  echo "mpi-hosts: no hosts can be created here: $2" >&2
  exit "$1"
}

# The first process of the namespaces: the others end with it.
inside() {
  local kind=$1 code=0
  shift
  create_hosts
  case $kind in
    openmpi) set -- "${open_mpi[@]}" "$@" ;;
    mpich) set -- "${mpich[@]}" "$@" ;;
  esac
  # Not exec: the first process of a namespace gets only signals that it handles.
  bash "$here/remote-shell.sh" "${HOSTS[0]}" "$(printf '%q ' "$@")" || code=$?
  exit "$code"
}

create_hosts() {
  mount -t tmpfs tmpfs /run
  ip netns add switch
  ip -n switch link add bridge type bridge
  ip -n switch link set bridge up
  local i
  for i in "${!HOSTS[@]}"; do
    local host=${HOSTS[i]} address="192.0.2.$((i + 1))"
    ip netns add "$host"
    ip link add eth0 netns "$host" type veth peer name "$host" netns switch
    ip -n switch link set "$host" master bridge up
    ip -n "$host" address add "$address/24" dev eth0
    ip -n "$host" link set lo up
    ip -n "$host" link set eth0 up
    echo "$address $host" >>/run/hosts
  done
  echo '127.0.0.1 localhost' >>/run/hosts
  mount --bind /run/hosts /etc/hosts
}

slots=$(printf ',%s:2' "${HOSTS[@]}")
between=tcp,self,vader
readonly open_mpi=(
  env OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
  mpirun.openmpi --mca plm_rsh_agent "$here/remote-shell.sh" --host "${slots:1}" --bind-to none
  --mca pml ob1 --mca btl "$between"
  # Its files are in memory that is freed with the hosts.
  --mca orte_tmpdir_base /run
)
readonly mpich=(
  mpirun.mpich -launcher ssh -launcher-exec "$here/remote-shell.sh" -hosts "${slots:1}" -bind-to none
)

link() {
  local host=$1 state=$2 pid=${3:-}
  local enter=()
  if [ -n "$pid" ]; then
    enter=(nsenter --target "$pid" --mount --net)
    if [ "$(id -u)" != 0 ]; then enter+=(--user --preserve-credentials); fi
  fi
  "${enter[@]}" ip -n switch link set "$host" "$state"
}

main "$@"
