#!/bin/sh
# A receiver of webhooks prints what happens: every step of the walkthrough, what it missed while it was down for three
# days, and that a creator has appeared whom a saved search was waiting for.
#
#   OPERATOR_KEY=mk_… sh docs/events.sh
#
# It needs what docs/walkthrough.sh needs, and is run with the settings of the service, as it works beside it: it lets
# a worker do what will be due in some days, for good: deals expire, letters are sent. So it is for a trial service, whose
# database nobody needs. The service must be let call this machine: MARKETPLACE_WEBHOOKS_TO_LOOPBACK=true, as `make run` has it.
#
#   PYTHON  the Python that the marketplace is installed in (default .venv/bin/python)
#   PORT    where the receiver listens (default 8099)
set -eu

here=$(dirname "$0")
. "$here/asking.sh"
PYTHON=${PYTHON:-.venv/bin/python} PORT=${PORT:-8099}
export MARKETPLACE_WEBHOOKS_TO_LOOPBACK=true
receiver=''
trap '[ -z "$receiver" ] || kill "$receiver" 2>/dev/null; rm -rf "$work"' EXIT

# receive: starts the receiver, and waits until it listens
receive() {
    : >"$work/trouble"
    SECRET=$secret "$PYTHON" "$here/receiver.py" "$PORT" >>"$work/received" 2>"$work/trouble" &
    receiver=$!
    until grep -q listening "$work/trouble"; do
        kill -0 "$receiver" 2>/dev/null || fail "the receiver has ended: $(cat "$work/trouble")"
        sleep 0.1
    done
}

# work [HOURS]: lets a worker do what is due now, or in so many hours
work() {
    if [ $# = 0 ]; then
        "$PYTHON" -m marketplace worker --once
    else
        "$PYTHON" -m marketplace worker --once --at "$("$PYTHON" -c "
import datetime as dt
print((dt.datetime.now(dt.UTC) + dt.timedelta(hours=$1)).isoformat())")"
    fi
}

# printed: what the receiver has printed since the last time
printed() {
    sed 's/^/            /' "$work/received"
    cat "$work/received" >>"$work/all"
    : >"$work/received"
}

# came TYPE: there must have come one of it
came() { grep -q " $1 " "$work/received" || fail "  the receiver was told of no $1: $(cat "$work/received")"; }

say 'The operator opens an account for a brand, which has a webhook: the secret is told this once.'
expect=201
ask operator POST /v1/accounts '{"role": "brand", "name": "Nordlicht Systems"}'
brand_key=$(pick 'it["key"]["secret"]')
key brand "$brand_key"
expect=201
ask brand POST /v1/webhooks "{\"url\": \"http://127.0.0.1:$PORT/\"}"
secret=$(pick 'it["secret"]')
webhook=$(pick 'it["id"]')
receive

say 'The walkthrough is walked. Meanwhile, or afterwards, a worker calls the receiver, which prints what it can verify:'
BRAND_KEY=$brand_key OPERATOR_KEY=$OPERATOR_KEY BASE_URL=$BASE_URL sh "$here/walkthrough.sh" >"$work/walked"
work
for type in campaign.published proposal.sent collaboration.completed payment.released collaboration.resolved campaign.closed; do
    came "$type"
done
printed
ask brand GET '/v1/events?limit=200'
pick '[one["id"] for one in it["events"]]' >"$work/expected"
awk '{print $1}' "$work/all" | cmp - "$work/expected" || fail '  the receiver was told of other events, or in another order'
show 'f"""{len(it["events"])} events, each once and in their order"""'

say 'The receiver is down, for three days. A campaign is published meanwhile; each try fails, and is made again later.'
kill "$receiver"
wait "$receiver" 2>/dev/null || true
receiver=''
expect=201
ask brand POST /v1/campaigns '{"title": "Sun care", "budget": {"amount": "100", "currency": "EUR"}, "deliverables": {"kind": "photo"}}'
ask brand POST "/v1/campaigns/$(pick 'it["id"]')/publish"
work
for hours in 1 4 9 20 36 60; do
    work "$hours"
done
ask brand GET "/v1/webhooks/$webhook/deliveries?state=pending"
is 1 'len(it["deliveries"])'
show '[f"""try {n} failed: {one["error"]}""" for n, one in enumerate(it["deliveries"][0]["attempts"], start=1)]'

say 'It is up again, and told at the next try:'
receive
work 84
came campaign.published
printed
ask brand GET "/v1/webhooks/$webhook/deliveries?limit=1"
is delivered 'it["deliveries"][0]["state"]'

say 'The brand saves a search, for creators who ask for one euro at most, and wants to be told of new ones each hour.'
search='{"price_max": "1", "price_currency": "EUR", "account_type": "creator"}'
expect=201
ask brand POST /v1/searches "{\"name\": \"nearly for nothing\", \"query\": $search, \"alert\": \"hourly\"}"
work 85
ask brand GET '/v1/creators?account_type=creator&available=true&price_min=50&price_currency=EUR&fields=id&limit=100'
for id in $(pick '[one["id"] for one in it["creators"]]'); do
    expect='201 409'
    ask operator POST /v1/accounts "{\"role\": \"creator\", \"name\": \"$id\", \"creator_id\": \"$id\"}"
    [ "$status" = 409 ] || break
done
[ "$status" = 201 ] || fail '  all creators have accounts: sync more of them'
key creator "$(pick 'it["key"]["secret"]')"

say 'A creator asks for 90 cents from now on, which reaches the search.'
curl -sS --max-time 30 -X PATCH -H "@$work/creator.key" -H 'If-Match: "1"' -H 'Content-Type: application/json' \
    --data-binary '{"price": {"amount": "0.90", "currency": "EUR"}}' -o "$work/answer" "$BASE_URL/v1/accounts/me"
is 0.90 'it["price"]["amount"]'
# 1: some markets have no feed; 3: a watch is doing it already
"$PYTHON" -m indexer sync >"$work/synced" 2>&1 || case $? in 1 | 3) ;; *) fail "$(cat "$work/synced")" ;; esac
tries=0
until ask brand GET "/v1/creators/$id" && [ "$(pick 'it["price"]["amount"]')" = 0.90 ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || fail '  the price does not reach the search: is the indexer running?'
    sleep 1
done

say 'The brand is told that there is somebody new:'
work 87
came search.matched
grep -q "$id" "$work/received" || fail "  not of $id: $(cat "$work/received")"
printed

say "Done: $webhook was called of $(wc -l <"$work/all" | tr -d ' ') events, and the search has found $id."
