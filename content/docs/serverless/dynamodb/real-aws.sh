aws dynamodb create-table --table-name votes --billing-mode PAY_PER_REQUEST \
  --attribute-definitions AttributeName=id,AttributeType=S \
  --key-schema AttributeName=id,KeyType=HASH --query TableDescription.TableStatus \
  --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES
aws dynamodb wait table-exists --table-name votes
for i in 1 2 3; do aws dynamodb update-item --table-name votes --key '{"id":{"S":"red"}}' \
  --update-expression 'ADD votes :one' --expression-attribute-values '{":one":{"N":"1"}}'; done
aws dynamodb get-item --table-name votes --key '{"id":{"S":"red"}}' --consistent-read --query Item.votes
