#!/bin/sh
# Runs a program as a container of the image would: as its first process, as user 1000 without capabilities, with a root in
# which nothing can be written but /data. Wants root, and namespaces of its own for mounts and processes:
#   unshare --mount --pid --fork sh sandbox.sh ROOT IMAGE DATA NODE PROGRAM...
# ROOT is an empty folder, IMAGE becomes /tiauth, DATA /data, and NODE, the folder above Node's bin, /node.
set -eu
root=$1 image=$2 data=$3 node=$4
shift 4

readonly_at() {
  mkdir -p "$root$2"
  mount --bind "$1" "$root$2"
  mount -o remount,bind,ro "$root$2"
}

mount --make-rprivate /
mount -t tmpfs -o mode=755 none "$root"
for folder in bin sbin lib lib64; do
  if [ -L "/$folder" ]; then cp -P "/$folder" "$root/$folder"; elif [ -d "/$folder" ]; then readonly_at "/$folder" "/$folder"; fi
done
readonly_at /usr /usr
readonly_at /etc /etc
readonly_at "$image" /tiauth
readonly_at "$node" /node
mkdir "$root/proc" "$root/dev" "$root/data"
mount -t proc none "$root/proc"
mount --bind /dev "$root/dev"
mount --bind "$data" "$root/data"
mount -o remount,ro "$root"
cd "$root"
exec chroot "$root" /usr/bin/setpriv --reuid=1000 --regid=1000 --clear-groups --no-new-privs \
  --bounding-set=-all --inh-caps=-all "$@"
