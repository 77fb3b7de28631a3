#include "tests/bench/bare.hpp"

#include <random>

#include "lib/store/sqlcipher/schema.hpp"

namespace hark::bench {

using namespace store::sqlcipher;

std::string noise(std::size_t bytes) {
    thread_local std::mt19937_64 random{11};
    std::string made(bytes, '\0');
    for (auto& byte : made)
        byte = static_cast<char>(random());
    return made;
}

Bare::Bare(const std::filesystem::path& folder, const crypto::Keyring& keys,
           std::uint64_t cache_kib)
    : connection_{must(Connection::open(data_path(folder), keys.data_database_key(),
                                        Connection::Pages::data, cache_kib))},
      statements_{connection_} {
    must(connection_.attach_keys(keys_path(folder), keys.keys_database_key(), cache_kib / 4));
    connection_.wait_until(Steady::now() + std::chrono::hours{1});
    read_begin_ = must(connection_.prepare("BEGIN"));
}

std::size_t Bare::read(std::int64_t links_key) {
    must(read_begin_.run());
    std::size_t bytes = 0;
    auto* links = must(statements_.get(Sql::links));
    std::int64_t customer = 0;
    {
        const Running running{*links};
        if (!must(links->bind(1, links_key).step())) std::exit(1);
        std::vector<Linked> bucket;
        must(unpack_links(links_key, links->blob(0), bucket));
        customer = static_cast<std::int64_t>(bucket.at(0).links.at(0).customer.value);
        bytes += links->blob(0).size();
    }
    auto* row = must(statements_.get(Sql::customer));
    {
        const Running running{*row};
        if (!must(row->bind(1, customer).step())) std::exit(1);
        std::string copy;
        for (int column = 0; column < 4; ++column)
            copy += row->blob(column);
        bytes += copy.size();
    }
    commit();
    return bytes;
}

RowSizes Bare::sizes() {
    const auto length = [&](const char* column, const char* table) {
        const std::string sql = std::string{"SELECT coalesce(avg(length("} + column +
                                ")),0) FROM (SELECT " + column + " FROM " + table +
                                " ORDER BY id DESC LIMIT 1000)";
        return static_cast<std::size_t>(integer(sql.c_str()));
    };
    RowSizes sizes;
    sizes.call_head = length("head", "calls");
    sizes.call_details = length("details", "calls");
    sizes.answer = length("answer", "answers");
    sizes.customer_head = length("head", "customers");
    sizes.context = length("context", "customers");
    sizes.profile = length("profile", "customers");
    sizes.links = length("links", "identifiers");
    return sizes;
}

void Bare::begin() { must(must(statements_.get(Sql::begin))->run()); }
void Bare::commit() { must(must(statements_.get(Sql::commit))->run()); }

std::int64_t Bare::write_start(const RowSizes& sizes, std::int64_t recent_key) {
    const auto head = noise(sizes.call_head);
    const auto details = noise(sizes.call_details);
    auto* insert = must(statements_.get(Sql::insert_call));
    must(insert->bind(1, head).bind(2, details).run());
    const auto id = connection_.last_row();
    const auto bucket = pack_numbers({static_cast<std::uint64_t>(id)});
    auto* recent = must(statements_.get(Sql::put_recent));
    must(recent->bind(1, recent_key).bind(2, bucket).run());
    const auto answer = noise(sizes.answer);
    auto* put = must(statements_.get(Sql::put_answer));
    must(put->bind(1, id).bind(2, std::int64_t{1'790'000'000'000}).bind(3, answer).run());
    return id;
}

void Bare::write_end(const RowSizes& sizes, std::int64_t call, std::int64_t links_key) {
    std::string links;
    std::int64_t customer = 0;
    auto* linked = must(statements_.get(Sql::links));
    {
        const Running running{*linked};
        if (!must(linked->bind(1, links_key).step())) std::exit(1);
        links = linked->blob(0);
        std::vector<Linked> bucket;
        must(unpack_links(links_key, links, bucket));
        customer = static_cast<std::int64_t>(bucket.at(0).links.at(0).customer.value);
    }
    // What is written is what was there: the memory must stay readable for the engine's turn.
    std::string head;
    std::string context;
    auto* row = must(statements_.get(Sql::customer));
    {
        const Running running{*row};
        if (!must(row->bind(1, customer).step())) std::exit(1);
        head = row->blob(0);
        context = row->blob(2);
    }
    const auto call_head = noise(sizes.call_head);
    const auto details = noise(sizes.call_details);
    auto* update_call = must(statements_.get(Sql::update_call));
    must(update_call->bind(1, call).bind(2, call_head).bind(3, details).run());
    auto* update = must(statements_.get(Sql::update_customer));
    update->bind(1, customer).bind(2, head).bind_nothing(3);
    must(update->bind(4, context).run());
    auto* put = must(statements_.get(Sql::put_links));
    must(put->bind(1, links_key).bind(2, links).run());
}

} // namespace hark::bench
