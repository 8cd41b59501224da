/* Names in certificates: of subjects and issuers, and those in extensions. */
#include "lib/native/ssl/ssl.h"

#include <stdio.h>
#include <string.h>

/* Appends to a list, made on first use; takes the item. */
static bool collect(List **list, Value item) {
    if (!*list && !(*list = list_new(4))) {
        decref_maybe(item);
        return false;
    }
    return list_append_steal(*list, item);
}

/* Ends the collecting: a tuple, or None for nothing; null if it was not fine. Takes the list. */
static Value collected(List *list, bool fine) {
    Value result = !fine ? NULL : list ? value_of(list_as_tuple(list)) : NONE;
    decref_maybe(value_of(list));
    return result;
}

/* (first, second), whose references are taken; null: error. */
static Value pair_steal(Value first, Value second) {
    Value items[] = {first, second};
    return value_of(tuple_from_array_steal(items, 2));
}

/* ---- distinguished names --------------------------------------------------------------------- */

static Value object_name(const ASN1_OBJECT *object) {
    char text[256];
    int size = crypto.OBJ_obj2txt(text, sizeof text, object, 0);
    if (size < 0)
        return raise_tls_library(PLACE_NEW_CONTEXT);
    return value_of(str_from_c(text)); /* a longer one is cut: no such name is known */
}

static Value string_value(const ASN1_STRING *string) {
    if (crypto.ASN1_STRING_type(string) == V_ASN1_BIT_STRING)
        return value_of(bytes_new(crypto.ASN1_STRING_get0_data(string),
                                  (size_t)crypto.ASN1_STRING_length(string)));
    unsigned char *bytes = NULL;
    int size = crypto.ASN1_STRING_to_UTF8(&bytes, string);
    if (size < 0)
        return raise_tls_library(PLACE_NEW_CONTEXT);
    Value text = value_of(str_from_utf8((const char *)bytes, (size_t)size));
    library_free(bytes);
    return text;
}

static Value name_entry(const X509_NAME_ENTRY *entry) {
    Value name = object_name(crypto.X509_NAME_ENTRY_get_object(entry));
    return pair_steal(name, name ? string_value(crypto.X509_NAME_ENTRY_get_data(entry)) : NULL);
}

/* A tuple of sets, each a tuple of (name, value). */
Value name_as_tuple(const X509_NAME *name) {
    List *sets = list_new(8), *set = NULL;
    bool fine = sets != NULL;
    int count = crypto.X509_NAME_entry_count(name);
    for (int i = 0; fine && i < count; i++) {
        const X509_NAME_ENTRY *entry = crypto.X509_NAME_get_entry(name, i);
        bool is_last =
            i + 1 == count || crypto.X509_NAME_ENTRY_set(crypto.X509_NAME_get_entry(name, i + 1)) !=
                                  crypto.X509_NAME_ENTRY_set(entry);
        fine = collect(&set, name_entry(entry));
        if (fine && is_last) {
            fine = list_append_steal(sets, collected(set, true));
            set = NULL;
        }
    }
    decref_maybe(value_of(set));
    return collected(sets, fine);
}

/* ---- general names --------------------------------------------------------------------------- */

static Value ia5_text(const ASN1_IA5STRING *string) {
    return value_of(str_from_utf8((const char *)crypto.ASN1_STRING_get0_data(string),
                                  (size_t)crypto.ASN1_STRING_length(string)));
}

static Value address_text(const ASN1_OCTET_STRING *address) {
    const unsigned char *b = crypto.ASN1_STRING_get0_data(address);
    char text[48];
    switch (crypto.ASN1_STRING_length(address)) {
    case 4:
        snprintf(text, sizeof text, "%d.%d.%d.%d", b[0], b[1], b[2], b[3]);
        break;
    case 16: {
        size_t size = 0;
        for (int i = 0; i < 16; i += 2)
            size += (size_t)snprintf(text + size, sizeof text - size, i ? ":%X" : "%X",
                                     b[i] << 8 | b[i + 1]);
        break;
    }
    default:
        strcpy(text, "<invalid>");
    }
    return value_of(str_from_c(text));
}

static Value registered_text(const ASN1_OBJECT *object) {
    char text[2048];
    int size = crypto.i2t_ASN1_OBJECT(text, sizeof text, object);
    if (size < 0)
        return raise_tls_library(PLACE_NEW_CONTEXT);
    return value_of(str_from_c(size >= (int)sizeof text ? "<INVALID>" : text));
}

/* The kinds that have no form of their own: what the library prints, "kind:text". */
static Value printed_name(GENERAL_NAME *name) {
    BIO *bio = crypto.BIO_new(crypto.BIO_s_mem());
    if (!bio)
        return raise_no_memory();
    crypto.GENERAL_NAME_print(bio, name);
    Value text = bio_as_bytes(bio);
    crypto.BIO_free(bio);
    if (!text)
        return NULL;
    const char *start = (const char *)bytes_of(text)->data, *colon = strchr(start, ':');
    Value pair = !colon ? raise_value_error("Invalid value %.200s", start)
                        : pair_steal(value_of(str_from_utf8(start, (size_t)(colon - start))),
                                     value_of(str_from_c(colon + 1)));
    decref(text);
    return pair;
}

static Value general_name(GENERAL_NAME *name) {
    switch (name->type) {
    case GEN_DIRNAME:
        return pair_steal(value_of(str_from_c("DirName")), name_as_tuple(name->d.dirn));
    case GEN_EMAIL:
        return pair_steal(value_of(str_from_c("email")), ia5_text(name->d.ia5));
    case GEN_DNS:
        return pair_steal(value_of(str_from_c("DNS")), ia5_text(name->d.ia5));
    case GEN_URI:
        return pair_steal(value_of(str_from_c("URI")), ia5_text(name->d.ia5));
    case GEN_RID:
        return pair_steal(value_of(str_from_c("Registered ID")), registered_text(name->d.rid));
    case GEN_IPADD:
        return pair_steal(value_of(str_from_c("IP Address")), address_text(name->d.ip));
    }
    return printed_name(name);
}

/* ---- extensions ------------------------------------------------------------------------------ */

Value certificate_alternative_names(const X509 *x509) {
    GENERAL_NAMES *names = crypto.X509_get_ext_d2i(x509, NID_subject_alt_name, NULL, NULL);
    List *list = NULL;
    bool fine = true;
    for (int i = 0; fine && i < stack_count(names); i++)
        fine = collect(&list, general_name(stack_item(names, i)));
    crypto.GENERAL_NAMES_free(names);
    return collected(list, fine);
}

/* Only addresses of the web are told. */
static bool collect_uri(List **list, const GENERAL_NAME *name) {
    return name->type != GEN_URI || collect(list, ia5_text(name->d.uniformResourceIdentifier));
}

Value certificate_access(const X509 *x509, int method) {
    AUTHORITY_INFO_ACCESS *access = crypto.X509_get_ext_d2i(x509, NID_info_access, NULL, NULL);
    List *list = NULL;
    bool fine = true;
    for (int i = 0; fine && i < stack_count(access); i++) {
        const ACCESS_DESCRIPTION *description = stack_item(access, i);
        if (crypto.OBJ_obj2nid(description->method) == method)
            fine = collect_uri(&list, description->location);
    }
    crypto.AUTHORITY_INFO_ACCESS_free(access);
    return collected(list, fine);
}

Value certificate_revocation_points(const X509 *x509) {
    CRL_DIST_POINTS *points =
        crypto.X509_get_ext_d2i(x509, NID_crl_distribution_points, NULL, NULL);
    List *list = NULL;
    bool fine = true;
    for (int i = 0; fine && i < stack_count(points); i++) {
        const DIST_POINT *point = stack_item(points, i);
        bool has_names = point->distpoint && point->distpoint->type == 0;
        const GENERAL_NAMES *names = has_names ? point->distpoint->name.fullname : NULL;
        for (int k = 0; fine && k < stack_count(names); k++)
            fine = collect_uri(&list, stack_item(names, k));
    }
    crypto.CRL_DIST_POINTS_free(points);
    return collected(list, fine);
}
