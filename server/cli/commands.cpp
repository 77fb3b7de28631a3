#include "server/cli/commands.hpp"

#include <unistd.h>

#include <utility>

#include "hark/json.hpp"
#include "server/config/advice.hpp"
#include "server/config/output.hpp"
#include "server/config/test_clock.hpp"

namespace hark::server {

namespace {

std::optional<CustomerRef> read_ref(const std::string& text) {
    auto ref = CustomerRef::from(text);
    if (!ref) complain("hark", "a customer reference is a UUID: 8-4-4-4-12 hexadecimal digits");
    return ref;
}

template <typename T>
int print(const T& answer) {
    std::string out;
    json::encode(answer, out);
    out.push_back('\n');
    return print_text(out);
}

} // namespace

int fail(const Error& error) {
    complain("hark", advice(error));
    return failed;
}

int print_text(std::string_view text) {
    if (write_all(STDOUT_FILENO, text)) return done;
    complain("hark", "standard output cannot be written: check where it leads");
    return failed;
}

OpenMemory open_memory(const MemoryChoice& choice, bool create) {
    OpenMemory opened;
    if (!choice.test_clock.empty()) opened.clock = std::make_unique<TestClock>(choice.test_clock);
    MemoryOptions options;
    options.folder = choice.data;
    options.key = key_source(choice.key, choice.data);
    options.create = create;
    options.clock = opened.clock.get();
    options.readers = 1;
    auto memory = Memory::open(std::move(options));
    if (memory) {
        opened.memory = std::move(*memory);
    } else {
        fail(memory.error());
    }
    return opened;
}

int export_customer(const MemoryChoice& choice, const std::string& ref) {
    const auto customer_ref = read_ref(ref);
    if (!customer_ref) return wrong_usage;
    auto opened = open_memory(choice);
    if (!opened.memory) return failed;
    const auto customer = opened.memory->customer(*customer_ref);
    return customer ? print(*customer) : fail(customer.error());
}

int forget_customer(const MemoryChoice& choice, const std::string& ref) {
    const auto customer_ref = read_ref(ref);
    if (!customer_ref) return wrong_usage;
    auto opened = open_memory(choice);
    if (!opened.memory) return failed;
    const auto erased = opened.memory->forget(*customer_ref);
    return erased ? print(*erased) : fail(erased.error());
}

int verify(const MemoryChoice& choice) {
    auto opened = open_memory(choice);
    if (!opened.memory) return failed;
    const auto report = opened.memory->verify();
    if (!report) return fail(report.error());
    if (const int printed = print(*report); printed != done) return printed;
    if (report->faults.empty()) return done;
    complain("hark", "the memory is damaged: restore a backup into a new folder and compare");
    return failed;
}

} // namespace hark::server
