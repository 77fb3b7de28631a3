/* The C ABI of Hark. C99 and C++; one file, no other header of Hark is needed.
 *
 *   hark_redactor *redactor;
 *   if (hark_redactor_create(NULL, &redactor, NULL) != HARK_OK) return 1;
 *   char out[256];
 *   size_t size;
 *   hark_redactor_redact(redactor, text, NULL, out, sizeof out, &size, NULL);
 *   hark_redactor_free(redactor);
 *
 * Every function sets its outputs to NULL or 0 first and never throws. An error handle is optional
 * everywhere: pass NULL, or free what comes. Handles that a function makes are the caller's to
 * free; freeing NULL is fine. Texts are bytes of UTF-8; what is no UTF-8 passes through unharmed.
 *
 * Input structs begin with struct_size = sizeof(the struct) and flags; set all other fields that
 * are not used to 0. Fields are only appended. Bytes behind the fields that this library knows must
 * be 0, and flags that it does not know are refused, so that older and newer callers both work.
 */
#ifndef HARK_HARK_H
#define HARK_HARK_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define HARK_API __attribute__((visibility("default")))
#else
#define HARK_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Grows by one when something is added; nothing is ever taken away. */
#define HARK_ABI_VERSION 1u

/* What a function returns. Numbers are never used for anything else. */
typedef int32_t hark_status;
enum {
    HARK_OK = 0,
    HARK_INVALID = 100,          /* an argument breaks a documented limit or form */
    HARK_BUFFER_TOO_SMALL = 110, /* the size that is needed was told */
    HARK_NOT_FOUND = 200,        /* there is none at this index */
    HARK_INTERNAL = 900,         /* a mistake of ours */
    HARK_NO_MEMORY = 901
};

/* Borrowed bytes, not ended by a 0. data may be NULL when size is 0. */
typedef struct hark_str {
    const char* data;
    size_t size;
} hark_str;

/* Since 0.1. HARK_ABI_VERSION of the library that is loaded. */
HARK_API uint32_t hark_abi_version(void);

enum { HARK_SIZEOF_STR = 1, HARK_SIZEOF_REDACTOR_OPTIONS = 2, HARK_SIZEOF_SPAN = 3 };
/* Since 0.1. The size of a struct in the library that is loaded; 0 for an id it does not know. */
HARK_API size_t hark_sizeof(uint32_t id);

/* --- errors ----------------------------------------------------------------------------------- */

typedef struct hark_error hark_error;
/* Since 0.1. What went wrong, as a sentence without personal data; lives as long as the error. */
HARK_API hark_str hark_error_message(const hark_error* error);
HARK_API void hark_error_free(hark_error* error);

/* --- redaction --------------------------------------------------------------------------------
 * A redactor may be used by any number of threads at once, and so may known values. Each thread
 * that uses them has some 100 KiB of working memory of its own, made at its first call and wiped
 * when the thread ends. A stream or a dialogue belongs to one thread at a time, and the redactor
 * that it was made with must outlive it. */

typedef struct hark_redactor hark_redactor;
typedef struct hark_known hark_known;
typedef struct hark_spans hark_spans;
typedef struct hark_redaction_stream hark_redaction_stream;
typedef struct hark_dialogue hark_dialogue;

enum {                                 /* placeholder */
       HARK_PLACEHOLDER_TYPE = 0,      /* [PHONE] */
       HARK_PLACEHOLDER_KEYED_TAG = 1, /* [PHONE:a1b2c3d4]; never for PIN, CVV, track */
       HARK_PLACEHOLDER_MASK = 2,      /* an asterisk for each character */
       HARK_PLACEHOLDER_DROP = 3       /* nothing */
};
enum {                         /* format */
       HARK_FORMAT_DETECT = 0, /* each line: JSON when it begins with { or [, else text */
       HARK_FORMAT_TEXT = 1,
       HARK_FORMAT_JSON = 2,
       HARK_FORMAT_KEY_VALUE = 3
};
enum { /* flags of hark_redactor_options */
       HARK_REDACTOR_KEEP_PRIVATE_ADDRESSES =
           1,                            /* private, loopback, documentation networks stay */
       HARK_REDACTOR_SECURE_UNLISTED = 2 /* allow_fields is all that is not replaced */
};
enum { /* speaker */
       HARK_SPEAKER_UNKNOWN = 0,
       HARK_SPEAKER_CALLER = 1,
       HARK_SPEAKER_AGENT = 2
};

typedef struct hark_redactor_options { /* Since 0.1 */
    uint32_t struct_size, flags;
    hark_str profile;  /* "default", "pci", "strict", "off-for-tests"; empty: default */
    hark_str entities; /* names with commas: exactly these; empty: as profile and regions say */
    hark_str regions;  /* two letters each, with commas; empty: US */
    hark_str tag_key;  /* 32 bytes for keyed tags, copied; otherwise empty */
    hark_str secure_fields; /* keys with commas whose values are always replaced */
    hark_str allow_fields;  /* keys with commas whose values are never looked at */
    uint32_t placeholder, format;
    int32_t today;     /* days since 1970-01-01 for dates of birth and expiry; 0: any year */
    uint32_t reserved; /* 0 */
} hark_redactor_options;

/* Since 0.1. `options` may be NULL for the defaults. Some 300 us: made once, not for each text. */
HARK_API hark_status hark_redactor_create(const hark_redactor_options* options,
                                          hark_redactor** out_redactor, hark_error** out_error);
HARK_API void hark_redactor_free(hark_redactor* redactor);

/* Since 0.1. The spans of a text in ascending order, none overlapping. `known` may be NULL, here
 * and below. */
HARK_API hark_status hark_redactor_find(const hark_redactor* redactor, hark_str text,
                                        const hark_known* known, hark_spans** out_spans,
                                        hark_error** out_error);

/* Since 0.1. The text with placeholders into `buffer`, which must not overlap the text. `out_size`
 * is what the whole answer has. When that is more than `capacity`: HARK_BUFFER_TOO_SMALL, and the
 * buffer holds asterisks and nothing of the text. */
HARK_API hark_status hark_redactor_redact(const hark_redactor* redactor, hark_str text,
                                          const hark_known* known, char* buffer, size_t capacity,
                                          size_t* out_size, hark_error** out_error);

/* Since 0.1. Overwrites what is found with asterisks, byte by byte. `out_count` may be NULL. */
HARK_API hark_status hark_redactor_mask(const hark_redactor* redactor, char* text, size_t size,
                                        const hark_known* known, size_t* out_count,
                                        hark_error** out_error);

typedef struct hark_span { /* Since 0.1. Set struct_size; filled by hark_spans_at. */
    uint32_t struct_size, flags;
    uint64_t turn;         /* of a dialogue, from 0; else 0 */
    uint64_t begin, end;   /* bytes; end is exclusive */
    hark_str entity, rule; /* "CREDIT_CARD", "card_luhn"; static */
    uint32_t score;        /* percent: how sure the rule is */
    uint32_t reserved;
} hark_span;

/* Since 0.1. */
HARK_API size_t hark_spans_count(const hark_spans* spans);
HARK_API hark_status hark_spans_at(const hark_spans* spans, size_t index, hark_span* span,
                                   hark_error** out_error);
HARK_API void hark_spans_free(hark_spans* spans);

/* Since 0.1. The caller's own values, found in whatever spelling: at most 10 000 of at most 256
 * bytes. `entities` may be NULL, or says for each value what its placeholder names (empty:
 * KNOWN_VALUE). Values that would wreck ordinary text (fewer than three letters or four digits, a
 * common word) are left out; `out_taken`, which may be NULL, counts the others. Wiped when freed.
 */
HARK_API hark_status hark_known_create(const hark_str* values, const hark_str* entities,
                                       size_t count, hark_known** out_known, size_t* out_taken,
                                       hark_error** out_error);
HARK_API void hark_known_free(hark_known* known);

/* Since 0.1. A text that comes in pieces; any split gives the same bytes as the whole. */
HARK_API hark_status hark_redaction_stream_create(const hark_redactor* redactor,
                                                  hark_redaction_stream** out_stream,
                                                  hark_error** out_error);
/* Since 0.1. What is final of all that came, valid until the next call with this stream. With
 * `flush` other than 0 the record or turn is over: all that was held back, and context forgotten.
 */
HARK_API hark_status hark_redaction_stream_push(hark_redaction_stream* stream, hark_str text,
                                                uint32_t flush, hark_str* out_text,
                                                hark_error** out_error);
HARK_API void hark_redaction_stream_free(hark_redaction_stream* stream);

/* Since 0.1. One call's conversation: numbers split over turns, read back, asked for. */
HARK_API hark_status hark_dialogue_create(const hark_redactor* redactor,
                                          hark_dialogue** out_dialogue, hark_error** out_error);
/* Since 0.1. A flow asks for this ("CVV"): every run of three digits or more of the answer goes. */
HARK_API hark_status hark_dialogue_arm(hark_dialogue* dialogue, hark_str entity,
                                       hark_error** out_error);
/* Since 0.1. Live: the turn as far as it can be known now, valid until the next call with this
 * dialogue. `out_late`, which may be NULL, gets what it completes of earlier turns, in the offsets
 * of their original texts. */
HARK_API hark_status hark_dialogue_redact(hark_dialogue* dialogue, uint32_t speaker, hark_str text,
                                          const hark_known* known, hark_str* out_text,
                                          hark_spans** out_late, hark_error** out_error);
/* Since 0.1. Afterwards: all turns at once. `speakers` may be NULL. Forgets what was live. */
HARK_API hark_status hark_dialogue_find(hark_dialogue* dialogue, const uint32_t* speakers,
                                        const hark_str* texts, size_t count,
                                        const hark_known* known, hark_spans** out_spans,
                                        hark_error** out_error);
HARK_API void hark_dialogue_free(hark_dialogue* dialogue);

#ifdef __cplusplus
}
#endif

#endif
