import type { Cloud } from 'desired-capacity';

/** An application with two versions, and two environments of the first. */
export async function setUp(cloud: Cloud): Promise<void> {
  const shop = cloud.elasticbeanstalk.application('shop');
  shop.version('v1');
  shop.version('v2');
  const options = {
    'aws:elasticbeanstalk:environment': { EnvironmentType: 'SingleInstance' },
  };
  for (const name of ['shop-web', 'shop-green']) {
    const environment = shop.environment(name, { version: 'v1', options });
    await environment.until('Ready');
  }
}
