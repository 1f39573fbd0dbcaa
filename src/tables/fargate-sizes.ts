import type { Price } from '../sim/cloud/index.ts';
import { Cloud } from '../sim/index.ts';
import { ecsPrices, FARGATE_SIZES, type FargateSize } from '../sim/services/ecs/index.ts';
import type { Comparison } from './comparison.ts';
import { refuses } from './trial.ts';

const SOURCE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html';

type Fact = (size: FargateSize) => string | number | boolean | undefined;

/** Gigabytes from MiB, as AWS writes them. */
const gb = (mib: number) => mib / 1024;
const perHour = ({ tiers: [tier] }: Price) => tier!.usd;
const vcpuHour = perHour(ecsPrices.vcpu);
const gbHour = perHour(ecsPrices.memory);
const hour = (cpu: number, memory: number) => Math.round(1e4 * ((cpu / 1024) * vcpuHour + gb(memory) * gbHour)) / 1e4; // prettier-ignore

/** Whether RegisterTaskDefinition takes a size. */
const taken = (cpu: number, memory: number) =>
  !refuses(() => new Cloud().ecs.define('web', { cpu, memory, fargate: true }));

/** The sizes of tasks on Fargate. */
export const fargateSizes: Comparison<Fact> = {
  caption: 'Sizes of tasks on Fargate',
  rowsAre: 'vCPUs',
  columns: [
    { name: 'GB, from', subject: ({ memory }) => gb(memory[0]!) },
    { name: 'GB, to', subject: ({ memory }) => gb(memory.at(-1)!) },
    { name: 'How many', subject: ({ memory }) => memory.length },
    { name: 'Half a GB between', subject: ({ cpu, memory }) => taken(cpu, memory.at(-1)! - 512) },
    { name: 'Windows', subject: ({ systems }) => systems.includes('WINDOWS') },
    { name: 'USD an hour, from', subject: ({ cpu, memory }) => hour(cpu, memory[0]!) },
    { name: 'USD an hour, to', subject: ({ cpu, memory }) => hour(cpu, memory.at(-1)!) },
  ],
  rows: FARGATE_SIZES.map((size) => ({
    label: String(size.cpu / 1024),
    source: SOURCE,
    cell: (fact) => fact(size),
  })),
};
