#!/bin/sh
# A private PostgreSQL 15 for tests: on a Unix socket inside DIR, reachable by nobody else, on no network port.
#
#   script/private_postgres.sh start DIR [PID]   makes DIR and the server when they are missing, starts it, prints its URL;
#                                                 with PID the server stops by itself when that process is gone
#   script/private_postgres.sh stop DIR          stops it (removing DIR is left to the caller)
#   script/private_postgres.sh crash DIR         stops it as a power cut would
#
# PostgreSQL refuses to run as root: then the user postgres, or nobody, runs it.
set -eu

usage() {
  echo "usage: $0 start DIR [PID] | stop DIR | crash DIR" >&2
  exit 2
}
[ $# -ge 2 ] || usage
action=$1
dir=$2
watch=${3:-}
bin=/usr/lib/postgresql/15/bin

if [ ! -x "$bin/initdb" ]; then
  echo "$0: $bin/initdb is missing: install postgresql-15" >&2
  exit 3
fi

if [ "$(id -u)" = 0 ]; then
  user=nobody
  if id postgres >/dev/null 2>&1; then user=postgres; fi
  as_user() { setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups env HOME=/ LC_ALL=C "$@"; }
else
  user=$(id -un)
  as_user() { env LC_ALL=C "$@"; }
fi

start() {
  mkdir -p "$dir"
  dir=$(cd "$dir" && pwd)
  if [ "${#dir}" -gt 80 ]; then
    echo "$0: $dir is too long for the address of a Unix socket" >&2
    exit 1
  fi
  if [ "$(id -u)" = 0 ]; then
    chown "$user" "$dir"
    chmod 755 "$dir"
  fi
  cd "$dir"
  if [ ! -f "$dir/data/PG_VERSION" ]; then
    as_user "$bin/initdb" -D "$dir/data" -A trust -U newsstand --no-locale -E UTF8 --no-sync >"$dir/initdb.log" 2>&1 || {
      cat "$dir/initdb.log" >&2
      exit 1
    }
  fi
  as_user "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/server.log" -w -t 60 \
    -o "-k '$dir' -c listen_addresses= -c shared_buffers=64MB -c max_connections=60" start >"$dir/start.log" 2>&1 || {
    cat "$dir/start.log" "$dir/data/server.log" >&2
    exit 1
  }
  if [ -n "$watch" ]; then
    (
      while kill -0 "$watch" 2>/dev/null; do sleep 1; done
      as_user "$bin/pg_ctl" -D "$dir/data" -m immediate stop
    ) >/dev/null 2>&1 </dev/null &
  fi
  echo "postgresql://newsstand@/postgres?host=$(printf %s "$dir" | sed 's|/|%2F|g')"
}

case $action in
  start) start ;;
  stop) cd "$dir" && as_user "$bin/pg_ctl" -D "$(pwd)/data" -m fast -w stop >/dev/null ;;
  crash) cd "$dir" && as_user "$bin/pg_ctl" -D "$(pwd)/data" -m immediate -w stop >/dev/null ;;
  *) usage ;;
esac
