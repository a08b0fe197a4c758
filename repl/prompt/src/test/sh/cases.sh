#!/bin/sh
# Types what users reported as wrong, and what is like it, and says what came back then and what comes back now:
#   sh repl/prompt/src/test/sh/cases.sh [reported|siblings] [FILE ...]
# Each file of cases/ is about one kind. It needs a program that is built: ./quorate --version.

set -u
here=$(cd "$(dirname "$0")" && pwd -P)
house=$(cd "$here/../../../../.." && pwd -P)
quorate=$house/quorate
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
export XDG_STATE_HOME="$scratch/state" XDG_CONFIG_HOME="$scratch/config" NO_COLOR=1
cd "$scratch" || exit 1

wanted=reported
case ${1-} in
  reported | siblings)
    wanted=$1
    shift
    ;;
esac
right=0
wrong=0

# One case: its number or name, what came back in version 0.1, and a command of the shell; then any number of
#   has REGEX   its output has a line like that      lacks REGEX   no line is      ends STATUS   it exits with that
# The command runs in a folder of its own; $quorate is the program. Both streams are looked at.
reported() {
  kind=reported
  try "$@"
}

sibling() {
  kind=siblings
  try "$@"
}

try() {
  [ "$kind" = "$wanted" ] || return 0
  what=$1 then=$2 typed=$3
  shift 3
  printf '\n%s\n  typed  %s\n  then   %s\n' "$what" "$typed" "$then"
  sh -c "$typed" >"$scratch/now" 2>&1 </dev/null
  status=$?
  sed 's/^/  now    /' "$scratch/now" | head -30
  fault=''
  while [ $# -gt 1 ]; do
    case $1 in
      has) grep -Eq -e "$2" "$scratch/now" || fault="no line has: $2" ;;
      lacks) ! grep -Eq -e "$2" "$scratch/now" || fault="a line has: $2" ;;
      ends) [ "$status" -eq "$2" ] || fault="status $status, not $2" ;;
      *) fault="cases.sh knows no $1" ;;
    esac
    shift 2
  done
  if [ -z "$fault" ]; then
    right=$((right + 1))
    printf '  right\n'
  else
    wrong=$((wrong + 1))
    printf '  WRONG  %s\n' "$fault"
  fi
}

export quorate
if [ $# -gt 0 ]; then
  for file; do . "$here/cases/${file%.sh}.sh"; done
else
  for file in "$here"/cases/*.sh; do . "$file"; done
fi
printf '\n%s: %d right, %d wrong\n' "$wanted" "$right" "$wrong"
[ "$wrong" -eq 0 ] && [ "$right" -gt 0 ]
