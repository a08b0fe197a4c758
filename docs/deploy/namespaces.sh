#!/bin/sh
# Three nodes on three "machines" of one: network namespaces, joined by a bridge. iptables partitions them, and heals
# them again. docs/deploy/namespaces.md explains what it prints. Needs Linux, root, ip and iptables; without, it says so.
#
#   sudo docs/deploy/namespaces.sh                the whole story, in about 30 s
#   sudo docs/deploy/namespaces.sh --keep         the same, and the nodes stay, for trying things; Ctrl-C ends them
#
# QUORATE names the launcher, if it is not the one of this checkout.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
quorate=${QUORATE:-$here/../../quorate}
mark=qr$$
net=10.77.$(($$ % 250))
port=7001
http=8001
keep=
[ "${1-}" != --keep ] || keep=yes

skip() {
  echo "skipped: $*"
  exit 0
}

[ "$(uname)" = Linux ] || skip 'network namespaces are Linux'"'"'s'
[ "$(id -u)" = 0 ] || skip 'it makes network namespaces, for which it must be root; type: sudo docs/deploy/namespaces.sh'
for tool in ip ss iptables curl; do
  command -v "$tool" >/dev/null || skip "it needs $tool (Debian, Ubuntu: apt install iproute2 iptables curl)"
done
ip netns add "$mark" 2>/dev/null || skip 'this system permits no network namespaces'
ip netns delete "$mark"

work=$(mktemp -d)
pids=
trap 'clean' EXIT
trap 'exit 130' INT TERM

clean() {
  trap '' INT TERM
  [ -z "$pids" ] || kill $pids 2>/dev/null || :
  [ -z "$pids" ] || wait $pids 2>/dev/null || :
  for i in 1 2 3; do
    ip link delete "$mark$i" 2>/dev/null || :
    ip netns delete "$mark-$i" 2>/dev/null || :
  done
  ip link delete "$mark" 2>/dev/null || :
  rm -rf "$work"
}

on() {
  machine=$1
  shift
  ip netns exec "$mark-$machine" "$@"
}

# One field of what a node says of itself.
field() { on "$1" curl -s -m 2 "http://$net.$1:$http/status" | sed -n "s/.*\"$2\":\"*\([A-Za-z0-9]*\).*/\1/p"; }

show() {
  for i in 1 2 3; do
    role=$(field "$i" role) epoch=$(field "$i" epoch) follows=$(field "$i" leader)
    case $follows in
      null | '') follows='nobody' ;;
      *) follows=n$follows ;;
    esac
    echo "  n$i: $(echo "${role:-silent}" | tr A-Z a-z) in epoch ${epoch:--}, its leader: $follows"
  done
}

# How many follow node $1 in its epoch, itself included.
followers() {
  number=0
  epoch=$(field "$1" epoch)
  for i in 1 2 3; do
    [ "$(field "$i" leader)" != "$1" ] || [ "$(field "$i" epoch)" != "$epoch" ] || number=$((number + 1))
  done
  echo "$number"
}

# Waits until the process of node $1 answers.
await_process() {
  tries=0
  until on "$1" curl -s -m 1 -o "$work/alive" "http://$net.$1:$http/livez"; do
    tries=$((tries + 1))
    [ "$tries" -lt 150 ] || {
      echo "n$1 did not start within 30 s; what it printed:"
      tail -n 5 "$work/n$1.log"
      exit 1
    }
    sleep 0.2
  done
}

# Whom node $1 has dialled: the connections from it to port 7001.
dialled() {
  on "$1" ss -tnH state established "( dport = :$port )" |
    sed -n "s/.*[: ]$net\.\([0-9]*\)]*:$port *$/n\1/p" | sort -u | paste -sd ' ' - | sed 's/ / and /'
}

show_connections() {
  for i in 1 2 3; do
    to=$(dialled "$i")
    echo "   n$i dialled ${to:-nobody}"
  done
}

# Waits until a leader other than node $2 is followed by at least $1, and sets leader.
await_leader() {
  tries=0
  while [ "$tries" -lt 150 ]; do
    for i in 1 2 3; do
      if [ "$i" != "$2" ] && [ "$(field "$i" role)" = LEADER ] && [ "$(followers "$i")" -ge "$1" ]; then
        leader=$i
        return 0
      fi
    done
    tries=$((tries + 1))
    sleep 0.2
  done
  echo 'no leader came within 30 s; what the nodes printed:'
  tail -n 5 "$work"/n*.log
  exit 1
}

# Drops what machine $1 sends to the node on machine $2: to its port if this one dialled, from there if it was dialled.
drop() {
  on "$1" iptables -A OUTPUT -d "$net.$2" -p tcp --dport $port -j DROP
  on "$1" iptables -A OUTPUT -d "$net.$2" -p tcp --sport $port -j DROP
}

heal() {
  for i in 1 2 3; do
    on "$i" iptables -F OUTPUT
  done
}

# When node $1 last heard node $2, in milliseconds.
heard() {
  on "$1" curl -s -m 2 "http://$net.$1:$http/cluster" |
    sed -n "s/.*{\"id\":$2,[^}]*\"heard_ms_ago\":\([0-9]*\).*/\1/p"
}

# How many packets the rules of machine $1 have dropped.
matched() { on "$1" iptables -nvxL OUTPUT | awk '$3 == "DROP" { all += $1 } END { print all + 0 }'; }

echo "three machines on a bridge: $net.1, $net.2, $net.3"
ip link add "$mark" type bridge
ip link set "$mark" up
for i in 1 2 3; do
  ip netns add "$mark-$i"
  ip link add "$mark$i" type veth peer name eth0 netns "$mark-$i"
  ip link set "$mark$i" master "$mark" up
  on "$i" ip address add "$net.$i/24" dev eth0
  on "$i" ip link set eth0 up
  on "$i" ip link set lo up
done

"$quorate" -c version >/dev/null # builds it first, if need be
peers=1=$net.1:$port,2=$net.2:$port,3=$net.3:$port
for i in 3 2 1; do # one after the other, the last one first, so that n1 dials both others, and n2 dials n3
  [ "$i" = 1 ] && election=400..500ms || election=700..1200ms # so that n1 mostly leads first
  ip netns exec "$mark-$i" "$quorate" node raft --id "$i" --peers "$peers" --http "$net.$i:$http" --data "$work/n$i" \
    election=$election heartbeat=100ms >"$work/n$i.log" 2>&1 &
  pids="$pids $!"
  await_process "$i"
done
await_leader 3 0
echo "
1. all three agree: n$leader leads"
show

old=$leader
others=$(echo 1 2 3 | tr -d "$old ")
one=$(echo "$others" | cut -c1) two=$(echo "$others" | cut -c2)
echo "
2. partition: nothing passes between n$old and the other two, in either direction"
for other in $one $two; do
  echo "   n$old# iptables -A OUTPUT -d $net.$other -p tcp --dport $port -j DROP, and --sport"
  drop "$old" "$other"
  drop "$other" "$old"
done
await_leader 2 "$old"
new=$leader
echo "   two views of one cluster: n$old leads in epoch $(field "$old" epoch) and has no majority, n$new has one"
show

echo "
3. heal: n$old hears of the newer epoch, and follows"
heal
await_leader 3 0
show

echo "
4. a port names one end of a connection, that of the one who was dialled:"
show_connections
echo "   the same rule on n3: it drops what it sends to port $port
   n3# iptables -A OUTPUT -p tcp --dport $port -j DROP"
on 3 iptables -A OUTPUT -p tcp --dport $port -j DROP
sleep 3
packets=$(matched 3)
if [ "$packets" = 0 ]; then
  echo "   after 3 s it has matched no packet: the others dialled n3, so its packets come from port $port"
else
  echo "   after 3 s it has matched $packets packets, of the connections that n3 dialled"
fi
show
heal
await_leader 3 0

echo "
5. one direction: n1 drops what it sends to port $port; what is sent to n1 arrives
   n1# iptables -A OUTPUT -p tcp --dport $port -j DROP"
on 1 iptables -A OUTPUT -p tcp --dport $port -j DROP
for pause in 0.3 0.7 1 2; do
  sleep $pause
  echo "   n2 heard n1 $(heard 2 1) ms ago, n1 heard n2 $(heard 1 2) ms ago"
done
show
echo "   5 s after the last word, they give the connection up; they dial once more"
for pause in 3 3; do
  sleep $pause
  echo "   n2 heard n1 $(heard 2 1) ms ago, n1 heard n2 $(heard 1 2) ms ago"
done
echo "   the rule has matched $(matched 1) packets"
if [ "$(heard 2 1)" -lt 1000 ]; then
  echo "   it is still there, and they hear each other: what n1 sends comes from port $port now"
fi
show_connections
show

echo "
6. heal: the highest epoch wins"
heal
await_leader 3 0
show

if [ -n "$keep" ]; then
  echo "
they go on until you press Ctrl-C; in another terminal, as root:
  ip netns exec $mark-1 $quorate monitor http://$net.1:$http http://$net.2:$http http://$net.3:$http
  ip netns exec $mark-1 iptables -A OUTPUT -d $net.2 -p tcp --dport $port -j DROP"
  wait
fi
