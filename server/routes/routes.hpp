// The routes, each a function from an exchange to its answer.
#pragma once

namespace hark::server {

class Exchange;

void start_call(Exchange& exchange);  ///< POST /v1/calls/start
void end_call(Exchange& exchange);    ///< POST /v1/calls/end
void update_call(Exchange& exchange); ///< PATCH /v1/calls/{call_id}
void show_call(Exchange& exchange);   ///< GET /v1/calls/{call_id}
void verify_call(Exchange& exchange); ///< POST /v1/calls/{call_id}/verify

void show_customer(Exchange& exchange);    ///< GET /v1/customers/{customer_ref}
void forget_customer(Exchange& exchange);  ///< DELETE /v1/customers/{customer_ref}
void merge_customer(Exchange& exchange);   ///< POST /v1/customers/{customer_ref}/merge
void unmerge_customer(Exchange& exchange); ///< POST /v1/customers/{customer_ref}/unmerge

void redact(Exchange& exchange); ///< POST /v1/redact

void live(Exchange& exchange);  ///< GET /livez: the process runs
void ready(Exchange& exchange); ///< GET /readyz: it can take calls

} // namespace hark::server
