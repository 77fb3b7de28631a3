/* Included before SQLCipher's source and nowhere else. SQLCipher looks AES, HMAC and SHA-512 up in
   OpenSSL by their names for every page that it opens or seals, which takes a fifth of the time
   of a page and locks that all threads share. Here they are looked up once in a program.

   What is kept has no key in it: a page's HMAC begins with a copy of a context that was made with a
   key of zeros, and is given its own key then. */
#ifndef HARK_OPENSSL_REUSE_H
#define HARK_OPENSSL_REUSE_H

/* As the source says for itself, but before the first header of the system. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <string.h>

static pthread_once_t hark_looked_up = PTHREAD_ONCE_INIT;
/* Null where OpenSSL has none: then SQLCipher asks for itself, and says what is wrong. */
static EVP_CIPHER* hark_aes;
static EVP_MAC* hark_hmac;
static EVP_MAC_CTX* hark_hmac_sha512;

static inline void hark_look_up(void) {
    static const unsigned char zeros[32] = {0};
    char name[] = "sha512";
    const OSSL_PARAM sha512[] = {OSSL_PARAM_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 6),
                                 OSSL_PARAM_END};
    hark_aes = EVP_CIPHER_fetch(NULL, "AES-256-CBC", NULL);
    hark_hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    hark_hmac_sha512 = hark_hmac ? EVP_MAC_CTX_new(hark_hmac) : NULL;
    if (hark_hmac_sha512 && !EVP_MAC_init(hark_hmac_sha512, zeros, sizeof zeros, sha512)) {
        EVP_MAC_CTX_free(hark_hmac_sha512);
        hark_hmac_sha512 = NULL;
    }
}

static inline const EVP_CIPHER* hark_aes_256_cbc(void) {
    pthread_once(&hark_looked_up, hark_look_up);
    return hark_aes ? hark_aes : EVP_aes_256_cbc();
}

static inline EVP_MAC* hark_mac_fetch(OSSL_LIB_CTX* library, const char* name,
                                      const char* properties) {
    pthread_once(&hark_looked_up, hark_look_up);
    if (library || properties || strcmp(name, "HMAC") != 0 || !hark_hmac ||
        !EVP_MAC_up_ref(hark_hmac)) {
        return EVP_MAC_fetch(library, name, properties);
    }
    return hark_hmac;
}

static inline int hark_is_sha512(const OSSL_PARAM* parameters) {
    return parameters && parameters[0].key && parameters[0].data_size == 6 &&
           strcmp(parameters[0].key, OSSL_MAC_PARAM_DIGEST) == 0 &&
           memcmp(parameters[0].data, "sha512", 6) == 0 && !parameters[1].key;
}

static inline EVP_MAC_CTX* hark_mac_context(EVP_MAC* mac) {
    EVP_MAC_CTX* copy = NULL;
    if (mac == hark_hmac && hark_hmac_sha512) copy = EVP_MAC_CTX_dup(hark_hmac_sha512);
    return copy ? copy : EVP_MAC_CTX_new(mac);
}

static inline int hark_mac_init(EVP_MAC_CTX* context, const unsigned char* key, size_t key_bytes,
                                const OSSL_PARAM* parameters) {
    /* A copy of the context has its digest. */
    const int has_digest = hark_hmac_sha512 && EVP_MAC_CTX_get0_mac(context) == hark_hmac;
    return EVP_MAC_init(context, key, key_bytes,
                        has_digest && hark_is_sha512(parameters) ? NULL : parameters);
}

#define EVP_aes_256_cbc hark_aes_256_cbc
#define EVP_MAC_fetch hark_mac_fetch
#define EVP_MAC_CTX_new hark_mac_context
#define EVP_MAC_init hark_mac_init

#endif
