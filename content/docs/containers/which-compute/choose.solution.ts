import type { Compute } from './choose.check.ts';

/**
 * Names the cheapest place for a day: `rate` requests a second in `busyHours` of
 * it, a tenth in the others, each 0.1 s of a vCPU. Prices as in the table above.
 */
export function choose(rate: number, busyHours: number): Compute {
  // A day of Lambda: requests, 0.1 s of 1,769 MB on Arm each.
  const requests = rate * 3600 * (busyHours + (24 - busyHours) / 10);
  const lambda = requests * (0.2e-6 + 0.1 * (1769 / 1024) * 0.0000133334);
  // Tasks of 1 vCPU and 2 GB, 60 % busy, two at least; and their balancer.
  const copies = (at: number, vcpus: number) => Math.max(2, Math.ceil((at * 0.1) / 0.6 / vcpus)); // prettier-ignore
  const hours = busyHours * copies(rate, 1) + (24 - busyHours) * copies(rate / 10, 1); // prettier-ignore
  const balancer = 24 * 0.0225;
  const fargate = hours * (0.03238 + 2 * 0.00356) + balancer;
  // Instances of 2 vCPUs for the peak, all day, with their addresses.
  const ec2 = 24 * copies(rate, 2) * (0.0725 + 0.005) + balancer;
  if (lambda < Math.min(fargate, ec2)) return 'Lambda';
  return fargate < ec2 ? 'Fargate' : 'EC2';
}
