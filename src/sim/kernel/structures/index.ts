/** Structures that keep things in order, for the kernel and for services. */
export { Deque } from './deque.ts';
export { PlacedHeap, type Placed } from './placed-heap.ts';
