// The README's example, compiled and run as it stands there.
#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "readme_example.inc"

namespace {

/// A new folder to stand in; removed, and left, when it goes.
class Workplace {
public:
    Workplace() : before_{std::filesystem::current_path()} {
        std::string name = (std::filesystem::temp_directory_path() / "hark-readme-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder_ = name;
        std::filesystem::current_path(folder_);
    }
    ~Workplace() {
        std::filesystem::current_path(before_);
        std::filesystem::remove_all(folder_);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

private:
    std::filesystem::path before_;
    std::filesystem::path folder_;
};

} // namespace

TEST_CASE("the README's ten lines answer a first call with confidence 0, in an encrypted memory") {
    const Workplace here;
    REQUIRE(hark::create_key_file("root.key").ok());

    const auto first = who_is_calling(hark::KeySource::file("root.key"));
    REQUIRE(first.ok());
    CHECK(*first == 0);
    CHECK(std::filesystem::exists("callers/data.db"));

    // The same call again, in a memory that was closed and opened: its first answer.
    const auto again = who_is_calling(hark::KeySource::file("root.key"));
    REQUIRE(again.ok());
    CHECK(*again == 0);
}
