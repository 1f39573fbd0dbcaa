import { check, Cloud, DockerHost, hours, table } from 'desired-capacity';

const mutability = 'MUTABLE'; // knob 'MUTABLE' | 'IMMUTABLE'

// Two servers run `latest`. One starts before a release, one after it.
const cloud = new Cloud();
const repository = cloud.ecr.repository('shop', {
  imageTagMutability: mutability,
});
const laptop = new DockerHost(cloud);
const release = async (files: string) => {
  await laptop.build('shop', [{ line: 'COPY . .', megabytes: 90, files }]);
  await laptop.push('shop', repository, 'latest');
};
const servers = [new DockerHost(cloud), new DockerHost(cloud)] as const;
await release('monday');
await servers[0].pull(repository, 'latest');
await cloud.run(hours(1));
let refused = 'nothing';
try {
  await release('tuesday');
} catch (error) {
  refused = (error as Error).name;
}
await servers[1].pull(repository, 'latest');

// #region a table and the checks
table(
  'What runs under “latest”',
  servers.map((server, i) => ({
    server: i === 0 ? 'started on Monday' : 'started on Tuesday',
    image: server.image('latest')!.digest.slice(7, 15),
  })),
);
console.log('refused:', refused);
const [monday, tuesday] = servers.map((server) => server.image('latest')!);
check(
  'the same tag, two images',
  monday!.digest !== tuesday!.digest && refused === 'nothing',
);
check(
  'the older image is still there, by its digest',
  repository.find(monday!.digest) !== undefined,
);
check(
  'it has no tag any more',
  repository.tagsOf(monday!.digest).length === 0,
);
// #endregion
