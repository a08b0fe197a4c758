# explain knows the words of the field, and whatever the program prints.

reported '22 words of the field' 'unknown word' \
  "\$quorate -c 'explain term; explain ballot; explain quorum; explain coordinator; explain candidate; explain split vote'" \
  has 'Raft §5.1|Raft sec. 5.1' has 'floor\(n/2\)' lacks 'unknown' ends 0

sibling 'options and promises' '' "\$quorate -c 'explain ack-quorum; explain learning; explain at most one leader in an epoch'" \
  has 'An option of paxos' has 'A promise' ends 0
sibling 'further words' '' "\$quorate -c 'explain livelock; explain fencing token; explain simplex partition; explain follower; explain hold'" lacks 'unknown' ends 0
sibling 'near misses' '' "\$quorate --keep-going -c 'explain balot; explain requestvote; explain prevot'" \
  has 'did you mean ballot' has 'did you mean RequestVote' has 'did you mean prevote' ends 1
