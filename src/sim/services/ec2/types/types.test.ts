import assert from 'node:assert/strict';
import { test } from 'vitest';
import { INSTANCE_TYPES, normalizationFactor, readInstanceTypeName } from './index.ts';

test('names are taken apart', () => {
  const cases: [
    name: string,
    series: string,
    generation: number | undefined,
    options: string,
    suffix: string | undefined,
    size: string,
  ][] = [
    ['m7g.2xlarge', 'm', 7, 'g', undefined, '2xlarge'],
    ['m7gd.2xlarge', 'm', 7, 'gd', undefined, '2xlarge'],
    ['c7i-flex.large', 'c', 7, 'i', 'flex', 'large'],
    ['t3a.nano', 't', 3, 'a', undefined, 'nano'],
    ['mac1.metal', 'mac', 1, '', undefined, 'metal'],
    ['mac2-m1ultra.metal', 'mac', 2, '', 'm1ultra', 'metal'],
    ['mac-m4pro.metal', 'mac', undefined, '', 'm4pro', 'metal'],
    ['hpc6id.32xlarge', 'hpc', 6, 'id', undefined, '32xlarge'],
    ['trn1n.32xlarge', 'trn', 1, 'n', undefined, '32xlarge'],
    ['inf2.xlarge', 'inf', 2, '', undefined, 'xlarge'],
    ['im4gn.large', 'im', 4, 'gn', undefined, 'large'],
    ['is4gen.medium', 'is', 4, 'gen', undefined, 'medium'],
    ['u-6tb1.56xlarge', 'u', 1, '', '6tb', '56xlarge'],
    ['u7inh-32tb.480xlarge', 'u', 7, 'inh', '32tb', '480xlarge'],
    ['p6-b200.48xlarge', 'p', 6, '', 'b200', '48xlarge'],
    ['x2iezn.metal', 'x', 2, 'iezn', undefined, 'metal'],
    ['c7i.metal-24xl', 'c', 7, 'i', undefined, 'metal-24xl'],
    ['dl2q.24xlarge', 'dl', 2, 'q', undefined, '24xlarge'],
    ['gr6f.4xlarge', 'gr', 6, 'f', undefined, '4xlarge'],
  ];
  for (const [name, series, generation, options, suffix, size] of cases) {
    const read = readInstanceTypeName(name)!;
    assert.deepEqual(
      [
        read.series,
        read.generation,
        read.options.map(({ letter }) => letter).join(''),
        read.suffix?.letter,
        read.size,
      ],
      [series, generation, options, suffix, size],
      name,
    );
    assert.equal(read.family, name.slice(0, name.indexOf('.')));
    assert.ok(read.purpose, name);
  }
});

test('letters say what they stand for, and those without a meaning say nothing', () => {
  assert.match(readInstanceTypeName('mac2.metal')!.purpose!, /macOS/);
  assert.match(readInstanceTypeName('m7gd.large')!.options[0]!.meaning!, /Graviton/);
  assert.match(readInstanceTypeName('u7i-12tb.224xlarge')!.suffix!.meaning!, /^12 TiB/);
  assert.match(readInstanceTypeName('g6f.large')!.options[0]!.meaning!, /fraction/);
  assert.equal(readInstanceTypeName('u7inh-32tb.480xlarge')!.options[2]!.meaning, undefined);
  assert.equal(readInstanceTypeName('q9.large')!.purpose, undefined);
});

test('what is no name is refused, however long', () => {
  for (const name of [
    '',
    'm5',
    '.large',
    'm5.',
    'M5.large',
    'm.large',
    'm5.large.x',
    '__proto__',
    'constructor.large',
    'a'.repeat(1e6),
    `${'a1'.repeat(20)}.`,
  ]) {
    assert.equal(readInstanceTypeName(name), undefined, name.slice(0, 40));
  }
});

test('sizes are counted as Reserved Instances count them', () => {
  const cases: [family: string, size: string, factor: number | undefined][] = [
    ['t3', 'nano', 0.25],
    ['t2', 'medium', 2],
    ['m5', 'large', 4],
    ['m5', '9xlarge', 72],
    ['u-6tb1', '112xlarge', 896],
    ['i3', 'metal', 128],
    ['c7i', 'metal-24xl', 192],
    ['m7a', 'metal', undefined],
    ['m5', 'huge', undefined],
    ['m5', '__proto__', undefined],
    ['__proto__', 'metal', undefined],
    ['m5', '0xlarge', undefined],
    ['m5', '2xl', undefined],
  ];
  for (const [family, size, factor] of cases)
    assert.equal(normalizationFactor(family, size), factor, `${family}.${size}`);
});

test('the table holds together', () => {
  for (const [name, type] of INSTANCE_TYPES) {
    const read = readInstanceTypeName(name)!;
    assert.ok(read.purpose, name);
    const graviton = read.options.some(({ letter }) => letter === 'g');
    if (read.series !== 'mac') assert.equal(type.architecture, graviton ? 'arm64' : 'x86_64', name);
    assert.equal(type.creditsPerHour !== undefined, read.series === 't', name);
    assert.ok(type.network[0] <= type.network[1] && type.vcpus > 0 && type.memory > 0, name);
    if (type.hibernation) assert.ok(type.memory < 150 * 1024, name);
  }
});

test('within a family price goes with size', () => {
  for (const a of INSTANCE_TYPES.values()) {
    for (const b of INSTANCE_TYPES.values()) {
      const [x, y] = [readInstanceTypeName(a.name)!, readInstanceTypeName(b.name)!];
      if (x.family !== y.family || a.price === undefined || b.price === undefined) continue;
      const ratio = a.price / b.price / (x.normalizationFactor! / y.normalizationFactor!);
      assert.ok(Math.abs(ratio - 1) < 0.02, `${a.name} ${b.name} ${ratio}`);
    }
  }
});
