/**
 * What the kernel is measured against: a 4-ary heap of (time, sequence, closure) and a loop, with none of the rest:
 * no units, no cancelling, no guard against floods, no pausing. Times are seconds as they come, in typed arrays.
 */
export class BareHeap {
  now = 0;
  times = new Float64Array(1024);
  sequences = new Float64Array(1024);
  closures: (() => void)[] = [];
  size = 0;
  next = 0;

  schedule(delay: number, closure: () => void): void {
    if (this.size === this.times.length) this.grow();
    const { times, sequences, closures } = this;
    const time = this.now + delay;
    let hole = this.size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const above = times[parent]!;
      if (above <= time) break;
      times[hole] = above;
      sequences[hole] = sequences[parent]!;
      closures[hole] = closures[parent]!;
      hole = parent;
    }
    times[hole] = time;
    sequences[hole] = this.next++;
    closures[hole] = closure;
  }

  run(): void {
    const { closures } = this;
    while (this.size > 0) {
      const { times, sequences } = this;
      const first = closures[0]!;
      this.now = times[0]!;
      const size = --this.size;
      const time = times[size]!;
      const sequence = sequences[size]!;
      const closure = closures.pop()!;
      let hole = 0;
      for (let child = 1; child < size; child = 4 * hole + 1) {
        let best = child;
        let bestTime = times[child]!;
        const end = child + 4 < size ? child + 4 : size;
        for (let c = child + 1; c < end; c++) {
          const t = times[c]!;
          if (t < bestTime || (t === bestTime && sequences[c]! < sequences[best]!)) {
            best = c;
            bestTime = t;
          }
        }
        if (time < bestTime || (time === bestTime && sequence < sequences[best]!)) break;
        times[hole] = bestTime;
        sequences[hole] = sequences[best]!;
        closures[hole] = closures[best]!;
        hole = best;
      }
      if (size > 0) {
        times[hole] = time;
        sequences[hole] = sequence;
        closures[hole] = closure;
      }
      first();
    }
  }

  private grow(): void {
    const { times, sequences } = this;
    this.times = new Float64Array(times.length * 2);
    this.times.set(times);
    this.sequences = new Float64Array(times.length * 2);
    this.sequences.set(sequences);
  }
}
