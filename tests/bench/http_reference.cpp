// What harkd is held against over HTTP: a cpp-httplib echo, and the same call that only writes the
// bare rows of a start, committed in groups as harkd does.
//
//   http_reference echo PORT ANSWER-BYTES
//   http_reference rows PORT ANSWER-BYTES FOLDER
#define CPPHTTPLIB_LISTEN_BACKLOG 1024
#include <httplib.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>

#include "lib/store/sqlcipher/commit_queue.hpp"
#include "tests/bench/bare.hpp"
#include "tests/bench/population.hpp"

namespace hark::bench {
namespace {

constexpr std::size_t workers = 128; // as many as harkd's

class WriteRows final : public store::sqlcipher::Job {
public:
    WriteRows(Bare& bare, const RowSizes& sizes, std::int64_t key)
        : bare_{bare}, sizes_{sizes}, key_{key} {}
    Status run() override {
        bare_.write_start(sizes_, key_);
        return {};
    }

private:
    Bare& bare_;
    const RowSizes& sizes_;
    std::int64_t key_;
};

void serve(int port, const httplib::Server::Handler& handler) {
    httplib::Server server;
    server.new_task_queue = [] { return new httplib::ThreadPool(workers); };
    server.set_tcp_nodelay(true);
    server.set_keep_alive_max_count(1'000'000'000);
    server.Post("/v1/calls/start", handler);
    server.Get("/readyz", [](const httplib::Request&, httplib::Response&) {});
    if (!server.listen("127.0.0.1", port)) std::exit(1);
}

int run(int count, char** arguments) {
    const std::string what = count > 3 ? arguments[1] : "";
    if (what != "echo" && what != "rows") {
        std::fprintf(stderr, "http_reference: see the head of http_reference.cpp\n");
        return 2;
    }
    const int port = std::atoi(arguments[2]);
    const std::string answer(static_cast<std::size_t>(std::atoi(arguments[3])), 'x');
    const auto reply = [&](httplib::Response& response) {
        response.set_content(answer, "application/json");
    };
    if (what == "echo") {
        serve(port, [&](const httplib::Request&, httplib::Response& r) { reply(r); });
        return 0;
    }
    if (count < 5) return 2;
    const std::filesystem::path folder = arguments[4];
    const auto keys = open_keys(folder);
    Bare bare{folder, keys, 8 * 1024};
    const RowSizes sizes = bare.sizes();
    store::sqlcipher::CommitQueue queue{bare.connection(), bare.statements()};
    std::atomic<std::uint64_t> next{
        static_cast<std::uint64_t>(Steady::now().time_since_epoch().count())};
    serve(port, [&](const httplib::Request&, httplib::Response& response) {
        const auto key = static_cast<std::int64_t>(next++ * 0x9e3779b97f4a7c15U >> 1);
        const auto done = queue.commit(std::make_unique<WriteRows>(bare, sizes, key), std::nullopt);
        if (!done.ok()) response.status = 500;
        reply(response);
    });
    return 0;
}

} // namespace
} // namespace hark::bench

int main(int count, char** arguments) { return hark::bench::run(count, arguments); }
