import { sideBySide, type DayFigures } from './side-by-side.ts';
import { demands, servers, times } from './visits.ts';

/** 1,000 servers under a day's load: on EC2, on the kernel alone and, where it is installed, in SimPy. */
export function fleet(): { requests: number; figures: DayFigures[] } {
  const models = {
    'EC2, with metrics, status checks and bills': 'fleet-ec2',
    'the kernel alone, with metrics': 'fleet-kernel',
  };
  return { requests: times.length, figures: sideBySide(models, 'fleet.py', [times, demands, servers]) };
}
