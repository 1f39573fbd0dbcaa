import { Cloud } from 'desired-capacity';

/** A company's accounts with Salesforce, Zendesk, Slack and Redshift, and its bucket. */
export function company(): Cloud {
  const cloud = new Cloud();
  cloud.s3.createBucket({ bucket: 'lake' });
  const instanceUrl = 'https://example.com';
  const profiles = [
    ['sales', 'Salesforce', { salesforce: { instanceUrl } }],
    ['support', 'Zendesk', { zendesk: { instanceUrl } }],
    ['chat', 'Slack', { slack: { instanceUrl } }],
    ['incidents', 'Servicenow', { serviceNow: { instanceUrl } }],
    [
      'warehouse',
      'Redshift',
      { redshift: { bucketName: 'lake', roleArn: 'arn:aws:iam::1:role/r' } },
    ],
  ] as const;
  for (const [connectorProfileName, connectorType, properties] of profiles)
    cloud.appflow.createConnectorProfile({
      connectorProfileName,
      connectorType,
      connectionMode: 'Public',
      connectorProfileConfig: { connectorProfileProperties: properties },
    });
  return cloud;
}

/** What all objects of the bucket hold, line by line. */
export function lake(cloud: Cloud): Record<string, unknown>[] {
  const { contents = [] } = cloud.s3.listObjectsV2({ bucket: 'lake' });
  return contents.flatMap(({ key }) => {
    const { body } = cloud.s3.getObject({ bucket: 'lake', key: key! });
    const lines = new TextDecoder().decode(body as Uint8Array).trim();
    return lines
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  });
}
