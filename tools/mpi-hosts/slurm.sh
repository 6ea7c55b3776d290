#!/usr/bin/env bash
# Creates a Slurm cluster of the hosts of mpi-hosts.sh and runs a command there, such as bash:
#
#   mpi-hosts.sh run slurm.sh COMMAND [ARG…]
#
# Not part of the tests: for trying batch scripts, and the signals of Slurm. Needs slurm-wlm and munge; as root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if ! ip netns pids epsie-a >/dev/null 2>&1; then
  echo 'slurm.sh: start me with: mpi-hosts.sh run slurm.sh COMMAND' >&2
  exit 2
fi

# All files are in /run, which mpi-hosts.sh mounts for its hosts only.
readonly hosts=(epsie-a epsie-b epsie-c) munge=/run/munge slurm=/run/slurm
export SLURM_CONF=$slurm/slurm.conf
mkdir -p "$munge" "$slurm"/{state,cgroup,log}

head -c 1024 /dev/urandom >"$munge/key"
chmod 400 "$munge/key"
munged --force --key-file="$munge/key" --socket="$munge/socket" --pid-file="$munge/pid" --log-file="$munge/log" \
  --seed-file="$munge/seed"

names=$(printf ',%s' "${hosts[@]}")
cat >"$SLURM_CONF" <<CONF
ClusterName=epsie
SlurmctldHost=${hosts[0]}
SlurmUser=root
AuthInfo=socket=$munge/socket
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool-%n
TmpFS=$slurm/tmp-%n
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd-%n.pid
SlurmctldLogFile=$slurm/log/slurmctld
SlurmdLogFile=$slurm/log/slurmd-%n
KillWait=10
NodeName=${names:1} CPUs=4
PartitionName=main Nodes=ALL Default=YES State=UP
CONF
# slurmd requires a mount point for control groups, although nothing uses them.
printf 'CgroupPlugin=cgroup/v1\nCgroupMountpoint=%s\n' "$slurm/cgroup" >"$slurm/cgroup.conf"

slurmctld
for host in "${hosts[@]}"; do
  mkdir -p "$slurm/spool-$host" "$slurm/tmp-$host"
  "$here/remote-shell.sh" "$host" slurmd -N "$host"
done
for _ in {1..50}; do
  if [ "$(sinfo --noheader --states=idle --format=%D)" = "${#hosts[@]}" ]; then break; fi
  sleep 0.2
done
sinfo

exec "$@"
