#!/bin/sh
# The page of `folio dis --html` in a headless Chromium: check_dis_page.sh FOLIO [SCREENSHOT.png]
# Hovering (asked for by the page's address) must light up source and instruction and show the stack.
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "skipped: no Chromium is installed"
    exit 77
}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
folio=$(realpath "$1") picture=${2:+$(realpath "$2")}
cd "$work" || exit 2
printf 'def f(a, b):\n    return "é" + a.x[b + 1]\n' >program.py
"$folio" dis program.py --html -o page.html || exit 1

browse() {
    "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" "$@" 2>/dev/null
}
[ -z "$picture" ] || browse --window-size=1400,900 --screenshot="$picture" "file://$work/page.html#show=11"
browse --dump-dom "file://$work/page.html#show=11" >dom.html
status=0
for wanted in '<mark>b + </mark>' 'class="lit"' '<span class="chip new">b + 1</span>' \
    '<div class="what"><b>BINARY_OP</b>'; do
    grep -q -F "$wanted" dom.html || { echo "the page does not show: $wanted"; status=1; }
done
grep -q 'https\?://[^w]' page.html && { echo "the page needs the network"; status=1; }
exit $status
