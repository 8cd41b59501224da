# Makes lexer/unicode_tables.h: sorted ranges beyond ASCII of characters that begin an identifier,
# continue one, or can be printed.
#   awk -f unicode_tables.awk DerivedCoreProperties.txt UnicodeData.txt

function hex(text,   i, value) {
    value = 0
    text = tolower(text)
    for (i = 1; i <= length(text); i++)
        value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
    return value
}
function add(table, first, last) {
    if (last < 128)
        return
    if (first < 128)
        first = 128
    if (count[table] && ends[table, count[table]] == first - 1) {
        ends[table, count[table]] = last
        return
    }
    count[table]++
    starts[table, count[table]] = first
    ends[table, count[table]] = last
}
function print_table(table,   i) {
    printf "static const uint32_t unicode_%s[][2] = {\n", table
    for (i = 1; i <= count[table]; i++)
        printf "    {0x%X, 0x%X},\n", starts[table, i], ends[table, i]
    print "};"
}
FILENAME ~ /DerivedCoreProperties/ && /; XID_(Start|Continue) / {
    split($0, fields, /[ ;]+/)
    parts = split(fields[1], range, /\.\./)
    table = fields[2] == "XID_Start" ? "xid_start" : "xid_continue"
    # Added by Unicode 15.1, in order of code point: the joiners, two middle dots, CJK extension I.
    if (table == "xid_continue") {
        if (hex(range[1]) > 8205 && !extended["200C"]++)
            add(table, 8204, 8205)
        if (hex(range[1]) > 12539 && !extended["30FB"]++)
            add(table, 12539, 12539)
        if (hex(range[1]) > 65381 && !extended["FF65"]++)
            add(table, 65381, 65381)
    }
    if (hex(range[1]) > 192093 && !extended[table]++)
        add(table, 191472, 192093)
    add(table, hex(range[1]), hex(parts == 2 ? range[2] : range[1]))
}
FILENAME ~ /UnicodeData/ {
    split($0, fields, /;/)
    code = hex(fields[1])
    if (fields[2] ~ /, First>$/) {
        first = code
        next
    }
    if (fields[2] !~ /, Last>$/)
        first = code
    # Unicode 15.1: ideographic description characters and CJK extension I.
    if (first > 12287 && !extended["2FFC"]++)
        add("printable", 12284, 12287)
    if (first > 12783 && !extended["31EF"]++)
        add("printable", 12783, 12783)
    if (first > 192093 && !extended["printable"]++)
        add("printable", 191472, 192093)
    if (fields[3] !~ /^(Cc|Cf|Cs|Co|Cn|Zl|Zp|Zs)$/)
        add("printable", first, code)
}
END {
    print "/* Made by unicode_tables.awk. */"
    print "#include <stdint.h>\n"
    print_table("xid_start")
    print_table("xid_continue")
    print_table("printable")
}
