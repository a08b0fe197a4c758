#!/bin/sh
# Builds the download and tries it, in half a minute: sh repl/prompt/src/test/sh/download-test.sh [JDK ...]
# Each JDK is a folder with bin/java in it; without one, JAVA_HOME or the java on the PATH.

set -u
checkout=$(cd "$(dirname "$0")/../../../../.." && pwd -P)
command -v unzip >/dev/null || { echo 'download: not tried, there is no unzip (apt-get install unzip)'; exit 0; }
root=$(mktemp -d) && root=$(cd "$root" && pwd -P) || exit 1
trap 'chmod -R u+w "$root"; rm -rf "$root"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$root"

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
same() { diff "$1" "$2"; }
: >"$root/out" >"$root/err"

[ $# -gt 0 ] || set -- "${JAVA_HOME:-$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')}"
jdk=$1
said='start raft 3 --sim --seed 1; crash leader; timeline'

# ---- it is built, by the jars that ./quorate has already

JAVA_HOME=$jdk "$checkout/quorate" -c "$said" >"$root/expected" || exit 1
(cd "$checkout" && JAVA_HOME=$jdk sh ./mvnw --batch-mode --no-transfer-progress -q -Prelease -pl repl/prompt -am \
  -Dmaven.test.skip=true package) || exit 1
zip=$(ls -t "$checkout"/repl/prompt/target/quorate-*.zip | head -n 1)
place="$root/a földer"
mkdir "$place"
(cd "$place" && unzip -q "$zip") || exit 1
home=$(ls -d "$place"/quorate-*)
version=${home##*/quorate-}
check 'the version is in the name of the zip' [ "${zip##*/}" = "quorate-$version.zip" ]

# ---- what is in it

(cd "$home" && find . -type f | sort) >"$root/files"
(
  cd "$checkout" || exit
  printf './%s\n' bin/quorate bin/quorate.bat CHANGELOG.md CONTRIBUTING.md LICENSE LICENSES.md README.md
  find ./docs -type f ! -name '.*'
  find ./algorithms -path ./algorithms/benchmarks -prune -o -path '*/target' -prune -o -type f ! -name '.*' \
    \( -name '*.md' -o -path './algorithms/*/src/*' \) -print
  cd repl/prompt/target/quorate && find ./lib -name '*.jar'
) | sort >"$root/list"
check 'all that is listed is in it, and nothing else' same "$root/list" "$root/files"
check 'its launcher is that of the checkout' cmp "$checkout/quorate" "$home/bin/quorate"
check 'which can be run' [ -x "$home/bin/quorate" ]

(
  cd "$home" || exit
  find . -name '*.md' | while read -r page; do
    # shellcheck disable=SC2016 # Code is no link.
    sed 's/`[^`]*`//g' "$page" | grep -o '](\([^):# ]*\)[#)]' | sed 's/^](//; s/[#)]$//' | while read -r link; do
      [ -z "$link" ] || [ -e "${page%/*}/$link" ] || echo "$page: $link"
    done
  done
) >"$root/broken"
check 'every link of a page leads to something in it' same "$root/broken" /dev/null

sed -n 's/^| \([a-z0-9-]*\)-\* |.*/\1/p' "$home/LICENSES.md" >"$root/rows"
for jar in "$home"/lib/*.jar; do
  named=
  while read -r row; do
    case ${jar##*/} in "$row"-*) named=yes ;; esac
  done <"$root/rows"
  check "LICENSES.md has a row for ${jar##*/}" [ "$named" ]
done
while read -r row; do
  check "there is a jar for the row $row" ls "$home/lib/$row"-*.jar >/dev/null
done <"$root/rows"

# ---- it runs, without Maven and from anywhere

tools=$root/tools
mkdir "$tools"
for tool in sh ls mkdir rm rmdir mv sleep grep head sed readlink cat tr locale stty; do
  found=$(command -v "$tool") && ln -s "$found" "$tools/$tool"
done
ln -s "$home/bin/quorate" "$root/a link"
ln -s '../a link' "$tools/quorate"
state=$root/state
mkdir "$state"

quorate() { # arguments; the status is in $status
  (cd / && exec $as env -i LC_ALL=C.UTF-8 ${java:+"JAVA_HOME=$java"} PATH="$path" HOME="$state" "$tools/quorate" "$@") \
    </dev/null >"$root/out" 2>"$root/err"
  status=$?
}
path=$tools
as=

for java; do
  quorate -c "$said"
  check "$java: the first start prepares it" says err 'first start here with Java'
  check "$java: it prints what ./quorate prints" same "$root/expected" "$root/out"
  quorate -c "$said"
  check "$java: the second start says nothing" is_silent err
  check "$java: and prints the same" same "$root/expected" "$root/out"
done
java=$jdk
quorate -c 'exercise 1'
check 'it has the exercises' says out 'first election'
quorate -c algorithms
for algorithm in raft paxos bully; do
  check "it has $algorithm" says out "^$algorithm"
done
quorate completion
check 'it has the completion' says out 'complete .*quorate'
for shell in bash zsh; do
  if command -v $shell >/dev/null; then
    check "which $shell reads" [ -z "$($shell -c '. "$1" && echo read' x "$root/out" 2>&1 | grep -v '^read$')" ]
  fi
done
quorate --version
check 'it knows its version' says out "$version"
quorate new ring
check 'a new algorithm needs a checkout: status 1' [ "$status" -eq 1 ]
check 'which it says in one line' is_one_line err
check 'with what to do' says err 'checkout'
quorate -c 'crash leader'
check 'its exit status is the program'\''s' [ "$status" -eq 1 ]

# ---- what it needs

mkdir -p "$root/a jre/bin" "$root/old/bin" "$root/fake/bin"
ln -s "$jdk/bin/java" "$root/a jre/bin/java"
java="$root/a jre"
quorate -c "$said"
check 'a runtime is enough' same "$root/expected" "$root/out"
java=
quorate
check 'no Java: status 1' [ "$status" -eq 1 ]
check 'no Java: one line' is_one_line err
check 'no Java: what to do' says err 'needs Java 17 or newer.*install'
printf '#!/bin/sh\n' >"$root/old/bin/java"
chmod +x "$root/old/bin/java"
echo 'JAVA_VERSION="11.0.2"' >"$root/old/release"
java=$root/old
quorate
check 'an old Java: what it is' says err 'needs Java 17 or newer.*old is Java 11\.0\.2'
path="$jdk/bin:$tools"
quorate --version
check 'the next one on the path will do' [ "$status" -eq 0 ]
path=$tools

# ---- the folder belongs to somebody else

rm -f "$home"/classes-*
java=$jdk
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
  as='setpriv --reuid=65534 --regid=65534 --clear-groups'
  chown 65534 "$state"
else
  chmod a-w "$home" "$home/lib"
fi
quorate -c "$said"
check 'in a folder that cannot be written it prints the same' same "$root/expected" "$root/out"
check 'the archive is among what can be made again' ls "$state"/.cache/quorate/classes-*.jsa >/dev/null
quorate -c "$said"
check 'it is made once' is_silent err
rm -r "$state/.cache"
: >"$state/.cache"
quorate -c "$said"
check 'and if it can be nowhere, nothing is said' is_silent err
check 'and it runs' same "$root/expected" "$root/out"
(cd "$home" && find . -type f | sort) >"$root/files"
check 'nothing was left in the folder' same "$root/list" "$root/files"
as=

# ---- the launcher for Windows: read, as there is nothing here that runs it

bat=$home/bin/quorate.bat
tr -d '\r' <"$bat" >"$root/bat"
check 'every line ends as on Windows' [ "$(grep -c "$(printf '\r')\$" "$bat")" = "$(wc -l <"$root/bat" | tr -d ' ')" ]
grep -v '^rem' "$root/bat" >"$root/code"
check 'it has no path of another system' [ "$(grep -c -e '/bin' -e '/lib' -e '/usr' -e '\.sh' "$root/code")" = 0 ]
grep -o -e 'goto [a-z]*' -e 'call :[a-z]*' "$root/code" | sed 's/.*[ :]//' | sort -u >"$root/wanted"
sed -n 's/^:\([a-z]*\)$/\1/p' "$root/code" | sort >"$root/labels"
check 'it has every place that it goes to, and no other' same "$root/wanted" "$root/labels"
check 'every quote is closed' [ -z "$(sed 's/\^"/""/g; s/:"=/:""=/g' "$root/code" | awk -F'"' 'NF % 2 == 0')" ]

printf '#!/bin/sh\nprintf "%%s\\n" "$@"\n' >"$root/fake/bin/java"
chmod +x "$root/fake/bin/java"
echo 'JAVA_VERSION="17.0.1"' >"$root/fake/release"
java=$root/fake
quorate a 'b  c'
check 'arguments arrive as they are' says out '^b  c$'
# Beside what the shell alone knows: the terminal, the archive, the folder.
grep -e '^-[-DX]' "$root/out" | grep -v -e '^-Dquorate' -e SharedArchiveFile | sort >"$root/flags"
grep '^set "flags=' "$root/code" | grep -o -e ' -[-DX][^ "]*' -e '"flags=-[^ ]*' | sed 's/^ //; s/.*flags=//' |
  sort >"$root/bat-flags"
check 'it has the flags of the other launcher' same "$root/flags" "$root/bat-flags"
main=$(sed -n 's/^.*-cp "%home%\\lib\\\*" \([a-zA-Z.]*\) %\*$/\1/p' "$root/code")
check 'the same class path, main class and arguments' says out "^$main\$"
check 'which is one' [ "$main" ]

printf 'download: %s checks, %s failed\n' "$checks" "$failures"
[ "$failures" -eq 0 ]
