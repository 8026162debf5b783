#!/bin/sh
# From a search to a paid post, as brand, creator and operator: every step is a request that a front end could send.
#
#   OPERATOR_KEY=mk_… sh docs/walkthrough.sh
#
# It needs curl and python3, a service that is run with MARKETPLACE_AUTH=required and has some creators (the sample
# ones will do), and the key of an operator: python -m marketplace accounts create --role operator --name me
#
#   BASE_URL      where the service is (default http://127.0.0.1:8000)
#   OPERATOR_KEY  opens accounts for a brand and two creators, and settles a dispute
#   BRAND_KEY     that of a brand or an agency, if there is one already
#
# It is for a trial service: what it makes stays. At the first answer that is not the expected one it ends with 1.
set -eu

. "$(dirname "$0")/asking.sh"

if [ -n "${BRAND_KEY:-}" ]; then
    key brand "$BRAND_KEY"
else
    say 'The operator opens an account for a brand. Its key is told this once.'
    expect=201
    ask operator POST /v1/accounts '{"role": "brand", "name": "Nordlicht"}'
    key brand "$(pick 'it["key"]["secret"]')"
fi

say 'The brand looks for creators who take proposals and cost at most 500 EUR.'
ask brand GET '/v1/creators?account_type=creator&available=true&away_until_missing=true&price_max=500&price_currency=EUR&fields=id&facets=market&limit=100'
show 'f"""{it["total"]} creators, by market: """ + ", ".join(f"""{one["value"]} {one["count"]}""" for one in it["facets"]["market"]["values"])'
creators=$(pick '[one["id"] for one in it["creators"]]')

say 'Two of them get accounts, to answer for themselves (409: that one has an account already).'
set --
for id in $creators; do
    [ $# -lt 2 ] || break
    expect='201 409'
    ask operator POST /v1/accounts "{\"role\": \"creator\", \"name\": \"$id\", \"creator_id\": \"$id\"}"
    if [ "$status" = 201 ]; then
        set -- "$@" "$id"
        key "creator$#" "$(pick 'it["key"]["secret"]')"
    fi
done
[ $# = 2 ] || fail '  there are no two creators without an account left: sync more of them'

say 'The brand drafts a campaign and publishes it: 3,000 EUR for a video and two stories of each creator.'
expect=201
ask brand POST /v1/campaigns '{
    "title": "Winter care", "brief": "Show how you get your skin through the cold.",
    "budget": {"amount": "3000", "currency": "EUR"},
    "deliverables": [{"kind": "video", "due_at": "2099-01-31"}, {"kind": "story", "count": 2}],
    "usage_rights_days": 90, "ad_code_days": 30}'
campaign=$(pick 'it["id"]')
ask brand POST "/v1/campaigns/$campaign/publish"
show 'f"""{it["status"]}; the brand can {", ".join(it["allowed_actions"])}"""'

say 'It proposes to five creators at their own prices, and to a sixth who does not exist: that one is refused, the others are not.'
proposing=$(pick 'json.dumps({
    "creator_ids": [*dict.fromkeys([first, second, *creators.split()])][:5] + ["nobody"],
    "message": "We like what you make. Would you make this for us?"})' "first=$1" "second=$2" "creators=$creators")
idempotency_key=$campaign-proposals
ask brand POST "/v1/campaigns/$campaign/proposals" "$proposing"
show '[f"""{one["creator_id"]}: {one["terms"][-1]["price"]["amount"]} EUR until {one["deadline_at"]}""" for one in it["created"]]'
show '[f"""{one["creator_id"]}: {one["code"]}, {one["detail"]}""" for one in it["refused"]]'
is 5 'len(it["created"])'
is unknown_creator '" ".join(one["code"] for one in it["refused"])'

say 'The line breaks, and it asks again with the same Idempotency-Key: the answer is the first one, nothing is sent twice.'
idempotency_key=$campaign-proposals
ask brand POST "/v1/campaigns/$campaign/proposals" "$proposing"
grep -i '^idempotency-replayed: true' "$work/head" | sed 's/^/            /'
is 5 'len(it["created"])'

say 'The first creator reads what came, asks, and counters: 80 EUR more.'
ask creator1 GET "/v1/proposals?status=sent&campaign_id=$campaign"
is 1 'len(it["proposals"])'
proposal=$(pick 'it["proposals"][0]["id"]')
countering=$(pick 'json.dumps({
    "price": {**(price := it["proposals"][0]["terms"][-1]["price"]), "amount": str(Decimal(price["amount"]) + 80)},
    "message": "With two stories it is more work."})')
show 'f"""the creator can {", ".join(it["proposals"][0]["allowed_actions"])}"""'
expect=201
ask creator1 POST "/v1/proposals/$proposal/messages" '{"text": "May I use my own music?"}'
ask creator1 POST "/v1/proposals/$proposal/counter" "$countering"
show '[f"""version {one["version"]} by the {one["by"]}: {one["price"]["amount"]} EUR""" for one in it["terms"]]'

say 'The brand answers, and accepts. It must say which version: an old one is refused.'
ask brand GET "/v1/proposals/$proposal/messages"
show '[f"""{one["author_role"]}: {one["text"]}""" for one in it["messages"]]'
expect=201
ask brand POST "/v1/proposals/$proposal/messages" '{"text": "Gladly."}'
expect=409
ask brand POST "/v1/proposals/$proposal/accept" '{"terms_version": 1}'
show 'it["detail"]'
ask brand POST "/v1/proposals/$proposal/accept" '{"terms_version": 2}'
is accepted 'it["status"]'
collaboration=$(pick 'it["collaboration_id"]')
ask brand GET "/v1/collaborations/$collaboration"
show 'f"""work {it["work_track"]}, payment {it["payment_track"]}: {it["payment"]["reserved"]} EUR put aside"""'

say 'The creator submits the video. The brand wants a change, gets it, and approves.'
video=/v1/collaborations/$collaboration/deliverables/1
ask creator1 POST "$video/submit" '{"url": "https://drafts.example/1", "note": "The first cut."}'
show 'f"""silence approves it at {it["deliverables"][0]["approve_by"]}"""'
ask brand POST "$video/request-revision" '{"note": "Please show the label."}'
ask creator1 POST "$video/submit" '{"url": "https://drafts.example/2"}'
ask brand POST "$video/approve"
expect=409
ask brand POST "/v1/collaborations/$collaboration/complete"
show 'it["detail"]'

say 'The stories too, and both are published: the work is done, and the brand completes it.'
stories=/v1/collaborations/$collaboration/deliverables/2
ask creator1 POST "$stories/submit" '{"url": "https://drafts.example/3"}'
ask brand POST "$stories/approve"
ask creator1 POST "$video/publish" '{"url": "https://posts.example/video/1"}'
ask creator1 POST "$stories/publish" '{"url": "https://posts.example/story/1"}'
is published 'it["work_track"]'
ask brand POST "/v1/collaborations/$collaboration/complete"
show 'f"""work {it["work_track"]}, payment {it["payment_track"]}: {it["payment"]["released"]} EUR to the creator"""'
is released 'it["payment_track"]'

say 'What has become of it, step by step:'
ask brand GET "/v1/collaborations/$collaboration/history"
show '[f"""{one["version"]:2} {one["actor"]["role"]:9}{one["action"]:17}{", ".join(each["field"] for each in one["changes"])}""" for one in it["history"]]'

say 'The second creator accepts as it is, and submits the video; then the brand wants out, and they quarrel.'
ask creator2 GET "/v1/proposals?campaign_id=$campaign"
ask creator2 POST "/v1/proposals/$(pick 'it["proposals"][0]["id"]')/accept" '{"terms_version": 1}'
disputed=$(pick 'it["collaboration_id"]')
ask creator2 POST "/v1/collaborations/$disputed/deliverables/1/submit" '{"url": "https://drafts.example/4"}'
ask brand POST "/v1/collaborations/$disputed/cancel" '{"reason": "Our plans have changed."}'
show 'f"""share that would go back to the brand: {it["cancellation"]["refund_share"]}; silence is consent at {it["cancellation"]["consent_by"]}"""'
ask creator2 POST "/v1/collaborations/$disputed/reject-cancel"
ask creator2 POST "/v1/collaborations/$disputed/dispute" '{"reason": "The video is made as agreed."}'
expect=404
ask creator1 GET "/v1/collaborations/$disputed"

say 'The operator reads all of it, and decides: 30 % go back to the brand, the rest to the creator.'
ask operator GET '/v1/collaborations?work_track=disputed'
ask operator GET "/v1/collaborations/$disputed"
show 'f"""opened by the {it["dispute"]["opened_by"]}: {it["dispute"]["reason"]}"""'
ask operator GET "/v1/collaborations/$disputed/messages"
ask operator GET "/v1/collaborations/$disputed/history"
show '[f"""{one["version"]:2} {one["actor"]["role"]:9}{one["action"]}""" for one in it["history"]]'
ask operator POST "/v1/collaborations/$disputed/resolve" '{"outcome": "cancelled", "refund_share": "0.3"}'
show 'f"""of {it["payment"]["agreed"]} EUR {it["payment"]["refunded"]} go back and {it["payment"]["released"]} are paid"""'
is partly_refunded 'it["payment_track"]'

say 'The brand closes the campaign, which withdraws the three proposals that nobody has answered.'
ask brand POST "/v1/campaigns/$campaign/close"
show 'f"""{it["budget_accepted"]["amount"]} of {it["budget"]["amount"]} EUR were agreed"""'
ask brand GET "/v1/proposals?campaign_id=$campaign&status=withdrawn"
is 3 'len(it["proposals"])'

say "Done: $campaign, paid $collaboration, settled $disputed."
