import { clientException } from '../errors.ts';

/** The memory that a CPU size goes with, in MiB: single values, or a range by a step. */
export interface FargateSize {
  /** Units of 1/1,024 vCPU. */
  readonly cpu: number;
  /** The amounts of memory that go with it, in MiB. */
  readonly memory: readonly number[];
  /** The operating systems. */
  readonly systems: readonly ('LINUX' | 'WINDOWS')[];
}

const GIB = 1024;
const steps = (from: number, to: number, by: number): number[] =>
  Array.from({ length: (to - from) / by + 1 }, (_, i) => (from + i * by) * GIB);

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html (checked 2026-11-28) */
export const FARGATE_SIZES: readonly FargateSize[] = [
  { cpu: 256, memory: [512, 1 * GIB, 2 * GIB], systems: ['LINUX'] },
  { cpu: 512, memory: steps(1, 4, 1), systems: ['LINUX'] },
  { cpu: 1024, memory: steps(2, 8, 1), systems: ['LINUX', 'WINDOWS'] },
  { cpu: 2048, memory: steps(4, 16, 1), systems: ['LINUX', 'WINDOWS'] },
  { cpu: 4096, memory: steps(8, 30, 1), systems: ['LINUX', 'WINDOWS'] },
  { cpu: 8192, memory: steps(16, 60, 4), systems: ['LINUX'] },
  { cpu: 16384, memory: steps(32, 120, 8), systems: ['LINUX'] },
  { cpu: 32768, memory: [60 * GIB, 120 * GIB, 244 * GIB], systems: ['LINUX'] },
];

/** Checks a task's size for Fargate. Throws ClientException, in the words that the guide has of both cases. */
export function checkFargateSize(cpu: number, memory: number, system: 'LINUX' | 'WINDOWS' = 'LINUX'): void {
  const size = FARGATE_SIZES.find((size) => size.cpu === cpu);
  if (!size) throw clientException(invalidSetting('cpu'));
  if (!size.memory.includes(memory) || !size.systems.includes(system)) {
    throw clientException('No Fargate configuration exists for given values.');
  }
}

function invalidSetting(name: string): string {
  return (
    `Invalid '${name}' setting for task. For more information, see the Troubleshooting section of the ` +
    'Amazon ECS Developer Guide.'
  );
}

/**
 * CPU units of `256`, `1 vCPU` or `.25 vcpu`; MiB of `512`, `1GB` or `0.5 GB`. AWS turns both into whole numbers at
 * registration.
 */
export function readTaskSize(name: 'cpu' | 'memory', text: string): number {
  const unit = name === 'cpu' ? 'vcpu' : 'gb';
  const parts = /^\s{0,9}(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})\s{0,9}(vcpu|gb)?\s{0,9}$/i.exec(text);
  const [, number, given] = parts ?? [];
  if (!number || (given && given.toLowerCase() !== unit)) throw clientException(invalidSetting(name));
  const value = Number(number) * (given ? 1024 : 1);
  if (!Number.isInteger(value)) throw clientException(invalidSetting(name));
  return value;
}
