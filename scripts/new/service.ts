import { Refused, type Scaffold } from './scaffold.ts';

/** A service of the library that models nothing yet, and says so: `sns`, "Amazon SNS". */
export function service(_root: string, name = '', title = ''): Scaffold {
  if (!/^[a-z][a-z0-9]*$/.test(name) || !title) {
    throw new Refused(
      'A service has the name of its SDK client, in small letters, and a title: npm run new -- service sns "Amazon SNS"',
    );
  }
  const Name = name[0]!.toUpperCase() + name.slice(1);
  const folder = `src/sim/${name}`;
  const files = {
    [`${folder}/index.ts`]: `/** ${title}. */
export { ${name}Errors, type ${Name}ErrorName } from './errors.ts';
export { ${name}Limits } from './limits.ts';
export { ${Name} } from './${name}.ts';
`,
    [`${folder}/${name}.ts`]: `import type { Region } from '../cloud/index.ts';

/**
 * ${title} in one Region.
 */
export class ${Name} {
  readonly region: Region;

  /** Made by \`Cloud\`. */
  constructor(region: Region) {
    this.region = region;
  }
}
`,
    [`${folder}/limits.ts`]: `import type { Limit } from '../cloud/index.ts';

/** What ${title} allows: the service enforces this very data, and the course's tables print it. */
export const ${name}Limits = {} as const satisfies Record<string, Limit>;
`,
    [`${folder}/errors.ts`]: `import { AwsError, type ErrorShape } from '../cloud/index.ts';

/** The errors of ${title}: name, code on the wire and HTTP status. */
export const ${name}Errors = {
  ValidationException: { status: 400, fault: 'client' },
} as const satisfies Record<string, ErrorShape>;

/** The name of an error of ${title}, as the SDK's class is called. */
export type ${Name}ErrorName = keyof typeof ${name}Errors;

/** An error that ${title} answers with. */
export function ${name}Error(name: ${Name}ErrorName, message: string): AwsError {
  return new AwsError('${name.toUpperCase()}', name, ${name}Errors[name], message);
}
`,
    [`${folder}/api.ts`]: `import type { Api } from '../cloud/api.ts';
import { ${name}Error } from './errors.ts';
import type { ${Name} } from './${name}.ts';

/** ${title} in AWS's own tongue: what \`cloud.send('${name}', …)\` goes by. */
export const ${name}Api = {
  title: '${title}',
  serviceId: '${name.toUpperCase()}',
  operations: {},
  // Every operation of the API reference stands in one of the two.
  notModelled: [],
  missing: (parameter) => ${name}Error('ValidationException', \`\${parameter} is required.\`),
} satisfies Api<${Name}>;
`,
    [`${folder}/${name}.test.ts`]: `import { expect, test } from 'vitest';
import { Cloud } from '../index.ts';

test('each Region has its own ${title}', () => {
  const cloud = new Cloud();
  expect(cloud.${name}).toBe(cloud.${name});
  expect(cloud.region('eu-west-1').${name}).not.toBe(cloud.${name});
});
`,
  };
  const insertions = [
    {
      file: 'src/sim/cloud.ts',
      after: /^import \{ \w+ \} from '\.\/\w+\/index\.ts';\n/,
      text: `import { ${Name} } from './${name}/index.ts';\n`,
    },
    { file: 'src/sim/cloud.ts', after: /^ {2}#\w+\?: \w+;\n/, text: `  #${name}?: ${Name};\n` },
    {
      file: 'src/sim/cloud.ts',
      after: /^ {2}get \w+\(\): \w+ \{\n {4}return \(this\.#\w+ \?\?= new .*\n {2}\}\n/,
      text: `
  /** ${title}. */
  get ${name}(): ${Name} {
    return (this.#${name} ??= new ${Name}(this));
  }
`,
    },
    {
      file: 'src/sim/index.ts',
      after: /^export \* from '\.\/(?!workload)\w+\/index\.ts';\n/,
      text: `export * from './${name}/index.ts';\n`,
    },
    {
      file: 'src/sim/tongue/services.ts',
      after: /^import .*\n/,
      text: `import type { ${Name} } from '../${name}/index.ts';\nimport { ${name}Api } from '../${name}/api.ts';\n`,
    },
    {
      file: 'src/sim/tongue/services.ts',
      after: /^export const apis = \{.*\w(?= \} as const;)/,
      text: `, ${name}: ${name}Api`,
    },
    {
      file: 'src/sim/tongue/services.ts',
      after: /^ {2}readonly \w+: \w+;\n/,
      text: `  readonly ${name}: ${Name};\n`,
    },
    {
      file: 'src/tables/services.ts',
      after: /^import .* from '\.\.\/sim\/\w+\/index\.ts';\n/,
      text: `import { ${name}Limits } from '../sim/${name}/index.ts';\n`,
    },
    {
      file: 'src/tables/services.ts',
      after: /^ {2}\w+: \{ name: .*\n/,
      text: `  ${name}: { name: '${title}', limits: ${name}Limits },\n`,
    },
  ];
  return {
    files,
    insertions,
    next: [
      `Write ${folder}: src/sim/services/sqs is the pattern. What is not modelled yet throws NotModelled, by name.`,
      `Check the serviceId in ${folder}/api.ts and errors.ts: the SDK's client has it in its config.`,
      `Name in ${folder}/api.ts every operation of AWS's API reference, modelled or not.`,
      'Tell in content/docs/simulator what it models, assumes and only stores.',
    ],
  };
}
