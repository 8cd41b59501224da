/* The gamma function and the logarithm of its absolute value, by Lanczos' approximation with
 * g = 6.0246800... and 13 terms; reflection for negative arguments. */
#include "lib/native/math_parts.h"

#include <errno.h>
#include <math.h>

static const double pi = 3.141592653589793238462643383279502884197;
static const double lanczos_g = 6.024680040776729583740234375;
static const double lanczos_g_minus_half = 5.524680040776729583740234375;

enum { LANCZOS_TERMS = 13, FACTORIALS = 23 };

static const double numerators[LANCZOS_TERMS] = {
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
static const double denominators[LANCZOS_TERMS] = {
    0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
    2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0};

/* The quotient of two polynomials; from the far end for large x, where powers would overflow. */
static double lanczos_sum(double x) {
    double above = 0, below = 0;
    if (x < 5.0)
        for (int i = LANCZOS_TERMS - 1; i >= 0; i--) {
            above = above * x + numerators[i];
            below = below * x + denominators[i];
        }
    else
        for (int i = 0; i < LANCZOS_TERMS; i++) {
            above = above / x + numerators[i];
            below = below / x + denominators[i];
        }
    return above / below;
}

/* sin(pi * x), exact at multiples of one half. */
static double sin_pi(double x) {
    double y = fmod(fabs(x), 2.0), result;
    switch ((int)round(2.0 * y)) {
    case 0:
        result = sin(pi * y);
        break;
    case 1:
        result = cos(pi * (y - 0.5));
        break;
    case 2: /* sin(pi * (1 - y)) rather than -sin(pi * (y - 1)): keeps the sign of zero */
        result = sin(pi * (1.0 - y));
        break;
    case 3:
        result = -cos(pi * (y - 1.5));
        break;
    default:
        result = sin(pi * (y - 2.0));
        break;
    }
    return copysign(1.0, x) * result;
}

static double factorial_of(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++)
        product *= i;
    return product;
}

/* Where the gamma function is not computed by the sum: true and what it gives there. */
static bool gamma_at_edge(double x, double *result, int *error) {
    *error = 0;
    if (isnan(x) || x == INFINITY) {
        *result = x;
    } else if (x == 0) {
        *error = EDOM;
        *result = copysign(INFINITY, x);
    } else if (x < 0 && x == floor(x)) { /* -infinity, too */
        *error = EDOM;
        *result = NAN;
    } else if (x == floor(x) && x <= FACTORIALS) {
        *result = factorial_of((int)x - 1);
    } else if (fabs(x) < 1e-20) {
        *result = 1.0 / x;
        *error = isinf(*result) ? ERANGE : 0;
    } else if (x < -200.0) {
        *result = 0.0 / sin_pi(x);
    } else if (x > 200.0) {
        *error = ERANGE;
        *result = INFINITY;
    } else
        return false;
    return true;
}

/* number * y**(x - 0.5), or divided by it; in two steps where the power alone would overflow. */
static double times_power(double number, double y, double x, bool divides) {
    if (x < 140.0) {
        double power = pow(y, x - 0.5);
        return divides ? number / power : number * power;
    }
    double root = pow(y, x / 2.0 - 0.25);
    return divides ? number / root / root : number * root * root;
}

double math_gamma(double x, int *error) {
    double result;
    if (gamma_at_edge(x, &result, error))
        return result;
    /* y = magnitude + g - 1/2, and z makes good for its rounding. */
    double magnitude = fabs(x), y = magnitude + lanczos_g_minus_half, z;
    if (magnitude > lanczos_g_minus_half)
        z = (y - magnitude) - lanczos_g_minus_half;
    else
        z = (y - lanczos_g_minus_half) - magnitude;
    z = z * lanczos_g / y;
    if (x < 0) {
        result = -pi / sin_pi(magnitude) / magnitude * exp(y) / lanczos_sum(magnitude);
        result -= z * result;
    } else {
        result = lanczos_sum(magnitude) / exp(y);
        result += z * result;
    }
    result = times_power(result, y, magnitude, x < 0);
    *error = isinf(result) ? ERANGE : 0;
    return result;
}

double math_lgamma(double x, int *error) {
    *error = 0;
    if (!isfinite(x))
        return isnan(x) ? x : INFINITY;
    if (x == floor(x) && x <= 2.0) {
        if (x <= 0) {
            *error = EDOM;
            return INFINITY;
        }
        return 0.0;
    }
    double magnitude = fabs(x);
    if (magnitude < 1e-20)
        return -log(magnitude);
    double result = log(lanczos_sum(magnitude)) - lanczos_g;
    result += (magnitude - 0.5) * (log(magnitude + lanczos_g - 0.5) - 1);
    if (x < 0) {
        const double log_pi = 1.144729885849400174143427351353058711647;
        result = log_pi - log(fabs(sin_pi(magnitude))) - log(magnitude) - result;
    }
    *error = isinf(result) ? ERANGE : 0;
    return result;
}
