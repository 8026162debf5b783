#!/bin/sh
# Five creators of five markets ask to join Creator Next: one joins, earns and is paid, the others are told why not.
#
#   OPERATOR_KEY=mk_… sh docs/creator_next.sh
#
# It needs what docs/walkthrough.sh needs, creators of DE, JP, KR, CA and BR, and is run with the settings of the service, as
# it works beside it: it lets a worker do what will be due in 70 days, for good. So it is for a trial service, whose database
# nobody needs. It goes by the rules that come with the service: Canada opens on 2027-02-01.
#
#   PYTHON  the Python that the marketplace is installed in (default .venv/bin/python)
set -eu

. "$(dirname "$0")/asking.sh"
PYTHON=${PYTHON:-.venv/bin/python}
run=$(date +%s)

# about MARKET: its language, clock, and how old its creator is
about() {
    case $1 in
    DE) lang=de zone=Europe/Berlin age=30 ;;
    JP) lang=ja zone=Asia/Tokyo age=19 ;;
    KR) lang=ko zone=Asia/Seoul age=18 ;;
    CA) lang=fr zone=America/Toronto age=30 ;;
    BR) lang=pt zone=America/Sao_Paulo age=30 ;;
    esac
    id=$(cat "$work/$1.id")
}

# reckon EXPRESSION: what Python makes of the time `now` and of the market's `today`
reckon() {
    "$PYTHON" -c "
import datetime as dt, zoneinfo
now = dt.datetime.now(dt.UTC)
today = now.astimezone(zoneinfo.ZoneInfo('$zone')).date()
print($1)"
}

# work [DAYS]: lets a worker do what is due now, or in so many days
work() {
    [ $# != 0 ] || set -- 0
    "$PYTHON" -m marketplace worker --once --at "$(reckon "(now + dt.timedelta(days=$1)).isoformat()")"
}

say 'In each market the operator opens an account for a creator who has the followers, views and posts.'
for market in DE JP KR CA BR; do
    asked="market=$market&account_type_not=business&followers_min=100000&views_30d_min=100000&posts_30d_min=3"
    [ "$market" != DE ] || asked="$asked&creator_next=false"
    ask operator GET "/v1/creators?$asked&fields=id&limit=100"
    status=''
    for id in $(pick '[one["id"] for one in it["creators"]]'); do
        expect='201 409'
        ask operator POST /v1/accounts "{\"role\": \"creator\", \"name\": \"$id\", \"creator_id\": \"$id\"}"
        [ "$status" = 409 ] || break
    done
    [ "$status" = 201 ] || fail "  there is no such creator of $market without an account left: sync more of them"
    printf '%s' "$id" >"$work/$market.id"
    key "$market" "$(pick 'it["key"]["secret"]')"
done

say 'The platform tells what only it knows: how old they are, that they may go LIVE, where they are paid.'
for market in DE JP KR CA BR; do
    about $market
    born=$(reckon "today.replace(year=today.year - $age, day=1) - dt.timedelta(days=60)")
    ask operator POST /v1/programme/events "{\"events\": [{\"id\": \"$run-$market-facts\", \"type\": \"facts\",
        \"creator_id\": \"$id\", \"occurred_at\": \"$(reckon 'now.isoformat()')\", \"birth_date\": \"$born\",
        \"live_permission\": true, \"payout_account\": \"acct-$market\"}]}"
    is 1 'it["accepted"]'
done

say 'Each asks whether it may join, and is answered in its language what would have to change.'
for market in DE JP KR CA BR; do
    about $market
    ask $market GET "/v1/creators/$id/eligibility?lang=$lang"
    show '[f"""{one["title"]}: {one["requirement"]} ({one.get("change", "-")})""" for one in it["rules"] if not one["passed"]] or "–"'
    show '", ".join(f"""{one["label"]}: {one["state_label"]}""" for one in it["features"])'
done

say 'Each tries to. Germany joins; Japan wants 20 years and Korea 19, Canada is not open yet, nor are the others.'
for market in DE JP KR CA BR; do
    about $market
    case $market in
    DE) expect=201 rules='' ;;
    JP | KR) expect=409 rules='market_open age' ;;
    *) expect=409 rules=market_open ;;
    esac
    ask $market POST /v1/programme/members "{\"creator_id\": \"$id\", \"terms_version\": \"${TERMS:-2026-11}\"}"
    if [ "$market" = DE ]; then
        is active 'it["state"]'
        show '", ".join(f"""{one["feature"]} {one["state"]}""" for one in it["features"])'
    else
        show 'it["detail"]'
        is "$rules" '" ".join(one["rule"] for one in it["reasons"])'
    fi
done

say 'Gifts, a tip and views are told of all of them: where the market is closed, nothing is earned.'
for market in DE JP KR CA BR; do
    about $market
    now=$(reckon 'now.isoformat()')
    every="\"creator_id\": \"$id\", \"occurred_at\": \"$now\""
    ask operator POST /v1/programme/events "{\"events\": [
        {\"id\": \"$run-$market-gift\", \"type\": \"live_gift\", $every, \"coins\": 50000, \"likes\": 9000},
        {\"id\": \"$run-$market-tip\", \"type\": \"tip\", $every, \"amount\": {\"amount\": \"25.00\", \"currency\": \"USD\"}},
        {\"id\": \"$run-$market-views\", \"type\": \"fund_views\", \"creator_id\": \"$id\", \"day\": \"$(reckon today)\", \"views\": 2000000}]}"
    case $market in
    DE) is 3 'it["accepted"]' ;;
    *) is 'market_closed market_closed market_closed' '" ".join(one["code"] for one in it["refused"])' ;;
    esac
done

say 'The German creator turns Diamonds into money, and has 100 EUR paid.'
about DE
members=/v1/programme/members/$id
ask DE GET "$members/wallet"
show 'f"""{it["diamonds"]:,} Diamonds, {it["balances"][0]["available"]} {it["currency"]}"""'
expect=201
ask DE POST "$members/redemptions" '{"diamonds": 25000}'
show 'f"""{it["diamonds"]:,} Diamonds are {it["amount"]["amount"]} {it["amount"]["currency"]}"""'
expect=201
ask DE POST "$members/withdrawals" '{"amount": "100.00"}'
withdrawal=$(pick 'it["id"]')
work
ask DE GET "$members/withdrawals/$withdrawal"
is paid 'it["state"]'

say 'The month ends, the fund is reckoned up, and paid 30 days later. This is the statement of the month:'
ask DE GET "$members/statements"
month=$(pick 'it["statements"][0]["month"]')
work 70
ask DE GET "$members/statements/$month"
show '[f"""{one["purse"]:10}{one["opening"]:>10} -> {one["closing"]:>10} {one["currency"]}""" for one in it["balances"]]'
show '[f"""{one["feature"]:13}{one["amount"]["amount"]:>9} {one["amount"]["currency"]}""" for one in it["value"]]'
is "$month" '" ".join(one["month"] for one in it["fund"])'
curl -sS --max-time 30 -H "@$work/DE.key" -o "$work/page" "$BASE_URL$members/statements/$month?format=html&lang=de"
grep -o '<h1>.*</h1>' "$work/page" | sed 's/^/            /'
ask operator GET "/v1/programme/totals?month=$month&market=DE"
show '[f"""{one.get("feature", "wallets"):13}{one["credited"]:>9} {one["currency"]}, paid {one["paid"]}""" for one in it["totals"]]'

say 'The ledger adds up, and brands find the creator among those of Creator Next.'
"$PYTHON" -m marketplace ledger verify >"$work/proof" || fail "  it does not: $(cat "$work/proof")"
# 1: some markets have no feed; 3: a watch is doing it already
"$PYTHON" -m indexer sync >"$work/synced" 2>&1 || case $? in 1 | 3) ;; *) fail "$(cat "$work/synced")" ;; esac
ask operator GET '/v1/creators?creator_next=true&market=DE&facets=monetisation&fields=id&limit=200'
show '[f"""{one["label"]}: {one["count"]}""" for one in it["facets"]["monetisation"]["values"]]'
ask operator GET "/v1/creators/$id"
is True 'it["creator_next"]'

say "Done: $id joined, was paid $withdrawal, and has the statement of $month."
