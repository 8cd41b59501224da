#!/bin/sh
# Runs one command line test: run_cli_test.sh FOLIO FILE.test [--print]
#
# The file shows a session: `$ command` (more lines with `> `), what it prints (standard output and
# standard error together), and `[status]` if that is not 0. Lines before the first command are
# remarks. The commands are run by sh in a folder of their own (shown as FOLDER), with `folio` on
# the PATH.
# With --print the session as it went is printed instead of compared.
folio=$(realpath "$1") file=$(realpath "$2")
export FOLIO_STDLIB=none # whatever the machine has
unset $(env | sed -n "s/^\(PYTHON[A-Z]*\)=.*/\1/p")
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/folder"
ln -s "$folio" "$work/bin/folio"
PATH="$work/bin:$PATH" FOLIO_EXIT_CHECK=1 HOME="$work" LC_ALL=C.UTF-8
export PATH FOLIO_EXIT_CHECK HOME LC_ALL
cd "$work/folder" || exit 2

run() {
    [ -n "$command" ] || return 0
    printf '%s\n' "$command" >"$work/command"
    sh "$work/command" >"$work/output" 2>&1 </dev/null
    status=$?
    sed "s|$work/folder|FOLDER|g" "$work/output"
    [ -z "$(tail -c 1 "$work/output")" ] || echo '%'
    [ $status = 0 ] || echo "[$status]"
    command=
}

command=
{
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '$ '*) run
            command=${line#??}
            started=1
            printf '%s\n' "$line" ;;
        '> '*)
            command="$command
${line#??}"
            printf '%s\n' "$line" ;;
        *) [ -n "$started" ] || printf '%s\n' "$line" ;;
        esac
    done <"$file"
    run
} >"$work/actual"

if [ "$3" = --print ]; then
    cat "$work/actual"
elif ! diff -u "$file" "$work/actual" >"$work/difference"; then
    echo "FAIL $file (- expected, + happened)"
    tail -n +3 "$work/difference"
    exit 1
fi
