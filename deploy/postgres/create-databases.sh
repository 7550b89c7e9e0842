#!/usr/bin/env bash
# Run once by the postgres image when its volume is empty: a database and an owner for each service and for the registry.
set -euo pipefail
for name in order_service carrier_gateway notification_service case_service dashboard registry; do
  variable="DATABASE_PASSWORD_${name^^}"
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --set name="$name" --set password="${!variable:?}" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
SQL
done
