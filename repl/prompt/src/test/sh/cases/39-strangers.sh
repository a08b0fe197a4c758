# What strangers send is counted, and does not push the rest out of the trace.

flooded() {
  printf '%s' "rm -f typed; mkfifo typed; \$quorate <typed >said 2>&1 & exec 3>typed; echo 'start raft 3; status' >&3
    for i in \$(seq 60); do port=\$(sed -n 's/^n1 .*:\\([0-9]*\\)\$/\\1/p' said 2>/dev/null | head -1); [ -z \"\$port\" ] || break; sleep 1; done; [ -n \"\$port\" ] || exit
    bash -c 'for i in \$(seq $1); do exec 4<>/dev/tcp/127.0.0.1/'\$port'; printf \"GET / HTTP/1.1\\r\\n\\r\\n\" >&4; exec 4>&-; done' 2>/dev/null
    echo 'wait 500ms; trace --type rejected --last 500' >&3; exec 3>&-; wait; rm -f typed; echo rejected: \$(grep -c ' rejected ' said)"
}

reported '39 strangers push events out of the trace' 'every rejection was an event' \
  "$(flooded 300)" \
  has '^rejected: 100$'

sibling 'a few strangers are traced one by one' 'the same' \
  "$(flooded 7)" \
  has '^rejected: 7$'
