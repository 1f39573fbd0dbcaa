aws s3api create-bucket --bucket site --query Location
id=$(aws cloudfront create-distribution --origin-domain-name site.s3.us-east-1.amazonaws.com \
  --query Distribution.Id --output text)
sleep 900
aws cloudfront create-invalidation --distribution-id "$id" --paths "/index.html" "/images/*" --query Invalidation.Status
sleep 300
aws cloudfront list-invalidations --distribution-id "$id" --query 'InvalidationList.Items[].Status'
aws cloudfront list-cache-policies --type managed --query 'CachePolicyList.Items[].CachePolicy.CachePolicyConfig.Name'
