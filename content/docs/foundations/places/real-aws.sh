aws ec2 describe-regions --query 'length(Regions)'
aws ec2 describe-regions --query 'Regions[?starts_with(RegionName, `eu-`)].RegionName'
aws ec2 describe-availability-zones --region us-east-1 --query 'AvailabilityZones[].[ZoneName,ZoneId,State]' --output table
