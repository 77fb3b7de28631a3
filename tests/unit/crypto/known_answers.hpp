// Made by known_answers.py, which does not use libsodium. Not to be edited.
#pragma once

#include <string_view>

namespace hark::known {

inline constexpr std::string_view root =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
inline constexpr std::string_view master =
    "6465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283";
inline constexpr std::string_view slot =
    "c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7";
inline constexpr std::string_view keyring_file =
    "4861726b4b657973010000007800000032333435363738393a3b3c3d3e3f40414243444546474849067ae996"
    "f5c1320716e98849e3bce6fcf320b1c8ec5d65861ba73cf0429dbf84ffc942848d6f8882bda4142b8549a45e"
    "38516109a8df099c16e13aad44cf1a462246e54033c1634e763e5d4223353250";
inline constexpr std::string_view newer_keyring_file =
    "4861726b4b65797302000000c8000000000102030405060708090a0b0c0d0e0f101112131415161718191a1b"
    "1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f4041424344454647"
    "48494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f70717273"
    "7475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f90919293949596974d1fdb2012cc5551"
    "eccb52d6fb6a49df6c190b827235afcee91dfc8404a87022";
inline constexpr std::string_view data_database_key =
    "c3e4c088fadff2a0993048a2a08f8c89f6a8b0f85edbf2bbd2ab7535af97c4a2";
inline constexpr std::string_view keys_database_key =
    "cc20ca30d99e8c4af7f6f0074b85d87d3ba45d7d568e5a5ce50197cbae60b5ad";
inline constexpr std::string_view digest_of_number = "e0cd0b98183d8bbf90f30576ad302d88";
inline constexpr std::string_view digest_of_external_id = "d0440a7e7116a39cd0b49a53507be160";
inline constexpr std::string_view digest_of_call_for_tenant_7 = "1f51c532b2647a214350dbe5cbbc07d8";
inline constexpr std::string_view digest_of_long_body = "dccb62a034dd5a01ad490c92b808492c";
inline constexpr std::string_view digest_of_nothing = "66cfe067a6983896110d51273c73f53c";
inline constexpr std::string_view sealed_profile =
    "0132333435363738393a3b3c3d3e3f404142434445464748496cfe9e5a46ff1ad0af83292a7445a68751f6e2"
    "1c6381226626b36a8f48";
inline constexpr std::string_view sealed_nothing =
    "0132333435363738393a3b3c3d3e3f404142434445464748499eb8a256a82d7655cf910eaa45fd20b5";
inline constexpr std::string_view sealed_for_default =
    "0132333435363738393a3b3c3d3e3f404142434445464748492f12c1145524d0ea9cf05f51714811931f6fea"
    "b389805c6fa188d94651";
inline constexpr std::string_view sealed_record =
    "0132333435363738393a3b3c3d3e3f404142434445464748498d1f8663fd6d07419c5810e28af2383fd68a75"
    "a399a610359dbc6990ad7299ed99a7eb35330591daf1100e0f27d9a5e0cdf1e27bc0a05807e1f48c36ea0fe8"
    "c5a47087a3736daa7546ca69595342d35de4efb24736bcb454ad36f2f0d38822db6726f96e3063db51fc64da"
    "bb93167bdfd88455381f8beb4faaa8ac105760c3fd006aaf5159eb90a37618c0867354a6f78878277e7a4185"
    "f0a43e5d8c55c00c6ee78cd34fc515a186b3820c3ad798635c20f9dc63a6d2e20bc8bfa7132394121b03f5a2"
    "47ff8389001dea4d08dd7fe07bbf22bc50e784c5e13c5250a9495b21b6fcf1cecfffcc1ea862870c95b1052a"
    "53f4c489b195b7960a5192d0d1d3175f461ec488595632e71764465d7c01264546";
inline constexpr std::string_view sealed_bound_record =
    "0232333435363738393a3b3c3d3e3f40414243444546474849fa76e514d9017266ff3f759ee8dc47950a9a2f"
    "f313cc4dbae1e8cec115";
inline constexpr std::string_view key_hash =
    "9c1035c1bb5f0a3d6512b96adb92ab3de1ab729601198ca7bff32588322b38a1";

} // namespace hark::known
