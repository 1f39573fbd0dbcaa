import type { Cloud, Shell } from 'desired-capacity';

/** A bucket with its file beside it, and what an environment stands in. */
export function setUp(cloud: Cloud, { variables, files }: Shell): void {
  cloud.send('s3', 'CreateBucket', { Bucket: 'pipelines' });
  const [subnet_a = '', subnet_b = ''] =
    cloud.elasticloadbalancingv2.defaults().subnets;
  files.set('sales.py', 'with DAG("sales"): ...\n');
  variables.set('role', 'arn:aws:iam::123456789012:role/airflow');
  variables.set('subnet_a', subnet_a);
  variables.set('subnet_b', subnet_b);
  variables.set('group', 'sg-0a1b2c3d');
}
