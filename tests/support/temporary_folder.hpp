// A folder of its own for one test, under the system's temporary one; gone with the object.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include <doctest/doctest.h>

namespace hark::test {

class TemporaryFolder {
public:
    TemporaryFolder() : TemporaryFolder{std::filesystem::temp_directory_path()} {}
    explicit TemporaryFolder(const std::filesystem::path& under) {
        std::string name = (under / "hark-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace hark::test
