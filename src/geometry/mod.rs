//! Pure computation on the ellipsoid and in the lon/lat plane. Not responsible for what the geometry means.
