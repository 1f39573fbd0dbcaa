import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';
import { ROOT } from '../astro.ts';
import { findClient, readModel } from '../schema/read.ts';
import { writeSchema } from '../schema/write.ts';
import { Refused, type Scaffold } from './scaffold.ts';

/**
 * A service of the library that models nothing yet, and says so: `sns`, "Amazon SNS". Its name is the SDK's service id in
 * small letters, and the SDK's client must be among the devDependencies.
 */
export async function service(root: string, name = '', title = ''): Promise<Scaffold> {
  if (!/^[a-z][a-z0-9]*$/.test(name) || !title) {
    throw new Refused(
      'A service has the id of its SDK client, in small letters, and a title: npm run new -- service sns "Amazon SNS"',
    );
  }
  const packageName = findClient(name);
  if (!packageName) {
    throw new Refused(
      `No client of the AWS SDK among the devDependencies has the service id '${name}': npm install --save-dev --save-exact @aws-sdk/client-…`,
    );
  }
  const model = readModel(packageName);
  const Class = classOf(model.serviceId);
  const file = model.serviceId.toLowerCase().replaceAll(' ', '-');
  const limits = `${Class[0]!.toLowerCase()}${Class.slice(1)}Limits`;
  const folder = `src/sim/services/${name}`;
  const table = 'src/sim/services/index.ts';
  const files = {
    [`${folder}/index.ts`]: `/** ${title}: nothing of it is modelled yet. */
export { ${limits} } from './limits.ts';
export { ${Class} } from './${file}.ts';
`,
    [`${folder}/limits.ts`]: `import type { Limit } from '../../cloud/index.ts';

/** What ${title} allows. Looked up on <date>. */
export const ${limits} = {} as const satisfies Record<string, Limit>;
`.replace('<date>', new Date().toISOString().slice(0, 10)),
    [`${folder}/schema.ts`]: await formatted(writeSchema(model, title, packageName, [])),
    [`${folder}/${file}.ts`]: `import { Service } from '../../tongue/service.ts';
import { ${limits} } from './limits.ts';
import { schema, type Methods } from './schema.ts';

/** ${title} in one Region. */
export class ${Class} extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = ${limits};
}
`,
    [`${folder}/${file}.test.ts`]: `import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

test('each Region has its own ${title}', () => {
  const cloud = new Cloud();
  expect(cloud.${name}).toBe(cloud.${name});
  expect(cloud.region('eu-west-1').${name}).not.toBe(cloud.${name});
});
`,
  };
  const before = existsSync(join(root, table)) ? readFileSync(join(root, table), 'utf8') : '';
  if (before.includes(`\n  ${name}:`)) throw new Refused(`${table} has the service ${name} already.`);
  return {
    files,
    insertions: [
      { file: table, after: /^import \{ \w+ \} from '\.\/\w+\/index\.ts';\n/, text: `import { ${Class} } from './${name}/index.ts';\n` }, // prettier-ignore
      { file: table, after: /^ {2}\w+: \w+,\n/, text: `  /** ${title}. */\n  ${name}: ${Class},\n` },
    ],
    next: [
      `Name its first operations: npm run schema ${name} CreateTopic Publish. The class then wants a method for each.`,
      `Write ${folder}: src/sim/services/servicequotas is the pattern. What is not modelled throws NotModelled, by name.`,
      'Tell in content/docs/simulator what it models, assumes and only stores.',
    ],
  };
}

async function formatted(text: string): Promise<string> {
  const options = await prettier.resolveConfig(join(ROOT, 'src/sim/index.ts'));
  return prettier.format(text, { ...options, parser: 'typescript' });
}

/** The name of the class: 'Sns' for SNS, 'ServiceQuotas' for Service Quotas. */
function classOf(serviceId: string): string {
  return serviceId
    .split(' ')
    .map((word) =>
      /^[A-Z0-9]+$/.test(word)
        ? word[0] + word.slice(1).toLowerCase()
        : word[0]!.toUpperCase() + word.slice(1),
    )
    .join('');
}
