# Before: instance.setup.ts, an image
aws ec2 run-instances --image-id "$image" --instance-type m5.large --query 'Instances[].InstanceLifecycle' \
  --instance-market-options MarketType=spot
aws ec2 describe-spot-instance-requests --query 'SpotInstanceRequests[].[State, Status.Code, Type]' --output text
aws ec2 describe-spot-price-history --instance-types m5.large --product-descriptions Linux/UNIX --max-items 3 \
  --query 'SpotPriceHistory[].[AvailabilityZone, SpotPrice]' --output text
