#!/bin/sh
# The memory map as a page, in headless Chromium: run_page_test.sh FOLIO
#
# Draws the map of a program, light and dark, and lets the browser itself say what it shows: the
# five figures drawn, nothing wider than the window, two different backgrounds, all without the
# page having scripts. The screenshots stay in the folder named by PAGE_SHOTS, if that is set.
# Without Chromium the test is skipped (status 77), unless PAGE_INSTALL is set, which installs it.
folio=$(realpath "$1")
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
if [ -z "$browser" ] && [ -n "$PAGE_INSTALL" ]; then
    apt-get install -y chromium >/dev/null 2>&1
    browser=$(command -v chromium)
fi
[ -n "$browser" ] || { echo "skipped: there is no Chromium (PAGE_INSTALL=1 installs it)"; exit 77; }
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2

cat >program.py <<'PROGRAM'
class Row:
    def __init__(self, key):
        self.key, self.value = str(key), key * 1.5
rows = [Row(i) for i in range(3000)]
for i in range(0, 3000, 7):
    rows[i] = rows[i * i % 3000] = None
PROGRAM
"$folio" -X tracemalloc -X mem-map=map.html program.py || { echo "FAIL: folio"; exit 1; }
# Values are shown with their < and " escaped.
if grep -q '<script\|<link\|<img\|<iframe\|<object\|@import\|url([^#]\|href="[^#]\|src="' map.html; then
    echo "FAIL: scripts or network"
    exit 1
fi

# A copy that measures itself and says so in its text.
cat map.html - >measured.html <<'SCRIPT'
<pre id="answer"></pre><script>
const ids = ["fig-process", "fig-arena", "fig-pools", "fig-freeblock", "fig-usable-arenas"];
const drawn = ids.filter(id => {
    const svg = document.querySelector("#" + id + " svg"), box = svg.getBoundingClientRect();
    return box.width > 600 && box.height > 12 && svg.querySelectorAll("rect").length > 4;
});
const colours = new Set([...document.querySelectorAll("#pools ~ details b")].filter((_, i) => i % 7 === 0)
    .map(mark => getComputedStyle(mark).backgroundColor));
const answer = {
    figures: drawn.length,
    arrows: document.querySelectorAll(".arrow").length > 4,
    named: [...document.querySelectorAll(".k b")].some(mark => /Row/.test(mark.title)),
    lines: /program\.py:\d/.test(document.querySelector("#by-line + .table").textContent),
    colours: colours.size > 5,
    fits: document.documentElement.scrollWidth <= innerWidth,
};
document.getElementById("answer").textContent = "answer " + JSON.stringify(answer) + " on " +
    getComputedStyle(document.body).backgroundColor;
</script>
SCRIPT

show() { # name, window width, colour scheme (0: dark, 1: light)
    set -- "$1" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size="$2,2400" \
        --blink-settings=preferredColorScheme="$3"
    name=$1
    shift
    timeout 100 "$browser" "$@" --dump-dom "file://$work/measured.html" 2>/dev/null |
        grep -o '>answer {.*rgb([0-9, ]*)' | sed "s/&quot;/\"/g; s/^>answer/$name/"
    if [ -n "$PAGE_SHOTS" ]; then
        timeout 100 "$browser" "$@" --screenshot="$PAGE_SHOTS/$name.png" "file://$work/map.html" \
            2>/dev/null
    fi
}

all='{"figures":5,"arrows":true,"named":true,"lines":true,"colours":true,"fits":true}'
{ show light 1100 1; show dark 1100 0; show narrow 700 1; } >answers
cat >expected <<EXPECTED
light $all on rgb(251, 250, 248)
dark $all on rgb(23, 24, 27)
narrow $all on rgb(251, 250, 248)
EXPECTED
diff expected answers || { echo "FAIL (< expected, > shown)"; exit 1; }
