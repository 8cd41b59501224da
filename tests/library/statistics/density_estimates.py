"""kde and kde_random with every kernel."""
from statistics import kde, kde_random

sample = [-2.1, -1.3, -0.4, 1.9, 5.1, 6.2]
for kernel in ('normal', 'gauss', 'logistic', 'sigmoid', 'rectangular', 'uniform', 'triangular', 'parabolic',
               'epanechnikov', 'quartic', 'biweight', 'triweight', 'cosine'):
    density, distribution = kde(sample, 1.5, kernel), kde(sample, 1.5, kernel, cumulative=True)
    draw = kde_random(sample, 1.5, kernel, seed=8675309)
    print(kernel, density(1.25), distribution(1.25), draw(), draw())
# expect: normal 0.08050742424199887 0.5241681318220842 0.7116954970858063 6.215287058118953
# expect: gauss 0.08050742424199887 0.5241681318220842 0.7116954970858063 6.215287058118953
# expect: logistic 0.082728812518196 0.4998691001144849 -0.0503909216496381 6.224394730692
# expect: sigmoid 0.08149060135297223 0.5084807273734656 0.3236589331202486 6.219159675370221
# expect: rectangular 0.05555555555555555 0.5472222222222222 1.042363477727335 6.21219709651284
# expect: uniform 0.05555555555555555 0.5472222222222222 1.042363477727335 6.21219709651284
# expect: triangular 0.06296296296296296 0.5267592592592593 1.3816033906782323 6.206110996348544
# expect: parabolic 0.0676851851851852 0.5325570987654321 1.2955201827329232 6.208131477328678
# expect: epanechnikov 0.0676851851851852 0.5325570987654321 1.2955201827329232 6.208131477328678
# expect: quartic 0.06871926440329218 0.5236235943930041 1.4085588776846776 6.206505199705526
# expect: biweight 0.06871926440329218 0.5236235943930041 1.4085588776846776 6.206505199705526
# expect: triweight 0.06511786591697151 0.5175769354149996 1.4755544200735091 6.205575892595966
# expect: cosine 0.06781877898000546 0.5308899674125135 1.3187852433177187 6.207764998376954
print(density.__doc__, distribution.__name__, draw.__doc__, sep='; ')  # expect: PDF estimate with h=1.5 and kernel='cosine'; cdf; Random KDE selection with h=1.5 and kernel='cosine'
growing = [0.0]
density = kde(growing, 1.0, 'rectangular')
growing.append(2.0)
print(density(2.5), density(-1.0))  # expect: 0.25 0.25
for arguments in (([], 1.0), (['a'], 1.0), (sample, 0.0), (sample, 1.0, 'bogus')):
    try:
        kde(*arguments)
    except Exception as error:
        print(type(error).__name__, error)
# expect: StatisticsError Empty data sequence
# expect: TypeError Data sequence must contain ints or floats
# expect: StatisticsError Bandwidth h must be positive, not h=0.0
# expect: StatisticsError Unknown kernel name: 'bogus'
