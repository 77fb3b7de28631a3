// A host that links and uses a plain SQLite, as telephony servers do, still gets encrypted files.
// Built twice: the plain library in front of Hark and behind it.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "hark/memory.hpp"
#include "tests/unit/memory/plain_sqlite_host.hpp"

namespace fs = std::filesystem;

namespace {

void expect(bool held, const char* what) {
    if (held) return;
    std::fprintf(stderr, "plain_sqlite_test: %s\n", what);
    std::exit(1);
}

std::string read_file(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace

int main() {
    std::string folder_name = (fs::temp_directory_path() / "hark-plain-XXXXXX").string();
    expect(::mkdtemp(folder_name.data()) != nullptr, "a temporary folder");
    const fs::path folder = folder_name;
    expect(hark::test::write_plain(folder / "host.db", "written-by-the-host"), "the host writes");
    expect(hark::test::reads_plain(folder / "host.db"), "the host reads");
    expect(read_file(folder / "host.db").find("written-by-the-host") != std::string::npos,
           "the host's library is a plain one");

    hark::MemoryOptions options;
    options.folder = folder / "memory";
    options.create = true;
    options.key = hark::KeySource::secret(hark::Secret::random());
    auto memory = hark::Memory::open(std::move(options));
    expect(memory.ok(), "the memory opens beside a plain library");
    hark::CallStart start;
    start.call_id = "call-of-the-test";
    start.hints.ani = "+12025550147";
    expect(memory->start(start).ok(), "a start");
    hark::CallEnd end;
    end.call_id = start.call_id;
    end.learned.summary = "written-by-hark";
    expect(memory->end(end).ok(), "an end");
    expect(hark::test::write_plain(folder / "host.db", "again"), "the host writes again");
    expect(memory->close().ok(), "close");

    int files = 0;
    for (const auto& entry : fs::directory_iterator{folder / "memory"}) {
        const auto bytes = read_file(entry.path());
        ++files;
        expect(bytes.find("SQLite format 3") == std::string::npos, "a file is a plain database");
        expect(bytes.find("written-by-hark") == std::string::npos, "a file holds plain text");
        expect(bytes.find("2025550147") == std::string::npos, "a file holds a plain number");
        expect(bytes.find("CREATE TABLE") == std::string::npos, "a file holds plain SQL");
    }
    expect(files >= 3, "the memory has its files");
    expect(!hark::test::reads_plain(folder / "memory" / "data.db"),
           "the plain library does not take the memory for a database");
    fs::remove_all(folder);
    std::puts("encrypted beside a plain SQLite");
    return 0;
}
