# Makes lexer/character_names_table.h: names of characters, sorted, and the way back.
#   awk -f character_names.awk NameAliases.txt UnicodeData.txt
function hex(text,   i, value) {
    value = 0
    text = tolower(text)
    for (i = 1; i <= length(text); i++)
        value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
    return value
}
BEGIN { # what Unicode 15.1 added to 15.0's files
    description = "IDEOGRAPHIC DESCRIPTION CHARACTER "
    print description "SURROUND FROM RIGHT\t" hex("2FFC") "\t0" > names_file
    print description "SURROUND FROM LOWER RIGHT\t" hex("2FFD") "\t0" > names_file
    print description "HORIZONTAL REFLECTION\t" hex("2FFE") "\t0" > names_file
    print description "ROTATION\t" hex("2FFF") "\t0" > names_file
    print description "SUBTRACTION\t" hex("31EF") "\t0" > names_file
}
FILENAME ~ /NameAliases/ && /^[0-9A-F]/ {
    split($0, fields, /;/)
    print fields[2] "\t" hex(fields[1]) "\t1" > names_file
}
FILENAME ~ /UnicodeData/ {
    split($0, fields, /;/)
    if (fields[2] !~ /^</)
        print fields[2] "\t" hex(fields[1]) "\t0" > names_file
}
END {
    close(names_file)
    print "/* Made by character_names.awk. */"
    print "#include <stdint.h>\n"
    print "static const char names_text[] ="
    while (("LC_ALL=C sort " names_file) | getline line) {
        split(line, fields, /\t/)
        printf "    \"%s\"\n", fields[1]
        table = table sprintf("    {%d, %d, %d},\n", offset, fields[2], fields[3])
        offset += length(fields[1])
        count++
        if (count % 2000 == 0) {
            tables[++blocks] = table
            table = ""
        }
    }
    print "    ;"
    print "static const struct { uint32_t start; uint32_t character : 24; uint32_t is_alias : 8; } names[] = {"
    for (i = 1; i <= blocks; i++)
        printf "%s", tables[i]
    printf "%s", table
    printf "    {%d, 0, 0},\n};\n", offset
    printf "enum { NAMES_COUNT = %d };\n", count
}
