-- What one client of wrk does: letters one after the other, each in four requests (tests/bench/load.py).
-- Every thread has one connection, so that an answer belongs to the last request of its thread.

local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } timespec;
  int clock_gettime(int clock, timespec *time);
]]
local MONOTONIC = 1

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

local steps = {}
local token = ""
local place, asked, began = 0, false, 0
local time = ffi.new("timespec")
seen = {}

local function now()
  ffi.C.clock_gettime(MONOTONIC, time)
  return tonumber(time.seconds) * 1e6 + tonumber(time.nanoseconds) / 1e3
end

function init(args)
  for line in io.lines(args[1]) do
    local kind, method, path, body = line:match("^(%S+) (%S+) (%S+) (.*)$")
    -- What the token is read from comes as it is.
    local headers = { ["Accept-Encoding"] = kind == "write" and "identity" or "gzip" }
    if method == "POST" then
      headers["Content-Type"] = "application/x-www-form-urlencoded"
    else
      body = nil
    end
    -- Each page's own token goes back with its form, as only the first of one page is counted.
    body = body and body:gsub("token=[^&]*", "token=%%")
    table.insert(steps, { kind = kind, method = method, path = path, headers = headers, body = body })
  end
  -- No two clients begin with the same letter.
  place = number * 4 * 7 % #steps
end

function request()
  if not asked then  -- otherwise the connection was closed before an answer: ask again
    asked, began = true, now()
  end
  local step = steps[place + 1]
  local body = step.body and step.body:gsub("token=%%", function() return "token=" .. token end)
  return wrk.format(step.method, step.path, step.headers, body)
end

function response(status, headers, content)
  token = content:match('name="token" value="([^"]+)"') or token
  local waits = status == 503 and headers["Retry-After"] == nil and "!" or ""
  local kind = steps[place + 1].kind
  table.insert(seen, string.format("%s %d%s %d", kind, status, waits, now() - began))
  place, asked = (place + 1) % #steps, false
end

function done(summary)
  local errors = summary.errors
  print("failed " .. errors.connect + errors.read + errors.write + errors.timeout)
  print("lasted " .. summary.duration)
  for _, thread in ipairs(threads) do
    for _, line in ipairs(thread:get("seen")) do print("seen " .. line) end
  end
end
