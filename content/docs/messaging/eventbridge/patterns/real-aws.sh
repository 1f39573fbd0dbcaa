cat > event.json <<'END'
{
  "id": "1", "account": "123456789012", "source": "shop", "time": "2026-01-01T00:00:00Z",
  "region": "us-east-1", "resources": [], "detail-type": "Order", "detail": { "total": 120, "country": "DE" }
}
END
aws events test-event-pattern --event file://event.json --event-pattern '{"detail":{"total":[{"numeric":[">=",100]}]}}'
aws events test-event-pattern --event file://event.json --event-pattern '{"detail":{"country":["FR","IT"]}}'
# A key that is not there
aws events test-event-pattern --event file://event.json --event-pattern '{"detail":{"coupon":[{"exists":false}]}}'
