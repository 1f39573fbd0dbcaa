import { check, table } from 'desired-capacity';
import { INSTANCE_TYPES, readInstanceTypeName } from 'desired-capacity/ec2';

const mine = 'm7g.2xlarge'; // knob 'm7g.2xlarge' | 'c7gn.xlarge' | 'r7iz.large' | 'i4i.large' | 'g5.xlarge' | 'm7i-flex.large'

const names = [mine, 't3.micro', 'm5.large', 'c5.large', 'r5.large', 'i3.large', 'p5.48xlarge', 'hpc7g.16xlarge', 'mac1.metal']; // prettier-ignore
const rows = [...new Set(names)].map((name) => {
  const { series, purpose, generation, options, suffix, size } =
    readInstanceTypeName(name)!;
  const said = [...options, ...(suffix ? [suffix] : [])];
  return {
    name,
    series,
    'is for': purpose ?? 'not known',
    generation: generation ?? null,
    'and has': said.map(({ meaning }) => meaning).join(', ') || '–',
    size,
  };
});
table('Names, taken apart', rows);

// #region the sizes of a family, and the checks
const sizes = ['medium', 'large', 'xlarge', '2xlarge'].map((size) => {
  const { vcpus, memory, price } = INSTANCE_TYPES.get(`m7g.${size}`)!;
  return { size, vCPUs: vcpus, 'memory, GiB': memory / 1024, 'USD an hour': price! }; // prettier-ignore
});
table('m7g, from size to size', sizes);
const read = (name: string) => readInstanceTypeName(name)!;
const purpose = (name: string) => read(name).purpose;
check('m is general purpose', purpose('m5.large') === 'general purpose');
check('c is compute optimised', purpose('c5.large')!.startsWith('compute'));
check('r is memory optimised', purpose('r5.large')!.startsWith('memory'));
check('i is storage optimised', purpose('i3.large')!.startsWith('storage'));
check('p and g have accelerators', /GPU/.test(purpose('p5.48xlarge')!) && /graphics/.test(purpose('g5.xlarge')!)); // prettier-ignore
check('hpc is for high performance computing', /high performance/.test(purpose('hpc7g.16xlarge')!)); // prettier-ignore
check('t is burstable', purpose('t3.micro')!.startsWith('burstable'));
check('mac begins with m, and is something else', read('mac1.metal').series === 'mac' && purpose('mac1.metal') === 'macOS'); // prettier-ignore
check('the digit is the generation', read('m5.large').generation === 5);
check('what stands behind the dot is the size', read('m7g.2xlarge').size === '2xlarge'); // prettier-ignore
check('each size has twice as much as the one before', sizes.every((one, i) => i === 0 || (one.vCPUs === 2 * sizes[i - 1]!.vCPUs && one['memory, GiB'] === 2 * sizes[i - 1]!['memory, GiB']))); // prettier-ignore
const perVcpu = (name: string) => INSTANCE_TYPES.get(name)!.memory / INSTANCE_TYPES.get(name)!.vcpus; // prettier-ignore
check('for each vCPU r has more memory than m, and m more than c', perVcpu('r5.large') > perVcpu('m5.large') && perVcpu('m5.large') > perVcpu('c5.large')); // prettier-ignore
check('storage optimised types have disks in the host', INSTANCE_TYPES.get('i3.large')!.instanceStore); // prettier-ignore
// #endregion
