#include "server/config/key_choice.hpp"

namespace hark::server {

std::filesystem::path default_key_file(const std::filesystem::path& data) {
    auto folder = data.lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    folder += ".root_key";
    return folder;
}

std::optional<std::filesystem::path> key_file(const KeyChoice& choice,
                                              const std::filesystem::path& data) {
    if (choice.descriptor || !choice.command.empty()) return std::nullopt;
    return choice.file.empty() ? default_key_file(data) : std::filesystem::path{choice.file};
}

KeySource key_source(const KeyChoice& choice, const std::filesystem::path& data) {
    if (choice.descriptor) return KeySource::descriptor(*choice.descriptor);
    if (!choice.command.empty()) return KeySource::command(choice.command);
    return KeySource::file(*key_file(choice, data));
}

} // namespace hark::server
