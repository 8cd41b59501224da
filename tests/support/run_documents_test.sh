#!/bin/bash
# The man page and the completions know every option: run_documents_test.sh FOLIO FOLDER
folio=$1 folder=$2 failed=0

fail() {
    echo "FAIL $1"
    failed=1
}

x_options=$("$folio" --help-xoptions | sed -n 's/^-X \([a-z_-]*\).*/\1/p')
long_options=$("$folio" --help | sed -n 's/^--\([a-z-]*\).*/\1/p')
[ -n "$x_options" ] && [ -n "$long_options" ] || fail "no options in --help"
for file in folio.1 bash/folio zsh/_folio fish/folio.fish; do
    for name in $x_options $long_options; do
        sed 's/\\-/-/g' "$folder/$file" | grep -q -e "$name" || fail "$file does not know $name"
    done
done

# The choices of one option are offered for no other.
for file in bash/folio zsh/_folio fish/folio.fish; do
    [ "$(grep -c 'always default never' "$folder/$file")" = 1 ] || fail "$file: choices"
done

# What bash offers for a line of words, the last of which is being typed.
offers() {
    COMP_WORDS=(folio "$@") COMP_CWORD=$#
    _folio
    echo "${COMPREPLY[@]}"
}
compopt() { :; } # there is no command line being edited
source "$folder/bash/folio" || fail "bash cannot read the completion"
[ "$(offers --vers)" = --version ] || fail "bash: --vers"
[ "$(offers -X importt)" = importtime ] || fail "bash: -X importt"
[ "$(offers -X mem-ma)" = mem-map= ] || fail "bash: -X mem-ma"
case " $(offers di) " in *" dis "*) ;; *) fail "bash: di" ;; esac
exit $failed
