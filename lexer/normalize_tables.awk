# Makes lexer/normalize_tables.h: decompositions, compositions and combining classes.
#   awk -f normalize_tables.awk DerivedNormalizationProps.txt UnicodeData.txt

function hex(text,   i, value) {
    value = 0
    text = tolower(text)
    for (i = 1; i <= length(text); i++)
        value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
    return value
}
FILENAME ~ /DerivedNormalizationProps/ && /; Full_Composition_Exclusion/ {
    split($0, fields, /[ ;]+/)
    parts = split(fields[1], range, /\.\./)
    for (i = hex(range[1]); i <= hex(parts == 2 ? range[2] : range[1]); i++)
        excluded[i] = 1
}
FILENAME ~ /UnicodeData/ {
    split($0, fields, /;/)
    code = hex(fields[1])
    if (fields[4] != "0")
        classes = classes sprintf("    {0x%X, %s},\n", code, fields[4])
    if (fields[6] == "")
        next
    compatible = fields[6] ~ /^</
    sub(/^<[^>]*> /, "", fields[6])
    parts = split(fields[6], target, / /)
    items = items sprintf("    {0x%X, %d, %d, %d},\n", code, total, parts, compatible)
    for (i = 1; i <= parts; i++)
        data = data sprintf("0x%s,%s", target[i], (total + i) % 10 ? " " : "\n    ")
    total += parts
    if (!compatible && parts == 2 && !(code in excluded))
        print sprintf("%07d %07d 0x%X", hex(target[1]), hex(target[2]), code) > pairs_file
}
END {
    close(pairs_file)
    print "/* Made by normalize_tables.awk. */"
    print "#include <stdint.h>\n"
    print "static const struct Class { uint32_t character; uint8_t combining_class; } unicode_classes[] = {"
    printf "%s};\n", classes
    print "static const struct Decomposition { uint32_t character; uint16_t start; uint8_t count, compatible; } " \
          "unicode_decompositions[] = {"
    printf "%s};\n", items
    printf "static const uint32_t unicode_decomposed[] = {\n    %s\n};\n", data
    print "static const uint32_t unicode_pairs[][3] = {"
    while (("LC_ALL=C sort " pairs_file) | getline line) {
        split(line, pair, / /)
        printf "    {%d, %d, %s},\n", pair[1], pair[2], pair[3]
    }
    print "};"
}
