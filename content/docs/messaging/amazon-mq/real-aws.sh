password=Tulip-garden-26
broker=$(aws mq create-broker --broker-name bank --engine-type ACTIVEMQ \
  --deployment-mode ACTIVE_STANDBY_MULTI_AZ --host-instance-type mq.m5.large \
  --no-publicly-accessible --users Username=app,Password="$password" --query BrokerId --output text)
aws mq describe-broker --broker-id "$broker" --query '[BrokerState, DeploymentMode]' --output text
sleep 1800
aws mq describe-broker --broker-id "$broker" --query 'BrokerInstances[].Endpoints[0]'
aws mq reboot-broker --broker-id "$broker"
aws mq describe-broker --broker-id "$broker" --query BrokerState
