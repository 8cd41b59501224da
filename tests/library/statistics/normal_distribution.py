"""NormalDist: densities, quantiles and arithmetic."""
import copy
import pickle
from statistics import NormalDist

sat = NormalDist(1060, 195)
print(sat, sat.mean, sat.median, sat.mode, sat.stdev, sat.variance)  # expect: NormalDist(mu=1060.0, sigma=195.0) 1060.0 1060.0 1060.0 195.0 38025.0
print(sat.pdf(1100), sat.cdf(1200) - sat.cdf(1100), sat.inv_cdf(0.05), sat.inv_cdf(1e-300), sat.zscore(1300))  # expect: 0.0020032650950827244 0.1823415265652366 739.2535427444628 -6164.1837783754345 1.2307692307692308
print(sat.quantiles(), NormalDist(2.4, 1.6).overlap(NormalDist(3.2, 2.0)), NormalDist().overlap(NormalDist(1)))  # expect: [928.474498711764, 1060.0, 1191.525501288236] 0.8035050657330205 0.6170750774519738
print(NormalDist.from_samples([119.5, 100.0, 92.25]), NormalDist(100, 15).samples(3, seed='seed'))  # expect: NormalDist(mu=103.91666666666667, sigma=14.04086298392422) [83.67581500373237, 89.246078767376, 116.5480147547692]
print(sat + 5, 5 - sat, sat * -2, sat / 4, -sat, sat - NormalDist(60, 20), sat + NormalDist(1, 2))  # expect: NormalDist(mu=1065.0, sigma=195.0) NormalDist(mu=-1055.0, sigma=195.0) NormalDist(mu=-2120.0, sigma=390.0) NormalDist(mu=265.0, sigma=48.75) NormalDist(mu=-1060.0, sigma=195.0) NormalDist(mu=1000.0, sigma=196.02295783912658) NormalDist(mu=1061.0, sigma=195.0102561405425)
print(sat == NormalDist(1060, 195), hash(sat) == hash(NormalDist(1060, 195)), pickle.loads(pickle.dumps(sat)) == sat, copy.copy(sat) == sat)  # expect: True True True True
for action in (lambda: NormalDist(1, -1), lambda: sat.inv_cdf(0), lambda: NormalDist(1, 0).pdf(1), lambda: NormalDist(1, 0).cdf(1),
               lambda: sat.overlap(3), lambda: NormalDist.from_samples([1])):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
# expect: StatisticsError sigma must be non-negative
# expect: StatisticsError p must be in the range 0.0 < p < 1.0
# expect: StatisticsError pdf() not defined when sigma is zero
# expect: StatisticsError cdf() not defined when sigma is zero
# expect: TypeError Expected another NormalDist instance
# expect: StatisticsError stdev requires at least two data points
print(NormalDist().inv_cdf(float("nan")))  # expect: nan
