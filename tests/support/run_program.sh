#!/bin/sh
# Runs a program of tests/programs with its input and compares what it prints, byte for byte:
#     run_program.sh FOLIO PROGRAM.py
folio=$1
program=$2
base=${program%.py}
input=$base.in
[ -f "$input" ] || input=/dev/null
output=$(mktemp)
trap 'rm -f "$output"' EXIT
"$folio" -X exit-check "$program" <"$input" >"$output"
status=$?
if [ $status -ne 0 ]; then
    echo "exit status $status"
    exit 1
fi
diff "$base.out" "$output"
