-- Questions of load.py to one collection. Usage: wrk -s load.lua URL -- KIND COLLECTION
local kind, collection, bad

function init(args)
  kind, collection = args[1], args[2]
  math.randomseed(7)
  bad = {
    "/collections/nope", "/x%00", "/%2e%2e/%2e%2e/etc/passwd", "/locate?at=NaN,1",
    "/collections/" .. collection .. "/items?limit=-1",
    "/collections/" .. collection .. "/items?filter=((((",
    "/collections/" .. collection .. "/items?bbox=1,2,3",
    "/collections/" .. collection .. "/tiles/WebMercatorQuad/31/1/1",
  }
end

local function between(low, high) return low + math.random() * (high - low) end

local function items()
  local lon, lat = between(58, 71), between(24, 36)
  return string.format("/collections/%s/items?limit=10&bbox=%.3f,%.3f,%.3f,%.3f", collection, lon, lat, lon + 1, lat + 1)
end

local function near()
  return string.format("/collections/%s/items?limit=10&near=%.4f,%.4f", collection, between(58, 72), between(24, 37))
end

local function tile()
  return string.format("/collections/%s/tiles/WebMercatorQuad/8/%d/%d", collection, math.random(97, 110), math.random(168, 179))
end

function request()
  if kind == "near" then return wrk.format("GET", near()) end
  if kind == "tile" then return wrk.format("GET", tile(), { ["Accept-Encoding"] = "gzip" }) end
  if kind == "mixed" then
    local one = math.random(10)
    if one == 1 then return wrk.format("GET", bad[math.random(#bad)]) end
    if one <= 3 then return wrk.format("GET", near()) end
    if one <= 5 then return wrk.format("GET", tile()) end
  end
  return wrk.format("GET", items())
end
