import type { Entry } from '../../sim/report/transcript.ts';
import { InstantEngine } from '../../sandbox/engines/instant.ts';

/** What a test of the engine drives: the engine, and nothing of the site. */
declare global {
  interface Window {
    engine: InstantEngine;
    newEngine(): InstantEngine;
    /** What the last run has shown so far. */
    shown?: Entry[];
  }
}

window.newEngine = () => new InstantEngine();
window.engine = window.newEngine();
