/* Variables of the environment: each PYTHON... has a twin FOLIO... for Folio alone. */
#include "vm/environment.h"
#include "vm/sys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *environment_get(const char *python_name) {
    if (settings.ignore_environment)
        return NULL;
    char twin[64];
    snprintf(twin, sizeof twin, "FOLIO%s", python_name + strlen("PYTHON"));
    const char *value = getenv(twin);
    if (!value)
        value = getenv(python_name);
    return value && *value ? value : NULL;
}
