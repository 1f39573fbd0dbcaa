vpc=$(aws ec2 describe-vpcs --filters Name=is-default,Values=true --query 'Vpcs[0].VpcId' --output text)
zone=$(aws route53 create-hosted-zone --name services.internal --caller-reference 1 --query HostedZone.Id --output text \
  --vpc VPCRegion=us-east-1,VPCId="$vpc" --hosted-zone-config PrivateZone=true)
aws route53 get-hosted-zone --id "$zone" --query '[HostedZone.Config.PrivateZone, VPCs[0].VPCRegion]' --output text
other=$(aws ec2 create-vpc --cidr-block 10.9.0.0/16 --query Vpc.VpcId --output text)
aws route53 associate-vpc-with-hosted-zone --hosted-zone-id "$zone" --vpc VPCRegion=us-east-1,VPCId="$other" --query ChangeInfo.Status
sleep 60
aws route53 get-hosted-zone --id "$zone" --query 'length(VPCs)'
