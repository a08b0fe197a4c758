# What waits for the disk is sent when the disk is done.

reported '7 sent before it was saved' '689.184 persisted, 689.184 sent, 710.184 delivered' \
  "\$quorate -c 'start raft 3 --sim --seed 1 persist=20ms; trace --type RequestVote,saving,persisted,sent --last 60' |
    awk '\$3 == \"n3\" && \$4 == \"saving\" { saving = \$1 } \$3 == \"n3\" && \$4 == \"persisted\" && !saved { saved = \$1 }
      \$3 == \"n3\" && \$4 == \"sent\" && !sent { sent = \$1 }
      END { print (saved - saving > 19.9 && sent == saved ? \"sent when saved\" : \"saving \" saving \", saved \" saved \", sent \" sent) }'" \
  has '^sent when saved$'

sibling 'a vote that its node never sent' 'sent, and dropped: connection lost' \
  "\$quorate -c 'set follow off; start raft 3 --sim --seed 1 persist=20ms; fire 1 ELECTION; wait 10ms; crash 1; counts'" \
  lacks 'connection lost' has '^ *all election +[0-9]+ / |^all election' ends 0

sibling 'a disk that takes no time' 'persisted, then sent' \
  "\$quorate -c 'start raft 3 --sim --seed 1; trace --last 60'" \
  has ' persisted ' lacks ' saving ' ends 0

sibling 'a node that stands still' 'sends what waited for its disk' \
  "\$quorate -c 'set follow off; start raft 3 --sim --seed 1 persist=20ms; wait 1s; fire 1 ELECTION; pause 1; wait 100ms; trace --node 1 --last 8'" \
  has ' n1 +paused' lacks 'sent +RequestVote.term=2' ends 0
