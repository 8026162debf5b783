# What the examples beside it ask by: they read it with `.`; it needs curl and python3. BASE_URL says where the service is.
# shellcheck shell=sh

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

BASE_URL=${BASE_URL:-http://127.0.0.1:8000}
BASE_URL=${BASE_URL%/}
[ -n "${OPERATOR_KEY:-}" ] || fail 'OPERATOR_KEY is missing: python -m marketplace accounts create --role operator --name me'

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# key WHO KEY: kept in a file, because everybody can read the arguments of a process
key() { printf 'Authorization: Bearer %s\n' "$2" >"$work/$1.key"; }

# ask WHO METHOD PATH [BODY]: sends it; one of the statuses in $expect must come (200 where nothing else was said)
ask() {
    who=$1 method=$2 path=$3 body=${4:-}
    set -- -sS --max-time 30 -X "$method" -H "@$work/$who.key" -o "$work/answer" -D "$work/head" -w '%{http_code}'
    [ -z "$body" ] || set -- "$@" -H 'Content-Type: application/json' --data-binary "$body"
    [ -z "$idempotency_key" ] || set -- "$@" -H "Idempotency-Key: $idempotency_key"
    status=$(curl "$@" "$BASE_URL$path") || fail "nothing answers at $BASE_URL: is the service running?"
    printf '  %-8s  %s  %-4s %s\n' "$who" "$status" "$method" "${path%%\?*}"
    case " ${expect:-200} " in
    *" $status "*) ;;
    *) fail "  expected ${expect:-200}, and got $status: $(cat "$work/answer")" ;;
    esac
    expect='' idempotency_key=''
}

# pick EXPRESSION [NAME=VALUE …]: what Python makes of `it`, the last answer
pick() {
    python3 -IS - "$work/answer" "$@" <<'PYTHON'
import json
import sys
from decimal import Decimal

path, expression, *values = sys.argv[1:]
with open(path, encoding="utf-8") as answer:
    names = {"it": json.load(answer), "json": json, "Decimal": Decimal, **dict(value.split("=", 1) for value in values)}
found = eval(expression, names)
print("\n".join(map(str, found)) if isinstance(found, list) else found)
PYTHON
}

say() { printf '\n%s\n' "$*"; }

show() { pick "$@" | sed 's/^/            /'; }

# is VALUE EXPRESSION: what must be so
is() {
    found=$(pick "$2")
    [ "$found" = "$1" ] || fail "  expected $2 to be $1, not $found"
}

expect='' idempotency_key=''
key operator "$OPERATOR_KEY"
