// Every limit of Hark in one place, each with its unit in the name and its reason beside it.
// The README repeats them; a test compares.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hark::limits {

// --- what one request may hold -------------------------------------------------------------------
inline constexpr std::size_t body_bytes_max = 64 * 1024; // several times the largest honest call
inline constexpr std::size_t path_bytes_max = 512;    // a call_id of 128 bytes, all escaped, fits
inline constexpr std::size_t json_depth_max = 32;     // variables nest; attacks nest deeper
inline constexpr std::size_t call_id_bytes_max = 128; // as long as any platform's own id
inline constexpr std::size_t number_text_bytes_max = 256; // a SIP URI with parameters
inline constexpr std::size_t external_ids_per_call_max = 16;
inline constexpr std::size_t id_type_bytes_max = 64;
inline constexpr std::size_t id_value_bytes_max = 256;
inline constexpr std::size_t variable_name_bytes_max = 64;
inline constexpr std::size_t variable_value_bytes_max = 4 * 1024; // as JSON text
inline constexpr std::size_t intent_bytes_max = 128;
inline constexpr std::size_t summary_bytes_max = 8 * 1024;
inline constexpr std::size_t redact_turns_max = 1000; // of one dialogue to redact
inline constexpr std::size_t source_bytes_max = 64;   // who set a variable

// --- what one customer may hold ------------------------------------------------------------------
inline constexpr std::size_t variables_per_customer_max = 100;
inline constexpr std::size_t intents_per_customer_max = 50;     // the oldest closed one makes room
inline constexpr std::size_t identifiers_per_customer_max = 64; // the longest unseen makes room
inline constexpr std::size_t history_calls_max = 100;
inline constexpr std::size_t history_calls_shown = 5; // with a start

// --- identity ------------------------------------------------------------------------------------
inline constexpr std::size_t customers_per_identifier_max = 25; // more: generic, it names nobody
/// People who called from a number, told apart by an id of their own, and were never confirmed
/// there.
inline constexpr std::size_t strangers_per_number_max = 4;
inline constexpr std::size_t merged_customers_max = 24; // aliases of one customer
inline constexpr std::size_t candidates_shown_max = 5;

// --- verification: guesses at four digits must not pay, and an owner who erred must get in
// ---------
inline constexpr std::int64_t verify_window_hours = 24; // how long a failure counts
inline constexpr std::int64_t verify_failures_max = 10; // in it; then locked until they age out
inline constexpr std::int64_t verify_failures_free = 3; // the last of them is the first to be
inline constexpr std::int64_t verify_wait_seconds = 30; // followed by this wait; each next doubles
/// As long as a client may go on sending a request again whose answer was lost.
inline constexpr std::int64_t verify_repeat_seconds = 60;
inline constexpr std::int64_t verifications_kept = 20; // of one customer, for the export

// --- when storage does not keep up ---------------------------------------------------------------
inline constexpr std::size_t late_bytes_max =
    16 * 1024 * 1024; // thousands of starts that were answered degraded and wait to be written

// --- time ----------------------------------------------------------------------------------------
inline constexpr std::int64_t deadline_ms_min = 1;
inline constexpr std::int64_t deadline_ms_max = 10'000;
inline constexpr std::int64_t write_wait_ms_max =
    10'000;                                           // then `busy`: another process holds the lock
inline constexpr std::int64_t answer_kept_hours = 24; // retries come within minutes
inline constexpr std::int64_t call_id_kept_days = 7;  // afterwards reached through the customer
inline constexpr std::int64_t update_after_end_hours = 24;
inline constexpr std::int64_t stale_call_hours = 4; // a call never ended is closed
inline constexpr std::int64_t clock_ahead_hours_max =
    24; // then housekeeping goes by the time that passed: no memory is lost to a wrong clock
inline constexpr std::int64_t retention_days_default = 30; // context: variables, intents, history
inline constexpr std::int64_t retention_days_min = 1;
inline constexpr std::int64_t retention_days_max = 90;
inline constexpr std::int64_t link_retention_months_default = 24;
inline constexpr std::int64_t link_retention_months_min = 1;
inline constexpr std::int64_t link_retention_months_max = 60;

} // namespace hark::limits
