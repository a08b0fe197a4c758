#!/bin/sh
# Tests of ./quorate against a Maven and a Java that only pretend, in some seconds: sh repl/prompt/src/test/sh/launcher-test.sh

set -u
launcher=$(cd "$(dirname "$0")/../../../../.." && pwd -P)/quorate
shell=${LAUNCHER_SHELL:-/bin/sh}
root=$(mktemp -d) && root=$(cd "$root" && pwd -P) || exit 1
trap 'rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM

failures=0
checks=0

check() { # what it is, then a command that succeeds if so
  what=$1
  shift
  checks=$((checks + 1))
  "$@" && return
  failures=$((failures + 1))
  printf 'FAILED: %s: %s\n' "$what" "$*"
  sed 's/^/  out: /' "$root/out"
  sed 's/^/  err: /' "$root/err"
}

says() { grep -q -e "$2" "$root/$1"; }
is_silent() { [ ! -s "$root/$1" ]; }
is_one_line() { [ "$(wc -l <"$root/$1")" -eq 1 ]; }
is_built() { [ "$(wc -l <"$house/calls" | tr -d ' ')" = "$1" ]; }
is_unlocked() { [ ! -e "$house/.mvn/target/lock" ]; }
eventually() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || return 1
    sleep 0.1
  done
}

# Only these are on the PATH, with neither mvn, curl, wget, unzip nor git.
tools=$root/tools
mkdir "$tools"
for tool in sh find cksum sort ls mkdir rm rmdir cp mv sleep grep head sed readlink cat; do
  ln -s "$(command -v "$tool")" "$tools/$tool"
done

# A Java of a version, with a compiler if it is to be a JDK. It prints its arguments, one a line, and what it reads.
new_java() { # folder, version, jdk or jre
  mkdir -p "$1/bin"
  printf 'JAVA_VERSION="%s"\n' "$2" >"$1/release"
  cat >"$1/bin/java" <<'JAVA'
#!/bin/sh
for last; do
  case $last in
    -XX:ArchiveClassesAtExit=*) archive=${last#*=} && printf x >"$archive" && echo no && exit 0 ;;
  esac
done
printf '%s\n' "$@"
echo "in $PWD"
cat
[ "$last" != seven ] || exit 7
JAVA
  cp "$1/bin/java" "$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
  [ "$3" = jdk ] || rm "$1/bin/javac"
}
new_java "$root/a jdk" 17.0.15 jdk
new_java "$root/a jre" 21.0.2 jre
new_java "$root/an old jdk" 1.8.0_392 jdk

# A checkout in which Maven notes that it was called, fails if it is told so, and waits while it is held.
new_house() {
  house="$root/a house $checks"
  mkdir -p "$house/.mvn/wrapper" "$house/algorithms/raft/src/main/java" "$house/algorithms/raft/src/test/java"
  mkdir -p "$house/transport-netty" "$house/repl/prompt/src/main/resources"
  for file in pom.xml algorithms/raft/src/main/java/RaftNode.java algorithms/raft/src/main/java/RaftState.java \
    algorithms/raft/src/test/java/RaftTest.java repl/prompt/src/main/resources/words; do
    echo "$file" >"$house/$file"
  done
  cp "$launcher" "$house/quorate"
  cat >"$house/mvnw" <<'MVNW'
echo "$@" >>calls
echo 'Maven speaks'
[ ! -e fail ] || { echo '[ERROR] RaftNode.java:[1,1] no such word'; exit 1; }
while [ -e hold ]; do sleep 0.1; done
case $* in
  *-Petcd*)
    mkdir -p transport-netty/etcd/target/with
    echo jar >transport-netty/etcd/target/with/jetcd.jar
    echo jar >transport-netty/etcd/target/with/quorate-prompt.jar
    exit
    ;;
esac
mkdir -p repl/prompt/target/quorate/lib
echo jar >repl/prompt/target/quorate/lib/quorate-prompt.jar
MVNW
  : >"$house/calls"
}

quorate() { # arguments; the status is in $status
  (cd "$root" && JAVA_HOME=$java PATH=$path exec "$shell" "$house/quorate" "$@") <"$root/in" >"$root/out" 2>"$root/err"
  status=$?
}

java="$root/a jdk"
path=$tools
: >"$root/in" >"$root/out" >"$root/err"

# ---- it builds when it must, and only then

new_house
echo 'start raft 3' >"$root/in"
quorate a 'b  c' '*' ''
check 'the first start builds' is_built 1
check 'and says so on one line' is_one_line err
check 'standard output is the program'\''s alone' [ "$(grep -c -e Maven -e building "$root/out")" = 0 ]
check 'arguments arrive as they are' says out '^b  c$'
check 'nothing expands them' says out '^\*$'
check 'the program runs where the person is' says out "^in $root\$"
check 'the program knows where the checkout is' says out "^-Dquorate.home=$house\$"
check 'the program reads what is piped in, Maven does not' says out '^start raft 3$'
check 'the classes are shared' says out '^-XX:SharedArchiveFile=.*/classes-17.0.15.jsa$'
: >"$root/in"
quorate seven
check 'the second start does not build' is_built 1
check 'the second start says nothing' is_silent err
check 'the exit status is the program'\''s' [ "$status" -eq 7 ]

raft=$house/algorithms/raft/src
touch "$raft/main/java/RaftNode.java"
echo more >>"$raft/test/java/RaftTest.java"
echo swap >"$raft/main/java/.RaftNode.java.swp"
quorate
check 'a file touched, a test, an editor'\''s file: no build' is_built 1
echo more >>"$raft/main/java/RaftNode.java"
quorate
check 'a changed source is built' is_built 2
mv "$raft/main/java/RaftState.java" "$root/kept"
quorate
check 'a deleted source is noticed' is_built 3
mv "$root/kept" "$raft/main/java/RaftState.java"
quorate
check 'a source that is put back, as old as it was, is noticed' is_built 4
echo more >>"$house/repl/prompt/src/main/resources/words"
quorate
check 'a changed resource is built' is_built 5
echo more >>"$house/pom.xml"
echo old >"$house/repl/prompt/target/quorate/lib/renamed.jar"
quorate
check 'a changed pom is built' is_built 6
check 'a jar of an earlier build is not on the class path' [ "$(grep -c renamed "$root/out")" = 0 ]

ln -s "$house/quorate" "$root/link"
ln -s ../link "$tools/linked"
(cd / && JAVA_HOME=$java PATH=$path exec "$shell" "$tools/linked" x) <"$root/in" >"$root/out" 2>"$root/err"
check 'it can be started through links' says out "^$house/repl/prompt/target/quorate/lib/quorate-prompt.jar\$"

mv "$house" "$house moved"
house="$house moved"
quorate
check 'a house that moved is not built again' is_built 6
check 'but its classes are shared anew' says err 'preparing'
quorate
check 'once' is_silent err

# ---- it needs a JDK, and says so

java="$root/a jre"
quorate
check 'what is built runs on a runtime' [ "$status" -eq 0 ]
for java in '' "$root/nothing" "$root/a jre" "$root/an old jdk"; do
  new_house
  quorate
  check "no JDK in '$java': status 1" [ "$status" -eq 1 ]
  check "no JDK in '$java': one line" is_one_line err
  check "no JDK in '$java': what to do" says err 'needs a JDK 17 or newer.*install'
  check "no JDK in '$java': nothing built, nothing printed" is_silent out
  check "no JDK in '$java': unlocked" is_unlocked
done
check 'a version that is too old is named' says err '1\.8\.0_392'
java=
path=$tools:$root/path
mkdir "$root/path"
ln -s "$root/a jdk/bin/javac" "$root/path/javac"
quorate
check 'a javac on the path leads to its java' [ "$status" -eq 0 ]
java="$root/a jdk"
path=$tools

# ---- builds that end badly

new_house
: >"$house/fail"
quorate
check 'a build that fails ends in status 1' [ "$status" -eq 1 ]
check 'what went wrong is shown' says err 'no such word'
check 'on standard error' is_silent out
check 'the lock is given back' is_unlocked
rm "$house/fail"
quorate
check 'the next start builds again' is_built 2
check 'and runs' [ "$status" -eq 0 ]

new_house
: >"$house/hold"
(cd "$root" && JAVA_HOME=$java PATH=$path exec "$shell" "$house/quorate") </dev/null >"$root/out" 2>"$root/err" &
check 'a build has begun' eventually is_built 1
kill -TERM $!
wait $!
check 'a build that is interrupted ends at once' [ $? -eq 143 ]
check 'and gives the lock back' is_unlocked
rm "$house/hold"
quorate
check 'the next start builds again' is_built 2

new_house
: >"$house/hold"
(cd "$root" && JAVA_HOME=$java PATH=$path exec "$shell" "$house/quorate" one) </dev/null >"$root/one" 2>&1 &
one=$!
check 'the first of two has begun to build' eventually is_built 1
(cd "$root" && JAVA_HOME=$java PATH=$path exec "$shell" "$house/quorate" two) </dev/null >"$root/out" 2>"$root/err" &
two=$!
check 'the second waits, and says for whom' eventually says err "process $one"
rm "$house/hold"
wait $one
check 'the first runs' [ $? -eq 0 ]
wait $two
check 'the second runs' [ $? -eq 0 ]
check 'one of them has built' is_built 1

new_house
sh -c ':' &
dead=$!
wait $dead
mkdir -p "$house/.mvn/target/lock"
: >"$house/.mvn/target/lock/$dead"
quorate
check 'the lock of a dead process does not hold' is_built 1
check 'and is given back' is_unlocked

# ---- what is around it is odd

new_house
mkdir -p "$house/.mvn/target"
: >"$house/.mvn/target/lock"
quorate
check 'a file in the place of the lock does not hold' is_built 1
archive=$house/repl/prompt/target/quorate/classes-17.0.15.jsa
rm "$archive"
mkdir "$archive"
rm "$archive.place"
quorate
check 'a folder in the place of the archive is replaced' [ -f "$archive" ]
rm "$archive"
mkdir "$archive"
quorate
check 'or not used' [ "$(grep -c SharedArchiveFile "$root/out")" = 0 ]
rmdir "$archive"

start() { (cd "$root" && JAVA_HOME=$java PATH=$path exec "$shell" "$house/quorate" "$@"); }
echo 'not the input' >"$root/in"
start <&- >"$root/out" 2>"$root/err"
check 'a closed input is an empty one' [ $? -eq 0 ]
start <"$root/in" >"$root/out" 2>&-
check 'closed errors go nowhere' [ $? -eq 0 ]
start <"$root/in" >&- 2>"$root/err"
check 'a closed output: status 1' [ $? -eq 1 ]
check 'a closed output: one line' is_one_line err
: >"$root/in"
start <"$root/in" 2>"$root/err" | cat >"$root/out"
check 'the program knows of a pipe' says out '^-Dquorate.pipe.out=true$'

for locale in C POSIX xx_YY.ISO-8859-1; do
  LC_ALL=$locale quorate
  check "the screen of $locale wants ASCII" says out '^-Dstdout.encoding=US-ASCII$'
done
LC_ALL=xx_YY.UTF-8 quorate
check 'that of a locale that is not installed has UTF-8 if it says so' [ "$(grep -c US-ASCII "$root/out")" = 0 ]

# ---- real systems

new_house
quorate 'start raft 3'
check 'nobody who does not ask for a real system fetches one' is_built 1
quorate --seed 5 --with zoo,etcd 'start etcd 3'
check 'what is asked for is fetched, in a build of its own' is_built 2
check 'and said on one line' is_one_line err
check 'it is on the class path' says out '/target/quorate/with/etcd/jetcd.jar$'
check 'behind what the program has anyway, which is not there twice' [ ! -e "$house/repl/prompt/target/quorate/with/etcd/quorate-prompt.jar" ]
check 'the program is told what was asked for' says out '^zoo,etcd$'
check 'the lock is gone' is_unlocked
quorate --with=etcd
check 'once' is_built 2
check 'in silence' is_silent err
quorate 'on etcd' --with etcd
check 'words of a command ask for nothing' [ "$(grep -c jetcd.jar "$root/out")" = 0 ]
rm -rf "$house/repl/prompt/target/quorate/with"
: >"$house/fail"
quorate --with etcd
check 'a library that cannot be fetched: status 1' [ "$status" -eq 1 ]
check 'and why' says err 'no such word'
rm "$house/fail"
mv "$house" "$root/a checkout"
mkdir -p "$root/download/bin"
cp -R "$root/a checkout/repl/prompt/target/quorate/lib" "$root/download/lib"
cp "$launcher" "$root/download/bin/quorate"
house=$root/download/bin
quorate --with etcd
check 'a download has no Maven: status 1' [ "$status" -eq 1 ]
check 'a download says where jars can be put' says err 'put its jars into .*/download/with/etcd'
mkdir -p "$root/download/with/etcd"
echo jar >"$root/download/with/etcd/mine.jar"
quorate --with etcd
check 'and takes those' says out '/download/with/etcd/mine.jar$'
rm -rf "$root/download"
house="$root/a checkout"

mv "$house" "$root/a: house"
house="$root/a: house"
quorate
check 'a colon in the path: status 1' [ "$status" -eq 1 ]
check 'a colon in the path: one line' is_one_line err
check 'a colon in the path: what to do' says err 'move Quorate elsewhere'

printf 'launcher: %s checks, %s failed\n' "$checks" "$failures"
[ "$failures" -eq 0 ]
