// The host of plain_sqlite_test.cpp: a library of its own that links the system's plain SQLite.
#pragma once

#include <string>

namespace hark::test {

/// Writes the text into a plain database at `path`. False when its SQLite would not.
__attribute__((visibility("default"))) bool write_plain(const std::string& path,
                                                        const std::string& text);
/// Whether its SQLite takes the file for a database.
__attribute__((visibility("default"))) bool reads_plain(const std::string& path);

} // namespace hark::test
