#!/bin/sh
# Runs one Python test: run_python_test.sh FOLIO FILE.py
#
# Standard output must be the `# expect:` texts of the file in the order of its lines. See
# tests/README.md for the other marks. Without `# expect error:`, standard error must be empty and
# the status 0. FOLIO_UNDER is a command that runs it (see scripts/memcheck).
folio=$(realpath "$1") file=$2
export FOLIO_STDLIB=none # whatever the machine has
unset $(env | sed -n "s/^\(PYTHON[A-Z]*\)=.*/\1/p")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

awk -v dir="$work" '
    function rest(mark) { return substr($0, index($0, mark) + length(mark)) }
    function value(mark,   text) { text = rest(mark); sub(/^ /, "", text); return text }
    BEGIN { out = dir "/expected"; err = dir "/errors"; input = dir "/input"
            printf "" > out; printf "" > err; printf "" > input; status = ""; options = "" }
    /# expect error:/  { print value("# expect error:") > err; next }
    /# expect status:/ { status = value("# expect status:"); next }
    /^# options:/      { options = value("# options:"); next }
    /^# input:/        { print value("# input:") > input; next }
    /# expect:/        { print value("# expect:") > out }
    END { print options > (dir "/options"); print status > (dir "/status") }
' "$file"

options=$(cat "$work/options") wanted=$(cat "$work/status")
[ -n "$wanted" ] || { [ -s "$work/errors" ] && wanted=1 || wanted=0; }
name=$(realpath "$file")

(cd "$work" && FOLIO_EXIT_CHECK=1 $FOLIO_UNDER "$folio" -B $options "$name" <input >actual 2>actual_errors)
status=$?

failed=0
if ! diff -u "$work/expected" "$work/actual" >"$work/difference"; then
    echo "FAIL $file: standard output (- expected, + printed)"
    tail -n +3 "$work/difference" | head -100
    failed=1
fi
if [ -s "$work/errors" ]; then
    lines=$(wc -l <"$work/errors")
    if ! tail -n "$lines" "$work/actual_errors" | diff -u "$work/errors" - >"$work/difference"; then
        echo "FAIL $file: the last lines of standard error (- expected, + printed)"
        tail -n +3 "$work/difference"
        failed=1
    fi
elif [ -s "$work/actual_errors" ]; then
    echo "FAIL $file: standard error"
    head -50 "$work/actual_errors"
    failed=1
fi
if [ "$status" != "$wanted" ]; then
    echo "FAIL $file: status $status, not $wanted"
    [ "$status" = 99 ] && tail -20 "$work/actual_errors"
    failed=1
fi
exit $failed
