/** Amazon SWF: histories of workflows, and the task lists that deciders and activity workers poll. */
export { swfLimits } from './limits.ts';
export { Swf } from './swf.ts';
