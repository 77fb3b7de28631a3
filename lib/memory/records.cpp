#include "lib/memory/records.hpp"

namespace hark::memory {

store::RecordName record_name(const crypto::Keyring& keys, RecordKind kind, std::string_view id) {
    const char kind_byte = static_cast<char>(kind);
    return {kind, keys.digest(TenantId{0}, crypto::Domain::record, {&kind_byte, 1}, id)};
}

crypto::RecordPlace record_place(const store::RecordName& record, TenantId tenant) {
    const bool counts = record.kind == RecordKind::attempts;
    const crypto::Place before = counts ? crypto::Place{tenant, 0, crypto::Field::attempts}
                                        : crypto::Place{TenantId{0}, 0, crypto::Field::record};
    return {record.kind, record.id, before};
}

} // namespace hark::memory
