import type { Repository } from 'desired-capacity/ecr';

const base = { digest: `sha256:${'b'.repeat(64)}`, bytes: 380e6 };
const platform = { os: 'linux', architecture: 'amd64' } as const;

/** Pushes an image: the base that all have, and 120 MB of its own. */
export function release(repository: Repository, ...tags: string[]): void {
  const own = { digest: `sha256:${tags.join('-')}`, bytes: 120e6 };
  const image = { digest: own.digest, layers: [base, own], platform };
  for (const tag of tags) repository.push(tag, image);
}
