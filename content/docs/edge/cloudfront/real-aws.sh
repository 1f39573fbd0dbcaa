aws s3api create-bucket --bucket site --query Location
aws cloudfront create-distribution --origin-domain-name site.s3.us-east-1.amazonaws.com --default-root-object index.html \
  --query 'Distribution.[Status, DomainName]' --output text
sleep 900
aws cloudfront list-distributions --query 'DistributionList.Items[].[Status, Origins.Items[0].DomainName]' --output text
