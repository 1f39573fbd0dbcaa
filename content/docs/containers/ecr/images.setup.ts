import { type Cloud, days } from 'desired-capacity';

/** A repository that gets an image a day, for twelve days. */
export async function setUp(cloud: Cloud): Promise<void> {
  const repository = cloud.ecr.repository('shop');
  for (let day = 1; day <= 12; day += 1) {
    const digest = `sha256:${String(day).padStart(64, '0')}`;
    const platform = { os: 'linux', architecture: 'amd64' } as const;
    repository.push(`v${day}`, {
      digest,
      layers: [{ digest, bytes: 120e6 }],
      platform,
    });
    await cloud.run(days(1));
  }
}
