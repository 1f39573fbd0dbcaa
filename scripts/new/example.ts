import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { basename } from 'node:path/posix';
import { Refused, type Scaffold } from './scaffold.ts';

/** An example that runs as it is, with a check that could fail. */
const text = `import { check, Cloud, minutes } from 'desired-capacity';

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders');
orders.sendMessage('one coffee');

await cloud.run(minutes(1));
console.log(\`\${orders.approximateNumberOfMessages} order waits\`);
check('nobody has taken the order', orders.approximateNumberOfMessages === 1);
`;

/** What it prints. */
const output = `1 order waits
✓ nobody has taken the order
`;

/** The files of a new example, by path. */
export function exampleFiles(path: string): Record<string, string> {
  return { [`${path}.ts`]: text, [`${path}.out.txt`]: output };
}

/** An example beside a page that is there: `messaging/sqs/polling`, `two-consumers`. */
export function example(root: string, path = '', name = ''): Scaffold {
  if (!path || !/^[a-z0-9-]+$/.test(name)) {
    throw new Refused(
      'An example has a page and a name: npm run new -- example messaging/sqs/polling two-consumers',
    );
  }
  const page = [`content/docs/${path}.mdx`, `content/docs/${path}/index.mdx`].find((file) =>
    existsSync(join(root, file)),
  );
  if (!page) throw new Refused(`There is no page content/docs/${path}.mdx.`);
  const beside = page.endsWith('/index.mdx') ? '.' : `./${basename(path)}`;
  return {
    files: exampleFiles(`content/docs/${path}/${name}`),
    next: [
      `Run it: npm run example -- ${path}/${name}`,
      `Once it prints what you want, \`npm run check examples -- --write\` writes that beside it, for the pull request to show.`,
      `Show it in ${page}: <Sandbox file="${beside}/${name}.ts" title="What the run shows" />`,
    ],
  };
}
