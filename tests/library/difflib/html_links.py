# The links of HtmlDiff: from change to change, to so many lines before it, back to the top.
import difflib
import re


def links(old, new, **options):
    table = difflib.HtmlDiff().make_table(old.split(), new.split(), **options)
    rows = re.findall(r'<tr><td class="diff_next"( id="\w+")?>(.*?)</td>', table)
    return [re.sub(r'\w*to\d+__|</?a|[<>"# ]', '', ' '.join(row)) for row in rows]


print(links('a b c d e f', 'a b C d e f', numlines=1))  # expect: ['href=0f', 'id=0', 'href=topt', '', '', '']
print(links('a b c d e f', 'a b C d e F', numlines=1))  # expect: ['href=0f', 'id=0', 'href=1n', '', 'id=1', 'href=topt']
print(links('a b c d e f', 'a b C d e f', numlines=1, context=True))  # expect: ['id=0', 'href=topt', '']
print(links('a b', 'a b'), links('', ''), links('a', 'a', context=True))  # expect: ['href=topt', ''] ['href=topt'] ['href=topt']
