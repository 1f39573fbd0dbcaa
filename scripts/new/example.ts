import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { basename } from 'node:path/posix';
import { Refused, type Scaffold } from './scaffold.ts';

/** An example that runs as it is, with a check that could fail. */
export const exampleText = `import { check, Cloud, minutes } from 'desired-capacity';

const cloud = new Cloud();
const orders = cloud.sqs.createQueue('orders');
orders.sendMessage('one coffee');

await cloud.run(minutes(1));
console.log(\`\${orders.approximateNumberOfMessages} order waits\`);
check('nobody has taken the order', orders.approximateNumberOfMessages === 1);
`;

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
    files: { [`content/docs/${path}/${name}.ts`]: exampleText },
    next: [
      `Run it: node content/docs/${path}/${name}.ts`,
      `Show it in ${page}: <Sandbox file="${beside}/${name}.ts" title="What the run shows" />`,
    ],
  };
}
