# Run the steps of the Containerfile as an engine would, in a mount namespace of their own.
#
# Called by test_containers.py as root: unshare --mount sh steps.sh WORK PYTHON. WORK holds source/, and
# the files build, user, serve and check, each a command; PYTHON is the prefix of an interpreter,
# which stands at /usr/local as in the base image. Nothing outside the namespace changes.
set -eu
work=$1 python=$2
mkdir -p "$work/etc" "$work/opt"
cp -a /etc/. "$work/etc/"
mount --make-rprivate /
mount --bind "$work" /mnt
mount --bind "$python" /usr/local
mount --bind "$work/etc" /etc
PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

sh -e /mnt/build
sh -e /mnt/user

# From here on as `read_only: true` with the tmpfs of compose.yaml: nothing else can be written.
mount -o remount,ro,bind /mnt
mount -o remount,ro,bind /etc
mount -o remount,ro,bind /usr/local
mount -o remount,ro,bind /
mount -t tmpfs -o size=64m,mode=1777,noexec,nosuid,nodev tmpfs /tmp
cd /
# No function: what runs behind `&` must be the command itself, to be told to stop.
confined="setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all
    --inh-caps=-all env -i LD_LIBRARY_PATH=/usr/local/lib PATH=/mnt/opt/bin:/usr/bin:/bin"
! $confined sh -c 'touch /mnt/opt/written /etc/written' 2>/dev/null || exit 3

$confined sh /mnt/serve &
server=$!
trap 'kill -KILL $server 2>/dev/null' EXIT
tries=0
until $confined sh /mnt/check 2>/dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 120 ] || exit 4
    kill -0 $server
    sleep 0.5
done
$confined sh /mnt/ask
grep -E '^(Uid|CapEff|NoNewPrivs):' /proc/$server/status
kill -TERM $server
trap - EXIT
wait $server
echo "stopped with 0"
