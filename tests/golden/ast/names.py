ａbc = 1
x.ﬁ = µ
é = "é\N{GREEK SMALL LETTER ALPHA}\N{HANGUL SYLLABLE GAG}\N{CJK UNIFIED IDEOGRAPH-4E00}\N{NBSP}"
def ℌ(*, ℍ): pass
from ª import º as ſ
"\u00e9\ud800" '\'"'
