# Sessions in a table, and none on a server
aws dynamodb create-table --table-name sessions --billing-mode PAY_PER_REQUEST \
  --attribute-definitions AttributeName=id,AttributeType=S \
  --key-schema AttributeName=id,KeyType=HASH --query TableDescription.TableStatus
aws dynamodb wait table-exists --table-name sessions
aws dynamodb update-time-to-live --table-name sessions \
  --time-to-live-specification Enabled=true,AttributeName=ends --query TimeToLiveSpecification.AttributeName
aws dynamodb put-item --table-name sessions --item '{"id": {"S": "7f3a"}, "basket": {"N": "3"}, "ends": {"N": "1767229200"}}'
# Any server finds it
aws dynamodb get-item --table-name sessions --key '{"id": {"S": "7f3a"}}' --query Item.basket.N
