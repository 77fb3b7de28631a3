-- Starts of returning callers, each with a call_id of its own. wrk -s start.lua URL -- CUSTOMERS KEY
-- KIND; KIND "replay" sends one and the same call over and over.
local customers, key, kind
local count, base = 0, ""

function init(arguments)
    customers, key, kind = tonumber(arguments[1]), arguments[2], arguments[3]
    math.randomseed(os.time())
    base = string.format("wrk-%d-%d-", os.time(), math.random(1000000000))
    wrk.method = "POST"
    wrk.path = "/v1/calls/start"
    wrk.headers["Content-Type"] = "application/json"
    wrk.headers["Authorization"] = "Bearer " .. key
end

local function number(index)
    return string.format("+1%03d%03d%04d", 212 + math.floor(index / 8000000) * 3,
                         200 + math.floor(index / 10000) % 800, index % 10000)
end

function request()
    local index = 0
    if kind ~= "replay" then
        count = count + 1
        index = math.random(0, customers - 1)
    end
    return wrk.format(nil, nil, nil, '{"call_id":"' .. base .. count ..
                      '","identity_hints":{"ani":"' .. number(index) .. '"}}')
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format("\nRESULT %.1f %.1f %.1f %d\n",
        summary.requests / summary.duration * 1e6, latency:percentile(50), latency:percentile(99),
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
