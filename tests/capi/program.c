/* As a host in C uses it: no other header of Hark, and every error looked at. */
#include "hark/hark.h"

#include <string.h>

static hark_str text(const char* from) {
    hark_str made;
    made.data = from;
    made.size = strlen(from);
    return made;
}

static int is(hark_str got, const char* expected) {
    return got.size == strlen(expected) && memcmp(got.data, expected, got.size) == 0;
}

static int redacts(const hark_redactor* redactor) {
    char out[64];
    size_t size = 0;
    hark_error* error = NULL;
    if (hark_redactor_redact(redactor, text("pay 4111 1111 1111 1111 now"), NULL, out, sizeof out,
                             &size, &error) != HARK_OK)
        return 0;
    if (size != strlen("pay [CARD] now") || memcmp(out, "pay [CARD] now", size) != 0) return 0;
    if (hark_redactor_redact(redactor, text("pay 4111 1111 1111 1111 now"), NULL, out, 4, &size,
                             &error) != HARK_BUFFER_TOO_SMALL)
        return 0;
    if (size != 14 || memcmp(out, "****", 4) != 0 || hark_error_message(error).size == 0) return 0;
    hark_error_free(error);
    return 1;
}

static int finds(const hark_redactor* redactor) {
    hark_spans* spans = NULL;
    hark_span span;
    int good;
    memset(&span, 0, sizeof span);
    span.struct_size = sizeof span;
    if (hark_redactor_find(redactor, text("x 4111111111111111"), NULL, &spans, NULL) != HARK_OK)
        return 0;
    good = hark_spans_count(spans) == 1 && hark_spans_at(spans, 0, &span, NULL) == HARK_OK &&
           span.begin == 2 && span.end == 18 && is(span.entity, "CREDIT_CARD") &&
           span.rule.size > 0 && hark_spans_at(spans, 1, &span, NULL) == HARK_NOT_FOUND;
    hark_spans_free(spans);
    return good;
}

static int refuses(void) {
    hark_redactor_options options;
    hark_redactor* redactor = (hark_redactor*)&options;
    hark_error* error = NULL;
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.entities = text("NOBODY");
    if (hark_redactor_create(&options, &redactor, &error) != HARK_INVALID || redactor != NULL)
        return 0;
    if (!is(hark_error_message(error), "entities: must be names of entities")) return 0;
    hark_error_free(error);
    return 1;
}

int main(void) {
    hark_redactor* redactor = NULL;
    int good;
    if (hark_abi_version() != HARK_ABI_VERSION) return 2;
    if (hark_sizeof(HARK_SIZEOF_REDACTOR_OPTIONS) != sizeof(hark_redactor_options)) return 3;
    if (hark_redactor_create(NULL, &redactor, NULL) != HARK_OK) return 4;
    good = redacts(redactor) && finds(redactor) && refuses();
    hark_redactor_free(redactor);
    return good ? 0 : 1;
}
