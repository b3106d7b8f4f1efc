-- Walks a list of requests, one line each: a path, then an If-None-Match after a tab if there is one.
--   wrk -t1 … -s walk.lua URL -- FILE FIRST       begins at line FIRST
local requests, at, walked = {}, 0, 0
local thread

function setup(it) thread = it end

function init(args)
  for line in io.lines(args[1]) do
    local path, tag = line:match("^([^\t]*)\t?(.*)$")
    local headers = { Host = wrk.headers["Host"] }
    if tag ~= "" then headers["If-None-Match"] = tag end
    requests[#requests + 1] = wrk.format("GET", path, headers)
  end
  at = tonumber(args[2]) % #requests
  size = #requests
end

function request()
  at = at % #requests + 1
  walked = walked + 1
  sent = walked
  return requests[at]
end

function done(summary, latency, all)
  local errors = summary.errors
  io.write(string.format(
    'RESULTAT {"demandes":%d,"duree":%.6f,"octets":%d,"p50":%.4f,"p99":%.4f,"max":%.4f,"statuts":%d,"connexions":%d,"delais":%d,"redites":%d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3,
    errors.status, errors.connect + errors.read + errors.write, errors.timeout, math.max(0, (thread:get("sent") or 0) - (thread:get("size") or 0))))
end
