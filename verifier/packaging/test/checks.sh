# What the tests here share; to be sourced. Needs $scratch, a folder of their own.
#
#   holds WHAT COMMAND…    says whether it holds, and what the command said where it does not
#   until_holds SECONDS COMMAND…
#   conclude WHOM          the last line, and the exit code

failed=0
holds() {
  local what=$1
  shift
  if "$@" >"$scratch/said" 2>&1; then
    echo "ok    $what"
  else
    echo "FAIL  $what"
    tail -n 15 "$scratch/said" | sed 's/^/        /'
    failed=1
  fi
}
fails() { ! "$@"; }
is() { [ "$1" = "$2" ] || { echo "expected $2, found $1"; return 1; }; }
at_most() { awk "BEGIN {exit !($1 <= $2)}" || { echo "$1 is more than $2"; return 1; }; }
until_holds() {
  local end=$(($(date +%s) + $1))
  shift
  until "$@"; do
    [ "$(date +%s)" -lt $end ] || return 1
    sleep 0.2
  done
}
conclude() {
  if [ $failed = 0 ]; then echo "$1 hold what they promise."; else echo "$1 don't hold what they promise."; fi
  exit $failed
}
