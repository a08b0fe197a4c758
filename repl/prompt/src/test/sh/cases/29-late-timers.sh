# A figure below the least possible has its reason beside it.

reported '29 a trial below the least possible' '47.8 ms, and no word' \
  "\$quorate --json -c 'compare raft --trials 2 --samples'" \
  has '"timers_late_ms":[0-9.]+' ends 0

sibling 'a start over TCP' 'no word about the machine' \
  "\$quorate --json -c 'start raft 3; crash leader'" \
  has '"timers_late_ms":[0-9.]+' ends 0

sibling 'virtual time' 'timers are never late' \
  "\$quorate --json -c 'start raft 3 --sim; crash leader; compare raft --sim --trials 2'" \
  has '"timers_late_ms":null' lacks '"timers_late_ms":[0-9]' ends 0

sibling 'a scenario over TCP' 'no word about the machine' \
  "\$quorate --json -c 'start raft 3; run crash-leader'" \
  has '"timers_late_ms":[0-9.]+' ends 0
