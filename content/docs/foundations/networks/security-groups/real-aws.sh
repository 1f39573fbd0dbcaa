vpc=$(aws ec2 describe-vpcs --filters Name=is-default,Values=true --query 'Vpcs[0].VpcId' --output text)
web=$(aws ec2 create-security-group --group-name web --description web --vpc-id "$vpc" --query GroupId --output text)
app=$(aws ec2 create-security-group --group-name app --description app --vpc-id "$vpc" --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id "$web" --protocol tcp --port 443 --cidr 0.0.0.0/0 --query Return
aws ec2 authorize-security-group-ingress --group-id "$app" --protocol tcp --port 80 --source-group "$web" --query Return
aws ec2 describe-security-groups --group-ids "$web" "$app" \
  --query 'SecurityGroups[].[GroupName, IpPermissions[0].FromPort, IpPermissions[0].UserIdGroupPairs[0].GroupId]' --output text
