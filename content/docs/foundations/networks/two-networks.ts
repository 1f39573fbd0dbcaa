import { check, Cloud, table } from 'desired-capacity';
import { buildNetwork } from './network.ts';

// Two companies, each with a network of its own: 10.0.0.0/16 both.
const cloud = new Cloud();
const a = await buildNetwork(cloud);
const b = await buildNetwork(cloud);

// #region who reaches whom, a table and the checks
const { ec2 } = cloud;
const ask = (from: { id: string }, to: { id: string }) =>
  ec2.reach(from.id, to.id, 'tcp', 80).verdict;
const verdicts = {
  'A’s web server, A’s private one': ask(a.web, a.app),
  'A’s web server, B’s private one': ask(a.web, b.app),
};
table('Addresses', [
  { server: 'private, of A', private: a.app.privateAddress, public: 'none' },
  { server: 'private, of B', private: b.app.privateAddress, public: 'none' },
  {
    server: 'web, of A',
    private: a.web.privateAddress,
    public: a.web.publicAddress!,
  },
  {
    server: 'web, of B',
    private: b.web.privateAddress,
    public: b.web.publicAddress!,
  },
]);
table(
  'Who reaches whom',
  Object.entries(verdicts).map(([who, verdict]) => ({ who, verdict })),
);
check(
  'two networks use the same private addresses',
  a.app.privateAddress === b.app.privateAddress &&
    a.web.privateAddress === b.web.privateAddress,
);
check(
  'a public address is there once',
  a.web.publicAddress !== b.web.publicAddress,
);
check(
  'servers of one VPC talk, and a private server of another is out of reach',
  verdicts['A’s web server, A’s private one'] === 'open' &&
    verdicts['A’s web server, B’s private one'] === 'dropped',
);
// #endregion
